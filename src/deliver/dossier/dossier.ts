import type { AddedWords } from '#ui/words.ts'

/** One day (`2026-04-14`, in the campaign's time zone) and the posts that arrived on it. */
export interface DayCount {
  day: string
  posts: number
}

/** A channel or a language by its code, with its posts. */
export interface NamedCount {
  name: string
  count: number
}

/** Words of people, printed because they agreed to it. The caller checks consent; this folder only prints. */
export interface Example {
  text: string
  language: string
  channel: string
  day: string
  place?: string
  saidBy: number
}

/** What the institution replied, when it did. */
export interface Answered {
  text: string
  language: string
  by: string
  day: string
}

export interface AskedQuestion {
  /** Stable reference such as OW-0147: what the institution replies to, in this edition and the next. */
  number: string
  wording: string
  language: string
  people: number
  posts: number
  statements: number
  channels: NamedCount[]
  languages: NamedCount[]
  since: Date
  last: Date
  perDay: DayCount[]
  examples: Example[]
  /** People counted whose words are not printed. */
  notQuoted: number
  answer?: Answered
}

export interface IssueArea {
  name: string
  questions: AskedQuestion[]
}

/** One post behind a question, told by a keyed hash so that nobody but the campaign can tell which post it is. */
export interface Source {
  reference: string
  post: string
  channel: string
  language: string
  day: string
}

/** Everything that is printed for one institution, as plain data: it crosses to a worker thread. */
export interface Dossier {
  campaign: { name: string; hashtags: string[]; question: string; slug: string; url: string; timeZone?: string }
  institution: { name: string; id: string }
  /** In which it is written; its examples may be in any other. */
  language: string
  /** Where an organisation added that language: its words, since the process that sets the dossier knows only ours. */
  added?: AddedWords | undefined
  edition: number
  madeAt: Date
  since: Date
  until: Date
  /** By when an answer is asked for, if the campaign says so. */
  answerBy?: Date
  posts: number
  people: number
  questionsCount: number
  perDay: DayCount[]
  issueAreas: IssueArea[]
  sources: Source[]
}

/** A file of a finished dossier; `path` is below the folder the dossier was asked into. */
export interface DossierFile {
  path: string
  bytes: number
  sha256: string
}
