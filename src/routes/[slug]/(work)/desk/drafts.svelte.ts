import { draftsKey } from '#ui/offline/forget.ts'
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

/** Drafts of older statements are let go: what was typed an hour and fifty statements ago is not missed. */
const mostKept = 50

/** What the form of deeds does that ends one's work on a statement: all that was typed went along. */
const ending = ['done', 'confirm', 'discard', 'incident', 'question', 'ask', 'handOn', 'release', 'same']
/** What writes the note down on its way. */
const noting = ['save', 'takeOut', 'joinWith']

/** Typed text is never lost: not when somebody was faster, not when the lease ran out, not when the page is loaded again. */
export class Drafts {
  readonly #drafts = new Map<string, Draft>()
  /** How each statement stood when its draft was made. */
  readonly #stood = new Map<string, Draft>()

  constructor() {
    if (typeof sessionStorage !== 'undefined') this.#recall()
  }

  /** The draft of a statement; made from how it stands, or from what was typed before. */
  of(statement: Standing, precision: Precision, typed?: Typed): Draft {
    const found = this.#drafts.get(statement.id)
    if (found && this.#stood.has(statement.id)) return found
    this.#stood.set(statement.id, ofStanding(statement, precision))
    if (found) return found
    const draft: Draft = $state(typed ? ofTyped(typed) : ofStanding(statement, precision))
    this.#drafts.set(statement.id, draft)
    return draft
  }

  /** An action of the form of deeds was done: what it wrote is no draft any more, and whatever else was typed stays. */
  done(action: string | undefined, id: string): void {
    const draft = this.#drafts.get(id)
    if (!action || !draft) return
    if (ending.includes(action)) return this.drop(id)
    if (noting.includes(action)) draft.note = ''
    this.keep()
  }

  /** Taken by whoever typed: where nothing was changed, it stands as the statement stands by now. */
  taken(statement: Standing, precision: Precision): void {
    const [draft, stood] = [this.#drafts.get(statement.id), this.#stood.get(statement.id)]
    if (!draft || !stood) return
    const stands = ofStanding(statement, precision)
    for (const field of Object.keys(stands) as (keyof Draft)[]) if (draft[field] === stood[field]) Object.assign(draft, { [field]: stands[field] })
    this.#stood.set(statement.id, stands)
  }

  /** What was typed elsewhere comes in where nothing is typed here. */
  put(drafts: Record<string, Draft>): void {
    for (const [id, typed] of Object.entries(drafts)) {
      const found = this.#drafts.get(id)
      if (found && !hasWords(found)) Object.assign(found, typed)
      if (found) continue
      const draft = $state(typed)
      this.#drafts.set(id, draft)
    }
  }

  /** By statement, where something was typed. */
  typed(): Record<string, Draft> {
    return Object.fromEntries([...this.#drafts].filter(([, draft]) => hasWords(draft)).slice(-mostKept).map(([id, draft]) => [id, $state.snapshot(draft)]))
  }

  /** Everything that was typed, also what the browser remembers of it. */
  clear(): void {
    this.#drafts.clear()
    this.#stood.clear()
    sessionStorage.removeItem(draftsKey)
  }

  drop(id: string): void {
    this.#drafts.delete(id)
    this.#stood.delete(id)
    this.keep()
  }

  #recall(): void {
    try {
      this.put(JSON.parse(sessionStorage.getItem(draftsKey) ?? '{}') as Record<string, Draft>)
    } catch {
      // A browser that keeps nothing, or something else under that name: one works without.
    }
  }

  /** Of use only where something was typed. */
  keep(): void {
    try {
      sessionStorage.setItem(draftsKey, JSON.stringify(this.typed()))
    } catch {
      // See above.
    }
  }
}

const hasWords = ({ note, title, wording }: Draft) => Boolean(note || title || wording)

function ofStanding({ issueArea, suggestedArea, place }: Standing, precision: Precision): Draft {
  return {
    area: issueArea ?? suggestedArea ?? '', place: place?.name ?? '', lat: place?.lat ?? undefined, lon: place?.lon ?? undefined,
    precision: (place?.precision as Precision | undefined) ?? precision, note: '', title: '', wording: '',
  }
}

function ofTyped({ area, place, lat, lon, precision, note, title, wording }: Typed): Draft {
  return { area: area ?? '', place, lat, lon, precision, note, title, wording }
}
