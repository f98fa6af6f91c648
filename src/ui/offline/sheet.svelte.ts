import { keep, kept, letGo, type Lane, type Thing } from './store.ts'
import { sheetKey, type NoteData, type SheetHead } from './sheet-way.ts'
import { graceMilliseconds, Waiting } from './waiting.svelte.ts'

export type Note = Thing<NoteData>

/** A paper sheet as it is typed in on this device: its head, its notes, its photographs; all of it kept at each step. */
export class DeviceSheet {
  head: SheetHead = $state({ id: '', collector: '', place: '', day: '' })
  /** Added a moment ago, and still to be taken back. */
  last: { ids: string[]; until: number } | undefined = $state()

  readonly waiting: Waiting<NoteData>
  readonly #given: Partial<SheetHead>
  readonly #stores = new Map<string, ReturnType<typeof setTimeout>>()

  /** `given`: what a sheet begins with; a collector's name and place are fixed by the link. */
  constructor(lane: Lane, given: Partial<SheetHead> = {}) {
    this.waiting = new Waiting(lane)
    this.#given = given
  }

  async begin(): Promise<() => void> {
    const id = await kept<string>(this.#currentKey).catch(() => undefined)
    const head = id ? await kept<SheetHead>(sheetKey(id)).catch(() => undefined) : undefined
    if (head) this.head = { ...head, ...this.#given }
    else this.#anew()
    return this.waiting.begin()
  }

  get notes(): Note[] {
    return this.waiting.things.filter((thing) => thing.group === this.head.id && !thing.bytes && !thing.data.photo)
  }

  get photos(): Note[] {
    return this.waiting.things.filter((thing) => thing.group === this.head.id && thing.data.photo)
  }

  /** Of this and earlier sheets: what is not safe yet. */
  get unsent(): Note[] {
    return this.waiting.things.filter((thing) => thing.state === 'waiting' || thing.state === 'refused' || (thing.state === 'open' && hasWords(thing.data.text)))
  }

  changeHead(change: Partial<SheetHead>): void {
    this.head = { ...this.head, ...change }
    void keep(sheetKey(this.head.id), $state.snapshot(this.head)).catch(() => {})
  }

  /** A new note, begun behind another one or at the end. */
  open(text = '', after?: Note): Note {
    const note = this.#made(text, this.#orders(after, 1)[0]!)
    void this.waiting.put([note])
    return note
  }

  /** What is typed is kept a moment later, and at once when the field is left. */
  type(id: string, change: Partial<NoteData>): void {
    const note = this.waiting.things.find((one) => one.id === id)
    if (!note || note.state === 'sent') return
    Object.assign(note.data, change)
    note.state = 'open'
    delete note.reason
    clearTimeout(this.#stores.get(id))
    this.#stores.set(id, setTimeout(() => void this.waiting.put([note]), 300))
  }

  /** The note is finished: it waits, and is sent in ten seconds unless somebody goes back to it. */
  async done(ids: string[]): Promise<void> {
    const now = Date.now()
    const notes = this.waiting.things.filter((note) => ids.includes(note.id) && note.state === 'open' && hasWords(note.data.text))
    for (const { id } of notes) clearTimeout(this.#stores.get(id))
    await this.waiting.put(notes.map((note) => ({ ...note, state: 'waiting', due: now + graceMilliseconds })))
  }

  /** Lines that were pasted: the first into the field they were pasted in, the others as notes of their own behind it. */
  async paste(into: Note, lines: string[]): Promise<void> {
    this.type(into.id, { text: `${into.data.text}${lines[0] ?? ''}` })
    const orders = this.#orders(into, lines.length - 1)
    const due = Date.now() + graceMilliseconds
    const added = lines.slice(1).map((line, place): Note => ({ ...this.#made(line, orders[place]!), state: 'waiting', due }))
    await Promise.all([this.done([into.id]), this.waiting.put(added)])
    this.last = { ids: added.map((note) => note.id), until: due }
  }

  /** Takes back what was just added and is not sent. */
  async takeBack(ids: string[]): Promise<void> {
    await this.waiting.remove(this.waiting.things.filter((note) => ids.includes(note.id) && note.state !== 'sent').map((note) => note.id))
    this.last = undefined
  }

  async addPhoto(bytes: { type: string; content: ArrayBuffer }, name: string): Promise<void> {
    const photo = this.#made('', this.#highest() + 1)
    await this.waiting.put([{ ...photo, data: { text: '', photo: name }, bytes, state: 'waiting', due: Date.now() + graceMilliseconds }])
  }

  /** Back to work on something that was refused, or that waits. */
  async reopen(id: string): Promise<void> {
    const note = this.waiting.things.find((one) => one.id === id)
    if (!note || note.state === 'sent') return
    const { reason: _, ...rest } = note
    await this.waiting.put([{ ...rest, state: 'open' }])
  }

  /** What was refused is tried again as it is: the reason may have passed. */
  async tryAgain(ids: string[]): Promise<void> {
    const now = Date.now()
    await this.waiting.put(this.waiting.things.filter((note) => ids.includes(note.id) && note.state === 'refused').map(({ reason: _, ...note }) => ({ ...note, state: 'waiting', due: now })))
    await this.waiting.send()
  }

  /** The sheet is typed in: what is left of it is sent, what was sent leaves the device, a new one begins. */
  async finish(): Promise<void> {
    await this.done(this.notes.map((note) => note.id))
    await this.waiting.sendNow()
    const { id } = this.head
    const over = this.waiting.things.filter((thing) => thing.group === id && (thing.state === 'sent' || (thing.state === 'open' && !hasWords(thing.data.text))))
    await this.waiting.remove(over.map((thing) => thing.id))
    // What still waits needs the head of its sheet.
    if (!this.waiting.things.some((thing) => thing.group === id)) await letGo(sheetKey(id)).catch(() => {})
    this.#anew()
  }

  /** What is not safe yet, in the form that the import of a campaign takes; the ids see to it that nothing is doubled. */
  get file(): string {
    const lines = this.unsent.filter((note) => !note.data.photo).map(({ id, data }) => {
      const place = data.place || this.head.place
      const day = data.day || this.head.day
      return JSON.stringify({
        channel: 'paper', id, text: data.text, ...(place ? { place: { name: place } } : {}), ...(day ? { postedAt: `${day}T12:00:00Z` } : {}),
        ...(data.language ? { language: data.language } : {}), ...(data.knows ? { knows: data.knows } : {}), ...(this.head.collector ? { collector: this.head.collector } : {}),
      })
    })
    return lines.map((line) => `${line}\n`).join('')
  }

  get #currentKey(): string {
    return `current/${this.waiting.lane.name}`
  }

  #made(text: string, order: number): Note {
    return { id: crypto.randomUUID(), lane: this.waiting.lane.name, group: this.head.id, order, data: { text }, state: 'open', due: 0 }
  }

  /** Places for so many notes behind this one, before the next. */
  #orders(after: Note | undefined, count: number): number[] {
    const { notes } = this
    const place = after ? notes.findIndex((one) => one.id === after.id) : -1
    const behind = place === -1 ? undefined : notes[place + 1]?.order
    const before = place === -1 ? this.#highest() : notes[place]!.order
    const step = behind === undefined ? 1 : (behind - before) / (count + 1)
    return Array.from({ length: count }, (_, at) => before + step * (at + 1))
  }

  #highest(): number {
    return this.waiting.things.reduce((most, thing) => Math.max(most, Math.ceil(thing.order)), 0)
  }

  #anew(): void {
    const { collector, place } = this.head
    this.head = { id: crypto.randomUUID(), collector, place, day: today(), ...this.#given }
    this.last = undefined
    const { id } = this.head
    void keep(sheetKey(id), $state.snapshot(this.head)).then(() => keep(this.#currentKey, id)).catch(() => {})
  }
}

export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

/** The same words, whatever their capitals, accents and signs: by the id of each later note, the number of the first one. */
export function alikeAmong(notes: Note[]): Map<string, number> {
  const first = new Map<string, number>()
  const alike = new Map<string, number>()
  notes.forEach(({ id, data }, place) => {
    const form = data.text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
    if (form === '') return
    const before = first.get(form)
    if (before === undefined) first.set(form, place + 1)
    else alike.set(id, before)
  })
  return alike
}

function today(): string {
  const now = new Date()
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`
}
