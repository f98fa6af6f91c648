import { mix } from './chance.ts'

type Segment = string | { slot: string } | { choice: Segment[][] } | { affirm: string, deny: string }

/** A sentence of the grammar, read once: see grammar/area.ts for the signs it uses. */
export interface Template {
  segments: Segment[]
  /** It holds a slot that is filled with a number. */
  numeric: boolean
  town: boolean
  /** It can be turned into its denial. */
  polar: boolean
}

const numericSlots = new Set(['n', 'n2', 'days', 'amount', 'year', 'date', 'hour', 'morning', 'midday', 'evening', 'sum', 'percent'])
const sign = /\{\+([^|}]*)\|([^}]*)\+\}|\{(\w+)\}|<([^>]*)>/g
const compiled = new Map<string, Template>()

/** Reads a template, once for each text. */
export function template(text: string): Template {
  let known = compiled.get(text)
  if (!known) {
    const slots = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
    known = {
      segments: read(text), numeric: slots.some((slot) => numericSlots.has(slot)),
      town: slots.includes('town'), polar: text.includes('{+'),
    }
    compiled.set(text, known)
  }
  return known
}

function read(text: string): Segment[] {
  const segments: Segment[] = []
  let from = 0
  for (const match of text.matchAll(sign)) {
    if (match.index > from) segments.push(text.slice(from, match.index))
    if (match[3] !== undefined) segments.push({ slot: match[3] })
    else if (match[4] !== undefined) segments.push({ choice: match[4].split('|').map(read) })
    else segments.push({ affirm: match[1]!, deny: match[2]! })
    from = match.index + match[0].length
  }
  if (from < text.length) segments.push(text.slice(from))
  return segments
}

/** Writes a template out. `seed` decides every choice, `fill` every slot. */
export function write(from: Template, seed: number, denied: boolean, fill: (slot: string) => string): string {
  return put(from.segments, seed, denied, fill)
}

function put(segments: Segment[], seed: number, denied: boolean, fill: (slot: string) => string): string {
  let out = ''
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i]!
    if (typeof segment === 'string') out += segment
    else if ('slot' in segment) out += fill(segment.slot)
    else if ('choice' in segment) out += put(segment.choice[mix(seed, 97 + i) % segment.choice.length]!, seed, denied, fill)
    else out += denied ? segment.deny : segment.affirm
  }
  return out
}
