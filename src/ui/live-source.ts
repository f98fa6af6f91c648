/** One stream of events for the whole page, however many parts of it listen: a browser opens few connections to one house. */
const streams = new Map<string, { source: EventSource; listeners: number; last: number }>()

/** This page among those of everybody: when its stream ends, the house knows that it looks at nothing any more. */
export const thisPage = typeof document === 'undefined' ? '' : randomId()

export interface Hearing {
  /** By the kind of event; `reload`: something may have been missed. */
  on: Record<string, (event: any) => void>
  /** Number of the last event that what is shown was drawn with: what happened between is caught up, or `reload` is called. */
  after?: number
  onopen?: () => void
  onlost?: () => void
}

/** Listens to a campaign until the returned function is called. */
export function hear(slug: string, { on, after, onopen, onlost }: Hearing): () => void {
  const there = streams.get(slug)
  const address = `/api/campaigns/${slug}/live?page=${thisPage}${after === undefined ? '' : `&after=${after}`}`
  const stream = there ?? { source: new EventSource(address), listeners: 0, last: 0 }
  streams.set(slug, stream)
  stream.listeners++
  const leaving = new AbortController()
  const { signal } = leaving
  const listen = (kind: string, work: (event: any) => void) => {
    const heard = (event: MessageEvent<string>) => {
      stream.last = Math.max(stream.last, Number(event.lastEventId) || 0)
      work(JSON.parse(event.data))
    }
    stream.source.addEventListener(kind, heard as (event: Event) => void, { signal })
  }
  for (const [kind, work] of Object.entries(on)) listen(kind, work)
  if (there && after !== undefined) {
    // The stream may have passed that number before anybody here listened.
    const late = () => stream.last > after && on['reload']?.({})
    if (stream.last === 0) listen('hello', late)
    else late()
  }
  if (onopen) stream.source.addEventListener('open', onopen, { signal })
  if (onlost) stream.source.addEventListener('error', onlost, { signal })
  if (stream.source.readyState === EventSource.OPEN) onopen?.()
  return () => {
    leaving.abort()
    if (--stream.listeners > 0) return
    stream.source.close()
    streams.delete(slug)
  }
}

/** A random UUID; `crypto.randomUUID` is not there on a plain http address. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
