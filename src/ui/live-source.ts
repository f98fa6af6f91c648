/** One stream of events for the whole page, however many parts of it listen: a browser opens few connections to one house. */
const streams = new Map<string, { source: EventSource; listeners: number }>()

export interface Hearing {
  /** By the kind of event; `reload`: something may have been missed. */
  on: Record<string, (event: any) => void>
  onopen?: () => void
  onlost?: () => void
}

/** Listens to a campaign until the returned function is called. */
export function hear(slug: string, { on, onopen, onlost }: Hearing): () => void {
  const stream = streams.get(slug) ?? { source: new EventSource(`/api/campaigns/${slug}/live`), listeners: 0 }
  streams.set(slug, stream)
  stream.listeners++
  const leaving = new AbortController()
  const { signal } = leaving
  for (const [kind, work] of Object.entries(on)) {
    stream.source.addEventListener(kind, (event) => work(JSON.parse((event as MessageEvent<string>).data)), { signal })
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
