import type { House } from '#core/index.ts'
import { refuse } from '#core/index.ts'

let house: House | undefined

/** The house that this process serves; the built pages import this very file, so they see the one that `serve` opened. */
export function running(): House {
  if (!house) throw refuse('not-ready', 503, 'Clamor is still starting.', { mend: 'Try again in a moment.' })
  return house
}

export function setRunning(open: House | undefined): void {
  house = open
}
