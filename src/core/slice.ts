import type { z } from 'zod'
import type { Api } from './api.ts'
import type { Config } from './config.ts'
import type { Reader, Transactor } from './data/index.ts'
import type { House } from './house.ts'
import type { JournalEntry } from './journal.ts'

/**
 * What a slice brings to the house. `flow.ts` lists the slices in the order in which data flows; imports run only upstream, so a
 * later slice takes part in an earlier one's work by what it registers here.
 */
export interface Slice {
  /** Folder of `src/` and the word for it. Its migrations are the NNNN_name.sql files in there. */
  name: string
  api?: (api: Api) => void
  jobs?: Job[]
  deeds?: Deed[]
  steps?: Partial<Steps>
  /** When the newest backup was made, as far as this slice knows. Asked of databases of older programs too. */
  newestBackup?: (config: Config, reader: Reader) => Promise<Date | undefined>
  /** What aims of the plan can count of what is this slice's own. */
  indicators?: Indicator[]
  /** What this process reads before the house opens: what must be known at any moment without asking. */
  wake?: (house: House) => Promise<void>
  /**
   * What of this slice may hang on a statement, as `table.column`: step `join` runs where something does, on the one that goes or, for
   * `into`, on the one that stays. Folding joins hundreds of statements that nobody has touched.
   */
  hangs?: { from: string[]; into?: string[] }
  /** Tables that say how a campaign is set up, what others point to first: copied as they are for a rehearsal. */
  settings?: string[]
  /** What this process still has to write or to let go of before the house is closed. */
  rest?: (house: House) => Promise<void>
}

/** Work that may lag: shallow, one call. Added in the transaction whose consequence it is (`addJob`). */
export interface Job {
  name: string
  timeoutSeconds: number
  /** Cron pattern (five fields, UTC) when it also runs by itself. */
  every?: string
  run(house: House, payload: any): Promise<void>
}

/** What a person does to a statement and what ends their claim; registered by the slice it serves, run by the desk. */
export interface Deed<Input = any> {
  /** The word in `{"decision": ...}`. */
  kind: string
  /** Fields beside `version` and `decision`. */
  schema: z.ZodType<Input>
  /** The public sees nothing of it: no page is drawn anew for it. */
  unseen?: true
  /** It may be done on another statement that says the same, with what was said with it: nobody's own word is needed for it. */
  repeatable?: true
  /** State of the statement when it is done. */
  leaves: 'decided' | 'asked' | 'waiting' | 'review'
  /** Does it, in the transaction that ends the claim; what it returns is kept with the deed and given to `undo`. */
  effect(house: House, t: Transactor, deed: DeedAt, input: Input): Promise<Record<string, unknown>>
  undo(house: House, t: Transactor, deed: DeedAt, done: Record<string, unknown>): Promise<void>
  /** The same on many statements at once, set-based. Only such a deed can be done on all that a search finds. */
  many?: {
    /** What is kept with each, in the order of `deeds`. */
    effect(house: House, t: Transactor, deeds: DeedAt[], input: Input): Promise<Record<string, unknown>[]>
    undo(house: House, t: Transactor, deeds: (DeedAt & { done: Record<string, unknown> })[]): Promise<void>
  }
  /** Who has the statement next, where the deed gives it to one person: they hold it as if they had taken it. */
  heir?(done: Record<string, unknown>): { id: string; name: string } | undefined
}

/** A figure that an aim of the plan is fed with; registered by the slice that counts it, asked for by the plan. */
export interface Indicator {
  /** Its word in the plan (plan/aim/indicators.ts). */
  name: string
  /** The figures of all these aims at once. An aim of whose tactic nothing is there to count has none. */
  count(reader: Reader, campaignId: string, aims: AskedAim[]): Promise<Counted[]>
}

export interface AskedAim {
  id: string
  tacticId: string
  /** The aim's own window; null: whatever belongs to the tactic, whenever it was. */
  fromAt: Date | null
  untilAt: Date | null
}

export interface Counted {
  id: string
  figure: number
  /** Of how many (`whole`) it is known (`known`) what is counted. */
  known?: number | null
  whole?: number | null
}

export interface DeedAt {
  campaignId: string
  statementId: string
  deedId: string
  personId: string
  at: Date
}

