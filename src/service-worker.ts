/*
 * Works for the pages on which people type in, and only there: each registers it for its own address (ui/offline/install.ts). It shows the page
 * as it was kept when nobody answers, and sends what waits when the browser says that the connection is back. It looks at nothing else.
 */
import { sendDue } from '#ui/offline/send.ts'
import { lanesKept } from '#ui/offline/store.ts'
import { ways } from '#ui/offline/ways.ts'

/** As much of a service worker as is used here; the types of pages and of workers exclude each other. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Fetching extends Lasting {
  request: Request
  respondWith(answer: Promise<Response>): void
}
interface Worker {
  registration: { scope: string }
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(kind: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(kind: 'message', listener: (event: Lasting & MessageEvent) => void): void
  addEventListener(kind: 'fetch', listener: (event: Fetching) => void): void
  addEventListener(kind: 'sync', listener: (event: Lasting & { tag: string }) => void): void
}
const worker = self as unknown as Worker

/** How long one waits for a slow connection before the page is shown as it was kept; longer, where another one stands in for it. */
const patienceMilliseconds = 4_000
const longerMilliseconds = 10_000
const pages = `clamor-page ${worker.registration.scope}`

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))

worker.addEventListener('message', (event) => {
  const message = event.data as { kind?: string; page?: string; files?: string[] }
  if (message.kind !== 'keep' || !message.page) return
  const work = keepAll(message.page, message.files ?? []).then(() => true, () => false)
  event.waitUntil(work.then((kept) => event.ports[0]?.postMessage(kept)))
})

/** The page and its files, all or nothing; what belonged to an older program goes only then. */
async function keepAll(page: string, files: string[]): Promise<void> {
  const cache = await caches.open(pages)
  const wanted = [...new Set([page, ...files, ...(await filesNamedIn(page))].map((address) => new URL(address, location.origin).href))]
  const there = new Set((await cache.keys()).map((request) => request.url))
  await cache.addAll(wanted.filter((address) => address === wanted[0] || !there.has(address)).map((address) => new Request(address, { credentials: 'same-origin', redirect: 'error' })))
  const keep = new Set(wanted)
  await Promise.all([...there].filter((address) => !keep.has(address)).map((address) => cache.delete(address)))
}

/** A page that another one asked to keep has files that nobody has loaded yet. */
async function filesNamedIn(page: string): Promise<string[]> {
  const response = await fetch(page, { credentials: 'same-origin', redirect: 'error' })
  return [...(await response.text()).matchAll(/\/_app\/immutable\/[\w./-]+/g)].map(([address]) => address)
}

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const address = new URL(request.url)
  if (request.method !== 'GET' || address.origin !== location.origin || /^\/api\/|__data\.json$|\/desk\/batch$/.test(address.pathname)) return
  event.respondWith(request.mode === 'navigate' ? pageOf(request) : fileOf(request))
})

/** From the server when it answers in time; as it was kept otherwise. */
async function pageOf(request: Request): Promise<Response> {
  const kept = await keptFor(request)
  if (!kept) return fetch(request)
  const fresh = fetch(request).then((response) => (response.status >= 500 ? kept : response))
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept.clone()), kept.status === 302 ? longerMilliseconds : patienceMilliseconds))
  return Promise.race([fresh, late]).catch(() => kept)
}

/** The page itself; or, for any page of the desk, the one on which one goes on with what is kept. */
async function keptFor(request: Request): Promise<Response | undefined> {
  const cache = await caches.open(pages)
  const itself = await cache.match(request, { ignoreSearch: true, ignoreVary: true })
  if (itself) return itself
  const instead = `${worker.registration.scope}/kept`
  return (await cache.match(instead, { ignoreVary: true })) && Response.redirect(`${instead}${new URL(request.url).search}`, 302)
}

/** Files with their hash in the name never change: as they were kept. Everything else is asked for. */
async function fileOf(request: Request): Promise<Response> {
  const cache = await caches.open(pages)
  const kept = await cache.match(request, { ignoreVary: true })
  if (kept && request.url.includes('/immutable/')) return kept
  return fetch(request).catch((error: unknown) => {
    if (kept) return kept
    throw error
  })
}

worker.addEventListener('sync', (event) => {
  if (event.tag === 'clamor-offline') event.waitUntil(sendAll())
})

/** Fails when something still waits, so that the browser tries again later. */
async function sendAll(): Promise<void> {
  for (const lane of await lanesKept()) {
    const stop = ways[lane.way] && (await sendDue(lane, ways[lane.way]!))
    if (stop && stop.why !== 'ended') throw new Error(stop.why)
  }
}
