import type { Reader } from '#core/index.ts'

/** What statements have become. Kept in memory whole: merges are few (about one in a hundred statements). */
export class Merges {
  readonly #into = new Map<number, number>()
  readonly #from = new Map<number, number[]>()

  static async of(reader: Reader, campaignId: string): Promise<Merges> {
    const rows = await reader.rows<{ was: string; is_now: string }>(`select was, is_now from fold_merge where campaign_id = $1 order by was desc`, [campaignId])
    const merges = new Merges()
    for (const row of rows) merges.add(Number(row.was), Number(row.is_now))
    return merges
  }

  add(was: number, isNow: number): void {
    this.#into.set(was, isNow)
    this.#from.set(isNow, [...(this.#from.get(isNow) ?? []), was])
  }

  /** The statement that this one is today. */
  root(number: number): number {
    let at = number
    for (let next = this.#into.get(at); next !== undefined; next = this.#into.get(at)) at = next
    return at
  }

  /** All numbers under which this statement may have been remembered. */
  all(root: number): number[] {
    return [root, ...(this.#from.get(root) ?? []).flatMap((number) => this.all(number))]
  }
}
