import { readArrival, type Arrival } from '../contract.ts'

/** What was noted down during a call, as it was typed. */
export interface CallNotes {
  text: string
  place: string
  /** When it happened, in the caller's words. */
  when: string
  knows: string
  name: string
  phone: string
  /** What was answered when consent was read aloud: `yes`, `no`, or nothing when it was not asked. */
  quote: string
  nameShown: string
  passOn: string
  write: string
}

export type CallFault = { field: 'text' | 'phone'; fault: 'missing-text' | 'text-too-long' | 'bad-phone' | 'phone-needed' }

export const longestCall = 10_000

/** Reads the fields without judging them. */
export function readCallNotes(form: { get(name: string): unknown }): CallNotes {
  const text = (name: string, most = 500) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.replaceAll('\0', '').slice(0, most).trim() : ''
  }
  return {
    text: text('text', 2 * longestCall), place: text('place'), when: text('when'), knows: text('knows', 20), name: text('name', 300), phone: text('phone', 60),
    quote: text('quote', 5), nameShown: text('nameShown', 5), passOn: text('passOn', 5), write: text('write', 5),
  }
}

/** `callback`: somebody is to be called back, which needs a number. */
export function callFaults(notes: CallNotes, { callback }: { callback: boolean }): CallFault[] {
  const faults: CallFault[] = []
  if ((notes.text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 3) faults.push({ field: 'text', fault: 'missing-text' })
  else if (notes.text.length > longestCall) faults.push({ field: 'text', fault: 'text-too-long' })
  const digits = notes.phone.match(/\p{Nd}/gu)?.length ?? 0
  // Short numbers exist within a country: a caller knows theirs better than we do.
  if (notes.phone && (digits < 3 || !/^\+?[\p{Nd}\s()./#*-]{3,40}$/u.test(notes.phone))) faults.push({ field: 'phone', fault: 'bad-phone' })
  else if (callback && !notes.phone) faults.push({ field: 'phone', fault: 'phone-needed' })
  return faults
}

/** What stands around the notes: who the call is (`externalId`), when it began, and where the place lies. */
export interface CallAround {
  externalId: string
  startedAt: Date
  position?: { lat: number; lon: number } | undefined
}

/**
 * The arrival of a call without faults. Consent is what was answered when it was read aloud; what was not asked stays open, and the
 * campaign's table then says no. The original holds every field as it was typed.
 */
export function callArrival(notes: CallNotes, { externalId, startedAt, position }: CallAround): Arrival {
  const answered = (answer: string) => (answer === 'yes' ? true : answer === 'no' ? false : undefined)
  const item = {
    channel: 'call', externalId, text: notes.when ? `${notes.text}\n${notes.when}` : notes.text, postedAt: startedAt.toISOString(),
    author: notes.name ? { name: notes.name } : undefined,
    place: notes.place ? { name: notes.place, ...position } : undefined,
    knows: ['lived', 'saw', 'heard'].includes(notes.knows) ? notes.knows : undefined,
    contact: notes.phone ? { phone: notes.phone } : undefined,
    consent: { quote: answered(notes.quote), name: answered(notes.nameShown), passOn: answered(notes.passOn), write: answered(notes.write) },
  }
  const read = readArrival(item, Buffer.from(JSON.stringify(notes)))
  if ('reject' in read) throw new Error(`a call without faults was rejected: ${read.reject.code}`)
  return read.arrival
}