/** What must hold at once everywhere: each runs through all slices, upstream first, in one transaction of one campaign. */
export interface Steps {
  /** Posts withdrawn or erased by their author. A step fills in what the later ones need to know. */
  withdraw(house: House, t: Transactor, withdrawal: Withdrawal): Promise<void>
  /** Statements found to say the same: what hangs on `from` moves to `into`. */
  join(house: House, t: Transactor, campaignId: string, pairs: { from: string; into: string }[], at: Date): Promise<void>
  /**
   * What a person had joined is taken apart again: `from` goes on, `into` is a statement once more. What a join moved away from `into`, or
   * from one that had become part of it before (`were`), goes back.
   */
  part(house: House, t: Transactor, campaignId: string, apart: { from: string; into: string; were: string[] }, at: Date): Promise<void>
  /** A batch of posts was committed. Not in its transaction: whoever needs certainty reads the `arrival` rows written with it. */
  arrived(house: House, arrived: Arrived): Promise<void>
  /** A batch of posts was folded; in the transaction that folds it. Set-based: a batch may hold a thousand posts. */
  folded(house: House, t: Transactor, folded: FoldedStatements): Promise<void>
  /** A question of a chat was asked; in its transaction. */
  chatAsked(house: House, t: Transactor, asked: AskedQuestion): Promise<void>
  /** It was asked by mistake, and is upcoming again. */
  chatUnasked(house: House, t: Transactor, asked: Pick<AskedQuestion, 'campaignId' | 'chatId' | 'questionId' | 'at'>): Promise<void>
  /** A message reached the network of one of our accounts; in the transaction that keeps where. */
  sent(house: House, t: Transactor, sent: SentMessage): Promise<void>
  /** An account is frozen: whatever it holds goes back. Called once per campaign. */
  freeze(house: House, t: Transactor, campaignId: string, personId: string, at: Date): Promise<void>
  /** Somebody has no part in the campaign any more; what they held went back before (`freeze`). What they were appointed to there ends. */
  leave(house: House, t: Transactor, campaignId: string, personId: string, at: Date): Promise<void>
  /** A backup was restored and nobody has been answered yet: what of the whole house must not go on as if no time had passed. Called once, before `restored`. */
  houseRestored(house: House, t: Transactor, restored: HouseRestored): Promise<void>
  /** The same for each campaign. Also no author who took something back since has been answered. */
  restored(house: House, t: Transactor, restored: Restored): Promise<void>
}

export interface HouseRestored {
  at: Date
  /** The moment that the backup shows. */
  madeAt: Date
  /** What the journal says, of the house and of all its campaigns, in the order in which it was written. */
  journal: JournalEntry[]
}

export interface Restored extends HouseRestored {
  campaignId: string
  /** The data folder of where it was made. */
  madeIn: string
  /** What it says of this campaign. */
  journal: JournalEntry[]
}

export interface AskedQuestion {
  campaignId: string
  chatId: string
  questionId: string
  number: number
  chat: { title: string; zone: string }
  /** The question as a post. */
  post: { text: string; language: string }
  personId: string
  at: Date
}

export interface SentMessage {
  campaignId: string
  outgoingId: string
  /** What the network calls it. */
  externalId: string
  link: string | null
  at: Date
}

export interface Arrived {
  campaignId: string
  /** Ids of the posts of one committed batch, in its order. */
  postIds: string[]
}

export interface FoldedStatements {
  campaignId: string
  /** Ids of statements that are new. */
  founded: string[]
  /** Ids of statements that more posts say now. */
  grown: string[]
  /** The posts of the batch in the order of folding, each with its statement of now; made on demand. */
  posts(): FoldedPost[]
  at: Date
}

export interface FoldedPost {
  id: string
  statementId: string
  text: string
  channel: string
  postedAt: Date
  /** Blind index of the author's address; undefined where nobody can say who wrote it. */
  authorId: string | undefined
  links: string[]
  knows: 'lived' | 'saw' | 'heard' | undefined
}

export interface Withdrawal {
  campaignId: string
  postIds: string[]
  /** `withdrawn`: the words are kept sealed for the author's own view. `erased`: the author's key is destroyed, words are blanked. */
  kind: 'withdrawn' | 'erased'
  at: Date
  /** Statements that lost a post. */
  statementIds: Set<string>
  /** Statements that nobody says any more; they are removed with everything that hangs on them. */
  emptied: Set<string>
}

/** The flow as the running program sees it. */
export interface Flow {
  slices: Slice[]
  deeds: Map<string, Deed>
  indicators: Map<string, Indicator>
  jobs: Job[]
  /** Runs one step through all slices in order. */
  run<K extends keyof Steps>(step: K, ...args: Parameters<Steps[K]>): Promise<void>
  /** The same through some of them. */
  runOf<K extends keyof Steps>(some: Slice[], step: K, ...args: Parameters<Steps[K]>): Promise<void>
}

export function flowOf(slices: Slice[]): Flow {
  const deeds = new Map(slices.flatMap((slice) => slice.deeds ?? []).map((deed) => [deed.kind, deed]))
  return {
    slices,
    deeds,
    indicators: new Map(slices.flatMap((slice) => slice.indicators ?? []).map((indicator) => [indicator.name, indicator])),
    jobs: slices.flatMap((slice) => slice.jobs ?? []),
    run(step, ...args) {
      return this.runOf(slices, step, ...args)
    },
    async runOf(some, step, ...args) {
      for (const slice of some) {
        const take = slice.steps?.[step] as ((...args: unknown[]) => Promise<void>) | undefined
        await take?.(...args)
      }
    },
  }
}
