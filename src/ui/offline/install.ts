/*
 * Keeps a page for when there is no connection: a service worker for its address and nothing else, which is told the files that this page was
 * made of. Where there are no service workers (an old browser, plain http) the page works as long as it is open.
 */

/** The files of this page as the browser loaded them: scripts, styles, fonts, messages. */
function filesOfPage(): string[] {
  // What else was fetched were questions to the house, whose answers are no part of a page; one that cannot be fetched again would keep all from being kept.
  const loaded = performance.getEntriesByType('resource').map((entry) => entry.name).filter((address) => new URL(address, location.origin).pathname.startsWith('/_app/'))
  const named = [...document.querySelectorAll<HTMLLinkElement>('link[rel=manifest], link[rel=icon], link[rel=stylesheet], link[rel=modulepreload]')].map((link) => link.href)
  const own = [...loaded, ...named].filter((address) => address.startsWith(`${location.origin}/`))
  return [...new Set(own)]
}

/** Resolves when the page is kept; `false` where it cannot be. `page`: another one than this, shown for every address of the scope. */
export async function keepPage(scope: string, page = location.pathname): Promise<boolean> {
  if (!navigator.serviceWorker) return false
  try {
    const registration = await navigator.serviceWorker.register('/service-worker.js', { scope, updateViaCache: 'none' })
    const worker = registration.active ?? (await active(registration))
    return await told(worker, { kind: 'keep', page, files: filesOfPage() })
  } catch {
    return false
  }
}

function active(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  const coming = registration.installing ?? registration.waiting
  return new Promise((resolve, reject) => {
    if (!coming) return reject(new Error('no worker comes'))
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated') resolve(coming)
      if (coming.state === 'redundant') reject(new Error('the worker was given up'))
    })
  })
}

function told(worker: ServiceWorker, message: object): Promise<boolean> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data === true)
    worker.postMessage(message, [port2])
  })
}
