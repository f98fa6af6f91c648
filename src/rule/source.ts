import { sha256, type FoldedPost, type FoldedStatements, type House } from '#core/index.ts'
import type { Limits } from './current.ts'
import { Sketch } from './sketch.ts'
import { marksOf } from './template.ts'

/** Where much may come from. */
export interface Source {
  kind: 'sender' | 'link' | 'template'
  /** Author, link or mark. */
  value: string | number
  /** Name under which it is counted: a hash. */
  key: string
  /** Number of the span of time. */
  span: number
  /** How much of it is to be counted now. */
  said: number
}

/** Typed in or imported by people of the campaign: their many are no flood. */
const own = new Set(['paper', 'call', 'file'])
/** From so many times in one span on something is counted exactly; a turn of phrase, of which each text has dozens, later than a sender. */
const gates = { sender: 3, link: 3, template: 12 }
/** At most so many sources of a batch are counted: those with most. What it costs does not grow with what arrives. */
const most = 200

// Only picks out what is to be counted in the database: a process that begins anew misses two of each source.
const sketches = { sender: new Sketch(), link: new Sketch(), template: new Sketch() }

export function spanOf(at: Date, { minutes }: Limits): number {
  return Math.floor(at.getTime() / (minutes * 60_000))
}

/** The sources of a batch from which enough came to be counted. */
export function sourcesOf(house: Pick<House, 'origin'>, folded: FoldedStatements, limits: Limits): Source[] {
  const found = new Map<string, Source>()
  const campaign = hashOf(folded.campaignId)
  const see = (kind: Source['kind'], value: string | number, hash: number, span: number) => {
    const before = sketches[kind].see(hash ^ campaign ^ Math.imul(span, 0x9e3779b1))
    if (before + 1 < gates[kind]) return
    const name = `${kind}${value} ${span}`
    const known = found.get(name)
    if (known) known.said += 1
    // What was seen before it was counted is added once.
    else found.set(name, { kind, value, key: '', span, said: before + 1 === gates[kind] ? before + 1 : 1 })
  }
  const founded = new Set(folded.founded)
  const ours = hostOf(house.origin)
  for (const post of folded.posts()) {
    if (own.has(post.channel)) continue
    const span = spanOf(post.postedAt, limits)
    if (limits.sender > 0 && post.authorId) see('sender', post.authorId, Number.parseInt(post.authorId.slice(0, 8), 16), span)
    // The first post of a statement stands for it: copies are no work for anybody.
    if (!founded.delete(post.statementId)) continue
    if (limits.link > 0) for (const link of post.links) if (hostOf(link) !== ours) see('link', link, hashOf(link), span)
    if (limits.template > 0) for (const mark of marksOf(post.text)) see('template', mark, mark, span)
  }
  return [...found.values()].sort((a, b) => b.said - a.said).slice(0, most).map((one) => ({ ...one, key: keyOf(one.kind, one.value) }))
}

/** What a source is counted under, as PostgreSQL's int8. */
export function keyOf(kind: Source['kind'], value: string | number): string {
  return sha256(`${kind} ${value}`).readBigInt64BE().toString()
}

/** Everything under which a post may have been counted for its words. */
export function keysOfWords(post: Pick<FoldedPost, 'text' | 'links'>): string[] {
  return [...post.links.map((link) => keyOf('link', link)), ...Array.from(marksOf(post.text), (mark) => keyOf('template', mark))]
}

function hostOf(link: string): string | undefined {
  const start = link.indexOf('://') + 3
  return start < 3 ? undefined : link.slice(start).split(/[/?#:]/, 1)[0]!.toLowerCase().replace(/^www\./, '')
}

function hashOf(text: string): number {
  let h = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193)
  return h
}
