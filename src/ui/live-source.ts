/** One stream of events for the whole page, however many parts of it listen: a browser opens few connections to one house. */
interface Stream {
  source: EventSource
  /** Each puts what one part of the page listens to on a source. */
  attached: Set<(source: EventSource) => void>
  /** Number of the last event that was heard. */
  last: number
  /** How often it was opened in vain. */
  tries: number
  /** It stood once. */
  stood: boolean
  again?: ReturnType<typeof setTimeout>
}

const streams = new Map<string, Stream>()

/** This page among those of everybody: when its stream ends, the house knows that it looks at nothing any more. */
export const thisPage = typeof document === 'undefined' ? '' : randomId()

export interface Hearing {
  /** By the kind of event, with its number; `reload`: something may have been missed. */
  on: Record<string, (event: any, id: number) => void>
  /** Number of the last event that what is shown was drawn with: what happened between is caught up, or `reload` is called. */
  after?: number
  onopen?: () => void
  onlost?: () => void
}

/** Listens to a campaign until the returned function is called. */
export function hear(slug: string, { on, after, onopen, onlost }: Hearing): () => void {
  const there = streams.get(slug)
  const stream: Stream = there ?? { source: sourceOf(slug, after), attached: new Set(), last: after ?? 0, tries: 0, stood: false }
  if (!there) {
    streams.set(slug, stream)
    watch(slug, stream)
  }
  const leaving = new AbortController()
  const { signal } = leaving
  const listen = (source: EventSource, kind: string, work: (event: any, id: number) => void) => {
    const heard = (event: MessageEvent<string>) => {
      const id = Number(event.lastEventId) || 0
      stream.last = Math.max(stream.last, id)
      // The line may begin earlier than what this part of the page was drawn with.
      if (after === undefined || id > after || kind === 'reload' || kind === 'hello') work(JSON.parse(event.data), id)
    }
    source.addEventListener(kind, heard as (event: Event) => void, { signal })
  }
  const attach = (source: EventSource) => {
    for (const [kind, work] of Object.entries(on)) listen(source, kind, work)
    if (onopen) source.addEventListener('open', onopen, { signal })
    if (onlost) source.addEventListener('error', onlost, { signal })
  }
  stream.attached.add(attach)
  attach(stream.source)
  if (there && after !== undefined) {
    // The stream may have passed that number before anybody here listened.
    const late = () => stream.last > after && on['reload']?.({}, stream.last)
    if (stream.last === 0) listen(stream.source, 'hello', late)
    else late()
  }
  if (stream.source.readyState === EventSource.OPEN) onopen?.()
  return () => {
    leaving.abort()
    stream.attached.delete(attach)
    if (stream.attached.size > 0) return
    clearTimeout(stream.again)
    stream.source.close()
    streams.delete(slug)
  }
}

function sourceOf(slug: string, after: number | undefined): EventSource {
  return new EventSource(`/api/campaigns/${slug}/live?page=${thisPage}${after === undefined ? '' : `&after=${after}`}`)
}

/** A browser comes back by itself when a line breaks, but not when it was answered with anything but events. */
function watch(slug: string, stream: Stream): void {
  const { source } = stream
  source.addEventListener('open', () => {
    stream.tries = 0
    stream.stood = true
  })
  source.addEventListener('out', () => void leaveOrListen(slug, stream))
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) void leaveOrListen(slug, stream)
  })
}

/** The house has ended the stream. Whoever is signed out, frozen or out of the campaign leaves this page at once; everybody else listens again. */
async function leaveOrListen(slug: string, stream: Stream): Promise<void> {
  stream.source.close()
  const answer = await fetch(`/api/campaigns/${slug}`, { headers: { accept: 'application/json' } }).catch(() => undefined)
  if (streams.get(slug) !== stream) return
  if (answer?.status === 401) return location.replace('/sign-in?out')
  if (answer?.status === 404 || answer?.status === 403) {
    // Whoever waits to be let in was never given a stream: they stay where they are.
    return stream.stood ? location.replace('/desk') : undefined
  }
  const wait = stream.tries === 0 ? 0 : Math.min(2 ** stream.tries, 60)
  stream.tries += 1
  stream.again = setTimeout(() => {
    stream.source = sourceOf(slug, stream.last || undefined)
    watch(slug, stream)
    for (const attach of stream.attached) attach(stream.source)
  }, wait * 1_000)
}

/** A random UUID; `crypto.randomUUID` is not there on a plain http address. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
