import type { Folded } from './fold/index.ts'
import type { KeyList } from './key-lists.ts'

/**
 * What was read for the next batch while the one before it is being written: as it was before that batch, and then with what that batch
 * has changed. Nothing is read after its commit, so that nothing is added twice.
 */
export class Ahead {
  /** Undefined: nobody had said it. */
  readonly exacts = new Map<bigint, number | undefined>()
  /** Undefined: no text stood under the key. */
  readonly lists = new Map<bigint, KeyList | undefined>()

  extend({ exacts, representatives, retired }: Pick<Folded, 'exacts' | 'representatives' | 'retired'>): void {
    for (const { exact, statement } of exacts) if (this.exacts.has(exact)) this.exacts.set(exact, statement)
    // Texts that were taken away are rare: then all is read again.
    if (retired.length > 0) this.lists.clear()
    for (const { number, statement, keys } of representatives) {
      for (const key of keys) {
        if (!this.lists.has(key)) continue
        const list = this.lists.get(key)
        if (!list) this.lists.set(key, { numbers: [number], statements: [statement] })
        list?.numbers.push(number)
        list?.statements.push(statement)
      }
    }
  }
}
