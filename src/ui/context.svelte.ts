import { getContext, setContext } from 'svelte'
import type { Translate } from './speak.ts'

const key = Symbol('words')

/** The root layout says here in which language all that is below it speaks. */
export function speakBelow(t: () => Translate): void {
  setContext(key, t)
}

/** The speaker of this page's language; call it while a component is made: `const t = words()`. */
export function words(): Translate {
  return getContext<() => Translate>(key)()
}
