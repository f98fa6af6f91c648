import { isNetwork } from './address.ts'
import type { Chance } from './chance.ts'
import { dressed, withEmoji, withLink, withMention, withTags } from './dress.ts'
import { cut, mistyped, oneWord, respelt } from './edit.ts'
import type { ExamplePost, Kind } from './post.ts'
import type { Model } from './stream.ts'

/** The text of a copy of this kind; undefined where the original is too short for it. */
export function copied(kind: Kind, model: Model, post: ExamplePost, chance: Chance): string | undefined {
  const { saying, posted, by } = model
  switch (kind) {
    case 'rt': return `RT @${by.handle}: ${posted}`
    case 'quote': return chance.happens(0.5) ? `“${posted}” @${by.handle}` : withLink(posted, chance, post)
    case 'link': return withLink(saying.text, chance, post)
    case 'mention': return withMention(saying, posted, chance)
    case 'emoji': return withEmoji(posted, chance)
    case 'tags': return withTags(saying, saying.text, chance)
    case 'word': return oneWord(posted, saying.language, chance)
    case 'typo': return mistyped(posted, chance)
    case 'spelling': return respelt(isNetwork(post.channel) ? posted : saying.text, saying.language, chance)
    case 'cut': return cut(chance.happens(0.3) ? `RT @${by.handle}: ${posted}` : posted, chance)
    case 'again': return dressed(saying, saying.text, post.channel, chance, post)
    default: return posted
  }
}
