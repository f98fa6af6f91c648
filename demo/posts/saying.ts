import type { Sentences } from '../grammar/index.ts'
import type { Language, Place } from '../places.ts'
import {
  anyFollows, anyStories, areas, crumbs, greetings, incidentDetails, incidentKinds, noise, notes, quoteAdditions, slogans,
} from '../grammar/index.ts'
import { towns } from '../places.ts'
import type { Chance } from './chance.ts'
import { hash, mix } from './chance.ts'
import type { Twist } from './slots.ts'
import { filler, plain, townOf } from './slots.ts'
import type { Template } from './template.ts'
import { template, write } from './template.ts'

export type Subject = 'question' | 'note' | 'incident' | 'noise' | 'crumb' | 'addition'

/**
 * One thing said. The parts it is made of decide its text, and its text its key: two people who happen to put the same
 * parts together say the same thing. Numbers and towns follow from the parts too, so that two sayings made of the same
 * sentences do not differ by a single word, unless they are made to (see `vary`).
 */
export interface Saying {
  key: string
  subject: Subject
  language: Language
  text: string
  issueArea?: string
  theme?: string
  place?: Place
  /** An incident the teller did not see. */
  hearsay?: boolean
  /** How to say nearly the same and mean another thing; absent where that cannot be done. */
  vary?: (twist: Twist) => Saying
  variants: { number: boolean, town: boolean, denial: boolean }
}

/** Something asked of the state, built of one to three sentences. */
export function question(chance: Chance, language: Language, brief: boolean): Saying {
  const area = chance.pick(areas)
  const asked = chance.pick(themesByWeight(area.key, language))
  const shape = brief ? 'solo' : chance.weighted(shapes)
  const stories = joined(`${area.key} stories ${language}`, area.stories[language], anyStories[language])
  const follows = joined(`${area.key} follows ${language}`, area.follows[language], anyFollows[language])
  const story = shape === 'story' || shape === 'full' ? chance.below(stories.length) : -1
  const follow = shape === 'follow' || shape === 'full' ? chance.below(follows.length) : -1
  // Only a sentence that stands alone comes in several towns: with more words around it, one name is no difference.
  const edition = shape === 'solo' ? chance.below(4) : 0
  const key = `${asked.key}.${language}.${asked.index}.${story < 0 ? '' : story}.${follow < 0 ? '' : follow}.${edition}`
  const parts = [stories[story], asked.text, follows[follow]].filter((part) => part !== undefined)
  return compose({ key, subject: 'question', language, issueArea: area.key, theme: asked.key, parts, alone: shape === 'solo' })
}

const shapes = [['solo', 16], ['follow', 24], ['story', 24], ['full', 36]] as const

/** A note for the paper wall. */
export function note(chance: Chance, language: Language): Saying {
  const area = chance.pick(areas)
  const list = notes[area.key]![language]
  const index = chance.below(list.length)
  const edition = template(list[index]!).town || list[index]!.includes('{') ? chance.below(6) : 0
  return compose({
    key: `note/${area.key}.${language}.${index}.${edition}`, subject: 'note', language, issueArea: area.key, parts: [list[index]!], bare: true,
  })
}

/** Something that happened. */
export function incident(chance: Chance, language: Language): Saying {
  const kind = chance.pick(incidentKinds)
  const tell = chance.below(kind.tells[language].length)
  const town = chance.below(towns.length)
  const detail = chance.happens(0.75) ? chance.below(incidentDetails[language].length) : -1
  return compose({
    key: `${kind.key}.${language}.${tell}.${town}.${detail < 0 ? '' : detail}`, subject: 'incident', language,
    issueArea: kind.area, theme: kind.key, town, hearsay: detail === 1, bare: true,
    parts: [kind.tells[language][tell]!, ...(detail < 0 ? [] : [incidentDetails[language][detail]!])],
  })
}

/** Advertising, insults, or somebody's cat. */
export function chatter(chance: Chance, language: Language): Saying {
  const kind = chance.pick(noise)
  const index = chance.below(kind.says[language].length)
  const edition = chance.below(5)
  return compose({
    key: `${kind.key}.${language}.${index}.${edition}`, subject: 'noise', language, theme: kind.key,
    parts: [kind.says[language][index]!], bare: true,
  })
}

