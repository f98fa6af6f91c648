import { refuse } from '#core/index.ts'
import type { Campaign } from '#campaign/index.ts'
import type { Played } from './source.ts'

/** What of demo/ a rehearsal plays. */
interface Example {
  examplePostsWithTruth(wish: { posts: number; seed: number }): Iterable<{ post: { text: string; postedAt: string }; language: string }>
}

const dayHours = 12

/**
 * The posts of the example, for a campaign that has none of its own yet. The one place of `src` that reads from demo/, and only when it is
 * asked for: a house without that folder still rehearses recorded days.
 */
export async function exampleOf(campaign: Campaign, posts: number): Promise<Played[]> {
  const { examplePostsWithTruth } = await import('../../demo/posts/index.ts').then((module) => module as Example, () => {
    throw refuse('rehearsal-no-example', 409, 'This house came without the example.', { mend: 'Play a recorded day.' })
  })
  // More are made than are played: of a language that the campaign does not have, none is.
  const spoken = new Set(campaign.languages.map((tag) => tag.split('-')[0]))
  const all = [...examplePostsWithTruth({ posts: posts * 8, seed: 7 })]
  const fitting = all.filter(({ language }) => spoken.has(language))
  const chosen = (fitting.length >= posts ? fitting : all).slice(0, posts).map(({ post }) => post)
  return chosen.map(({ postedAt: _, ...post }, place) => ({
    after: Math.floor((place / chosen.length) * dayHours * 3_600),
    origin: null,
    item: { ...post, text: withTags(post.text, campaign.hashtags) },
  }))
}

/** The example's hashtags as those of the campaign; a post of the example says the first, its twin the second. */
function withTags(text: string, hashtags: string[]): string {
  const [first, second = first] = hashtags
  return first === undefined ? text : text.replace(/#LetItBeKnown/gi, `#${first}`).replace(/#QueSeSepa/gi, `#${second}`)
}
