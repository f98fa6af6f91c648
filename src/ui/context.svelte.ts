import { getContext, setContext } from 'svelte'
import type { Translate } from './speak.ts'

const key = Symbol('words')

/** A language that an organisation added, as it is offered. */
export interface OfferedLanguage {
  tag: string
  ownName: string
}

const offersKey = Symbol('offered languages')

/** The root layout says here in which language all that is below it speaks, and which ones organisations added to ours. */
export function speakBelow(t: () => Translate, offers: () => readonly OfferedLanguage[] = () => []): void {
  setContext(key, t)
  setContext(offersKey, offers)
}

/** The languages that organisations added to ours. */
export function addedHere(): readonly OfferedLanguage[] {
  return getContext<(() => readonly OfferedLanguage[]) | undefined>(offersKey)?.() ?? []
}

/** The speaker of this page's language; call it while a component is made: `const t = words()`. */
export function words(): Translate {
  return getContext<() => Translate>(key)()
}
