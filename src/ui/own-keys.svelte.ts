import { getContext, setContext } from 'svelte'

const own = Symbol('own keys')

/** Below here a person's own single keys are shown. A part names what it does by the key that this has at first; empty: none does it. */
export function showKeysBelow(shown: (first: string) => string): void {
  setContext(own, shown)
}

/** The key to show for one that something has at first; call it while a component is made. */
export function ownKey(): (first: string) => string {
  return getContext<((first: string) => string) | undefined>(own) ?? ((first) => first)
}
