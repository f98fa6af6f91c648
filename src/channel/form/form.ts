import { createHash } from 'node:crypto'
import { readArrival, type Arrival } from '../contract.ts'

/** What the form at /{slug}/tell sends, as it was typed. */
export interface Typed {
  text: string
  knows: string
  place: string
  email: string
  phone: string
  name: string
  quote: boolean
  nameShown: boolean
  passOn: boolean
  write: boolean
  /** The photo may be shown in public. */
  photoShown?: boolean
  /** What it tells or shows is hard to look at: covered until asked for. */
  graphic?: boolean
}

/** What is wrong with a field, as a word; the screen has a sentence for each. */
export type FieldFault = { field: 'text' | 'email' | 'phone'; fault: 'missing-text' | 'text-too-long' | 'bad-email' | 'bad-phone' }

/** Longer than any report that was ever sent by hand; a book belongs into an e-mail. */
export const longestText = 10_000

/** Reads the fields without judging them: what was typed goes back onto the screen when something is wrong. */
export function readFields(form: { get(name: string): unknown }): Typed {
  const text = (name: string, most = 500) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.replaceAll('\0', '').slice(0, most) : ''
  }
  const ticked = (name: string) => form.get(name) === 'yes'
  return {
    text: text('text', 2 * longestText), knows: text('knows', 20), place: text('place'), email: text('email').trim(), phone: text('phone').trim(), name: text('name', 300).trim(),
    quote: ticked('quote'), nameShown: ticked('nameShown'), passOn: ticked('passOn'), write: ticked('write'),
    photoShown: ticked('photoShown'), graphic: ticked('graphic'),
  }
}

export function faultsIn(typed: Typed): FieldFault[] {
  const faults: FieldFault[] = []
  const letters = typed.text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
  if (letters < 3) faults.push({ field: 'text', fault: 'missing-text' })
  else if (typed.text.length > longestText) faults.push({ field: 'text', fault: 'text-too-long' })
  if (typed.email && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(typed.email)) faults.push({ field: 'email', fault: 'bad-email' })
  if (typed.phone && !/^\+?[\p{Nd}\s()./-]{7,30}$/u.test(typed.phone)) faults.push({ field: 'phone', fault: 'bad-phone' })
  else if (typed.phone && (typed.phone.match(/\p{Nd}/gu)?.length ?? 0) < 7) faults.push({ field: 'phone', fault: 'bad-phone' })
  return faults
}

/** What stands beside the fields: who it is (`externalId`), which form it came from (`ticket`), whether a photo came, what it adds to. */
export interface Around {
  externalId: string
  ticket: string
  photo?: Uint8Array | undefined
  replyTo?: string | undefined
  /** Somebody whom we know, on a page of their own: the address by which they are known again. */
  as?: { name: string; handle: string; network: string } | undefined
  /** Found in the campaign's gazetteer by its name. */
  position?: { lat: number; lon: number } | undefined
}

/**
 * The arrival of a filled-in form without faults. Unticked consent is a no, not an open question: the boxes were seen. The original
 * holds every field as it was typed, and the hash of the photo as it was sent.
 */
export function arrivalOf(typed: Typed, around: Around): Arrival {
  const { externalId, replyTo, position, photo, as } = around
  const original = { ...typed, ticket: around.ticket, ...(photo ? { photo: createHash('sha256').update(photo).digest('hex') } : {}) }
  const contact = { email: typed.email ? typed.email.toLowerCase() : undefined, phone: typed.phone || undefined }
  const item = {
    channel: 'form', externalId, text: typed.text.trim(),
    author: as ?? (typed.name ? { name: typed.name } : undefined),
    place: typed.place.trim() ? { name: typed.place.trim(), ...position } : undefined,
    knows: ['lived', 'saw', 'heard'].includes(typed.knows) ? typed.knows : undefined,
    media: photo ? [{ kind: 'photo' }] : undefined,
    contact: contact.email || contact.phone ? contact : undefined,
    consent: { quote: typed.quote, name: typed.nameShown, passOn: typed.passOn, write: typed.write },
    replyTo,
  }
  const read = readArrival(item, Buffer.from(JSON.stringify(original)))
  if ('reject' in read) throw new Error(`a form without faults was rejected: ${read.reject.code}`)
  return read.arrival
}

/** The ticket that stands in an original made here. */
export function ticketIn(original: Uint8Array): string | undefined {
  try {
    const { ticket } = JSON.parse(Buffer.from(original).toString()) as { ticket?: unknown }
    return typeof ticket === 'string' ? ticket : undefined
  } catch {
    return undefined
  }
}
