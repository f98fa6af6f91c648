import { z } from 'zod'
import { readArrival, type Arrival } from '../contract.ts'
import { dateOf } from '../moment.ts'

/** Longer than anything that was ever written by hand on a wall. */
export const longestNote = 4_000
/** Notes of one request; a device sends more in several. */
export const mostNotes = 200

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is a day such as 2026-12-09')
const line = (most: number) => z.string().max(most).transform((text) => text.replaceAll('\0', '').replace(/\s+/g, ' ').trim())

/** What holds for all notes of a sheet unless a note says otherwise. `id` is made on the device. */
export const sheetHead = z.object({
  id: z.uuid(),
  collector: line(200).optional(),
  place: line(300).optional(),
  day: day.optional(),
})

/** One note. Its `id` is made on the device where it was typed, once: it makes sending it again harmless. */
export const sheetNote = z.object({
  id: z.uuid(),
  text: z.string().max(2 * longestNote),
  place: line(300).optional(),
  day: day.optional(),
  language: z.string().regex(/^[a-z]{2,3}$/).optional(),
  knows: z.enum(['lived', 'saw', 'heard']).optional(),
  /** Key of an issue area. */
  area: z.string().max(61).optional(),
})

/** A request. Notes are judged one by one, so that one that cannot be taken does not hold up the others. */
export const sheetBody = z.object({ sheet: sheetHead, notes: z.array(z.unknown()).max(mostNotes) })

export type SheetHead = z.infer<typeof sheetHead>
export type SheetNote = z.infer<typeof sheetNote>

export type NoteFault = 'note-unreadable' | 'note-empty' | 'note-too-long' | 'note-day'
export interface NoteReject {
  /** As the device named it; empty when it named it in no way. */
  id: string
  code: NoteFault
  detail: string
}

/** What stands around a note: when it arrives, and where places of these names lie. */
export interface Around {
  now: Date
  positions?: ReadonlyMap<string, { lat: number; lon: number }>
}

/** Reads one note of a sheet without its sheet. */
export function readNote(given: unknown): { note: SheetNote } | { reject: NoteReject } {
  const id = typeof given === 'object' && given !== null && 'id' in given && typeof given.id === 'string' ? given.id.slice(0, 60) : ''
  const reject = (code: NoteFault, detail: string) => ({ reject: { id, code, detail } })
  const read = sheetNote.safeParse(given)
  if (!read.success) {
    const [issue] = read.error.issues
    if (issue?.path[0] === 'text' && issue.code === 'too_big') return reject('note-too-long', tooLong)
    return reject('note-unreadable', `${issue?.path.join('.') || 'The note'}: ${issue?.message ?? 'cannot be read'}`)
  }
  const note = { ...read.data, text: read.data.text.replaceAll('\0', '').trim() }
  if (!/[\p{L}\p{N}]/u.test(note.text)) return reject('note-empty', 'The note has no words.')
  if (note.text.length > longestNote) return reject('note-too-long', tooLong)
  return { note }
}

const tooLong = `A note has at most ${longestNote} characters.`

/**
 * The arrival of one note. Who wrote it stays unknown: whoever typed it in is no author. What may be done with it is left to the
 * campaign's table, since it was written for a public wall.
 */
export function noteArrival(note: SheetNote, sheet: SheetHead, { now, positions }: Around): { arrival: Arrival } | { reject: NoteReject } {
  const place = note.place || sheet.place || undefined
  const writtenOn = note.day ?? sheet.day
  const postedAt = writtenOn ? momentOf(writtenOn, now) : undefined
  if (writtenOn && !postedAt) return { reject: { id: note.id, code: 'note-day', detail: `${writtenOn} is no day, or it has not come yet.` } }
  const original = { ...note, sheet: sheet.id, collector: sheet.collector || undefined, place, day: writtenOn }
  const item = {
    channel: 'paper', externalId: note.id, text: note.text, language: note.language, knows: note.knows,
    place: place ? { name: place, ...positions?.get(place) } : undefined,
    postedAt: postedAt?.toISOString(),
  }
  const read = readArrival(item, Buffer.from(JSON.stringify(original)))
  return 'reject' in read ? { reject: { id: note.id, code: 'note-unreadable', detail: read.reject.detail } } : read
}

/** Paper bears a day: noon of it, which is that day almost everywhere; of today, now. A device may be up to a time zone ahead. */
function momentOf(writtenOn: string, now: Date): Date | undefined {
  const noon = dateOf(`${writtenOn}T12:00:00Z`)
  if (!noon || noon.getTime() > now.getTime() + 36 * 3_600_000) return undefined
  return noon > now ? now : noon
}
