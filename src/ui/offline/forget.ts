import { letGoAll, removeLane, type Lane } from './store.ts'

/** Lanes of the desk begin so; the words of people at risk lie in them. */
export const deskLanes = 'desk/'
/** What is typed and not saved, for as long as the tab is open. */
export const draftsKey = 'clamor-drafts'

/** Everything that a lane of the desk keeps: decisions that wait, copies of statements, what was typed. */
export async function forgetLane({ name }: Pick<Lane, 'name'>): Promise<void> {
  await removeLane(name)
  await letGoAll(['lane', 'batch', 'drafts'].map((kind) => `${kind}/${name}`))
}

/**
 * Nothing of any desk stays on this device, whoever sat at it: at sign-out, and where nobody is signed in any more. `but`: who is signed in,
 * and keeps theirs. A browser that keeps nothing has nothing to forget.
 */
export async function forgetDesks(but?: string): Promise<void> {
  if (!but) {
    sessionStorage.removeItem(draftsKey)
    await forgetPages().catch(() => {})
  }
  await removeLane(deskLanes, but).catch(() => {})
  await letGoAll(['lane', 'batch', 'drafts'].map((kind) => `${kind}/${deskLanes}`), but).catch(() => {})
}

/** The kept page of a desk has no words of people on it, but says who sat there. */
async function forgetPages(): Promise<void> {
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? []
  await Promise.all(workers.filter(({ scope }) => scope.endsWith('/desk')).map((one) => one.unregister()))
  const names = 'caches' in globalThis ? await caches.keys() : []
  await Promise.all(names.filter((name) => name.startsWith('clamor-page ') && name.endsWith('/desk')).map((name) => caches.delete(name)))
}
