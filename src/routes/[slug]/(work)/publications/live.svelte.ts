import { invalidateAll } from '$app/navigation'
import { hear } from '#ui/live-source.ts'

/** Draws the page anew when something about publications happens, at most every so often. To be called in an effect. */
export function drawAnew(slug: string): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  const anew = () => {
    waiting ??= setTimeout(() => {
      waiting = undefined
      void invalidateAll()
    }, 400)
  }
  const leave = hear(slug, { on: { publication: anew, outgoing: anew, hold: anew, account: anew, reload: anew } })
  return () => {
    clearTimeout(waiting)
    leave()
  }
}
