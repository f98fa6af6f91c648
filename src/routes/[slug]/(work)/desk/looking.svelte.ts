import type { Looker } from '#desk/index.ts'
import { thisPage } from '#ui/live-source.ts'

/** Told a moment after a statement was opened: whoever runs through the list with J looks at nothing. */
const settledAfter = 300
const signOfLife = 30_000

/** Says what this page shows, and knows who else looks at it. */
export class Looking {
  /** By page; null: it looks elsewhere now. Lies over what was read with the page. */
  #heard: Record<string, (Omit<Looker, 'page'> & { statement: string }) | null> = $state({})
  #said: string | null | undefined
  #slug = ''

  /** The others who look at a statement. `read`: who did when the page was drawn. */
  others(statement: string, read: Looker[], me: string): string[] {
    const names = new Map(read.filter((one) => this.#heard[one.page] === undefined).map((one) => [one.person, one.name]))
    for (const heard of Object.values(this.#heard)) if (heard?.statement === statement) names.set(heard.person, heard.name)
    names.delete(me)
    return [...names.values()].sort((a, b) => a.localeCompare(b))
  }

  hear({ page, person, by, statement }: { page: string; person?: string; by?: string; statement: string | null }): void {
    this.#heard[page] = statement === null || !person || !by ? null : { person, name: by, statement }
  }

  /** Shows this statement until the returned function is called. */
  show(slug: string, statement: string | null): () => void {
    this.#slug = slug
    const timer = setTimeout(() => this.#say(statement), settledAfter)
    const alive = setInterval(() => this.#say(statement), signOfLife)
    const turned = () => (document.visibilityState === 'hidden' ? this.away() : this.#say(statement))
    document.addEventListener('visibilitychange', turned)
    return () => {
      clearTimeout(timer)
      clearInterval(alive)
      document.removeEventListener('visibilitychange', turned)
    }
  }

  /** The stream was open anew: the server has forgotten this page with the old one. */
  again(): void {
    if (this.#said !== undefined) this.#say(this.#said)
  }

  away(): void {
    if (this.#said === undefined) return
    this.#said = undefined
    navigator.sendBeacon(`/${this.#slug}/desk/look`, new Blob([JSON.stringify({ page: thisPage, away: true })], { type: 'application/json' }))
  }

  #say(statement: string | null): void {
    if (document.visibilityState === 'hidden') return
    this.#said = statement
    // Nobody waits for it; said again in a while.
    fetch(`/${this.#slug}/desk/look`, { method: 'POST', body: JSON.stringify({ page: thisPage, statement }), headers: { 'content-type': 'application/json' } }).catch(() => {})
  }
}
