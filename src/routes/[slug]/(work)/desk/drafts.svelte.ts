import type { Precision, Typed } from './typed.ts'

/** What stands in the fields of one statement and is not saved yet. */
export interface Draft {
  area: string
  place: string
  lat: string | number | undefined
  lon: string | number | undefined
  precision: Precision
  note: string
  title: string
  wording: string
}

interface Standing {
  id: string
  issueArea: string | null
  suggestedArea: string | null
  place: { name: string | null; lat: number | null; lon: number | null; precision: string } | null
}

const kept = 'clamor-drafts'
/** Drafts of older statements are let go: what was typed an hour and fifty statements ago is not missed. */
const mostKept = 50

/** Typed text is never lost: not when somebody was faster, not when the lease ran out, not when the page is loaded again. */
export class Drafts {
  readonly #drafts = new Map<string, Draft>()

  constructor() {
    if (typeof sessionStorage !== 'undefined') this.#recall()
  }

  /** The draft of a statement; made from how it stands, or from what was typed before. */
  of(statement: Standing, precision: Precision, typed?: Typed): Draft {
    const found = this.#drafts.get(statement.id)
    if (found) return found
    const draft: Draft = $state(typed ? ofTyped(typed) : ofStanding(statement, precision))
    this.#drafts.set(statement.id, draft)
    return draft
  }

  drop(id: string): void {
    this.#drafts.delete(id)
    this.keep()
  }

  #recall(): void {
    try {
      for (const [id, typed] of Object.entries(JSON.parse(sessionStorage.getItem(kept) ?? '{}') as Record<string, Draft>)) {
        const draft = $state(typed)
        this.#drafts.set(id, draft)
      }
    } catch {
      // A browser that keeps nothing, or something else under that name: one works without.
    }
  }

  /** Of use only where something was typed. */
  keep(): void {
    const typed = [...this.#drafts].filter(([, draft]) => draft.note || draft.title || draft.wording).slice(-mostKept)
    try {
      sessionStorage.setItem(kept, JSON.stringify(Object.fromEntries(typed)))
    } catch {
      // See above.
    }
  }
}

function ofStanding({ issueArea, suggestedArea, place }: Standing, precision: Precision): Draft {
  return {
    area: issueArea ?? suggestedArea ?? '', place: place?.name ?? '', lat: place?.lat ?? undefined, lon: place?.lon ?? undefined,
    precision: (place?.precision as Precision | undefined) ?? precision, note: '', title: '', wording: '',
  }
}

function ofTyped({ area, place, lat, lon, precision, note, title, wording }: Typed): Draft {
  return { area: area ?? '', place, lat, lon, precision, note, title, wording }
}