/** A greeting, a hashtag, a word. */
export function crumb(chance: Chance, language: Language): Saying {
  const list = crumbs[language]
  const index = chance.below(list.length)
  const edition = template(list[index]!).town ? chance.below(8) : 0
  return compose({
    key: `crumb.${language}.${index}.${edition}`, subject: 'crumb', language, parts: [list[index]!], bare: true,
  })
}

/** What somebody says about another's post. */
export function addition(chance: Chance, language: Language): Saying {
  const list = quoteAdditions[language]
  const index = chance.below(list.length)
  const edition = list[index]!.includes('{') ? chance.below(9) : 0
  return compose({
    key: `addition.${language}.${index}.${edition}`, subject: 'addition', language, parts: [list[index]!], bare: true,
  })
}

interface Parts {
  key: string
  subject: Subject
  language: Language
  issueArea?: string
  theme?: string
  parts: string[]
  town?: number
  hearsay?: boolean
  /** Without greeting and slogan. */
  bare?: boolean
  /** One sentence, short enough that another town makes it another text. */
  alone?: boolean
}

function compose(from: Parts, twist: Twist = plain): Saying {
  const { language, bare, town } = from
  const seed = hash(from.key)
  const templates: Template[] = from.parts.map(template)
  const fills = from.parts.map((_, i) => filler(language, seed, mix(seed, 60 + i), twist, town))
  let text = templates.map((part, i) => write(part, mix(seed, 40 + i), twist.denied, fills[i]!)).join(' ')
  if (language === 'fr') text = elided(text)
  // Greeting and slogan follow from what is said: who greets otherwise has not said anything else.
  const content = hash(said(text))
  if (!bare && mix(content, 50) % 100 < 14) text = `${write(template(one(greetings[language], content, 51)), seed, false, fills[0]!)} ${text}`
  if (!bare && mix(content, 52) % 100 < 22) text = `${text} ${one(slogans[language], content, 53)}`
  const says: Saying = {
    key: `${from.theme ?? from.subject}.${language}.${content.toString(36)}`,
    subject: from.subject, language, text,
    variants: {
      number: templates.some((part) => part.numeric),
      town: Boolean(from.alone) && templates.some((part) => part.town) && text.length <= 135,
      denial: templates.some((part) => part.polar),
    },
  }
  if (from.issueArea) says.issueArea = from.issueArea
  if (from.theme) says.theme = from.theme
  if (templates.some((part) => part.town)) says.place = townOf(seed, twist, town)
  if (from.hearsay) says.hearsay = true
  if (from.subject === 'question') says.vary = (other) => compose(from, other)
  return says
}

// What is said without the signs around it: a crumb with a raised fist is the same crumb.
function said(text: string): string {
  return text.replace(/[^\p{L}\p{N}#]+/gu, ' ').trim() || text
}

// De Ain Zarqoun, de août: the templates do not know what will stand in the slot.
function elided(text: string): string {
  return text.replace(/(?<!Minas) de (?=[AEIOUÉ]|août|avril|octobre)/g, ' d’')
}

function one(list: readonly string[], seed: number, salt: number): string {
  return list[mix(seed, salt) % list.length]!
}

interface Ask { key: string, index: number, text: string }

const askLists = new Map<string, Ask[]>()

function themesByWeight(area: string, language: Language): Ask[] {
  const name = `${area} ${language}`
  let list = askLists.get(name)
  if (!list) {
    list = areas.find((one) => one.key === area)!.themes
      .flatMap((theme) => theme.asks[language].map((text, index) => ({ key: theme.key, index, text })))
    askLists.set(name, list)
  }
  return list
}

const lists = new Map<string, string[]>()

function joined(name: string, own: string[], any: string[]): string[] {
  let list = lists.get(name)
  if (!list) lists.set(name, (list = [...own, ...any]))
  return list
}

export type { Sentences }
