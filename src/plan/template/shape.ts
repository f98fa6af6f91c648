import type { Indicator } from '../aim/indicators.ts'
import type { MomentKind } from '../moment/moment.ts'
import type { Lane, TacticKind } from '../tactic/kinds.ts'

/** The same sentence in the four languages of the house. */
export type Said = { en: string; es: string; fr: string; ar: string }

export function say(en: string, es: string, fr: string, ar: string): Said {
  return { en, es, fr, ar }
}

/** A story of the field as a plan to start from. Days count from the one that somebody chooses; clock times are of the plan's zone. */
export interface Template {
  key: string
  title: Said
  /** What it is good for, in a sentence or two. */
  lead: Said
  /** What the chosen day is. */
  anchor: Said
  moments: { key: string; kind: MomentKind; title: Said; reason: Said; day: number; clock?: string; minutes?: number; yearly?: true; needed?: number }[]
  tactics: TemplateTactic[]
}

export interface TemplateTactic {
  kind: TacticKind
  lane?: Lane
  title: Said
  why: Said
  /** First and last day; clock times where the hour matters. */
  from: number
  to: number
  begins?: string
  ends?: string
  moment?: string
  aims: { indicator: Indicator; threshold: number; words: Said; /** Counted under the campaign's first hashtag. */ tagged?: true }[]
  tasks: { title: Said; day: number }[]
}
