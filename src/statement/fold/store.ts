import type { ByHand } from './by-hand.ts'

/** A post on its way into the fold. Numbers are the order of folding: each greater than all before. */
export interface FoldPost {
  number: number
  text: string
}

/** A text that stands for its statement when later texts are compared. */
export interface Representative {
  /** The number of the post that has this text. */
  number: number
  statement: number
  /** It was there when people took its statement apart: of such statements a text belongs to the one whose anchors are nearest. */
  anchor?: boolean
}

/** What is known of a representative without its words. */
export interface Outlined {
  /** As it was remembered: what it has become since is said by `root`. */
  statement: number
  /** Undefined for texts from before there were outlines (outline.ts). */
  outline: Int32Array | undefined
}

/**
 * Where folding remembers. A few questions per batch, whatever its size; each answer is the state before the batch. A
 * statement is named by the number of its first post, and answers name the statement of today, after all merges.
 */
export interface Store {
  /** What people have put in order themselves; undefined where they have not. */
  readonly byHand?: ByHand | undefined
  /** The statements of the texts with these exact hashes, as far as known. */
  statementsOf(exacts: bigint[]): Promise<Map<bigint, number>>
  /** The representatives under each of these keys, in ascending order of their numbers; what nothing stands under is left out. */
  candidates(keys: bigint[]): Promise<Map<bigint, number[]>>
  /** All that stands for these statements. */
  representatives(statements: number[]): Promise<Representative[]>
  outlines(numbers: number[]): Promise<Map<number, Outlined>>
  /** Texts of the posts with these numbers. */
  texts(numbers: number[]): Promise<Map<number, string>>
  /** The statement that this one is today. */
  root(statement: number): number
}

/** What a batch changed, to be written in one transaction. */
export interface Folded {
  /** For each post of the batch in order: its statement, all merges of the batch applied. */
  statements: number[]
  /** Statements that this batch founded and that are still there at its end; each is the number of its first post. */
  founded: number[]
  /** Statements from before this batch that are one now: everything of `from` belongs to `into`, which is older. */
  merges: { from: number; into: number }[]
  /** Representatives to be added, with the keys under which they are found and their outline. */
  representatives: (Representative & { keys: bigint[]; outline: Int32Array })[]
  /** Representatives from before this batch to be taken away with their keys. */
  retired: number[]
  /** Exact hashes met for the first time, each with the post that brought it. */
  exacts: { exact: bigint; number: number; statement: number }[]
}
