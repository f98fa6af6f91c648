import type { MessageKey } from '#ui/messages/keys.ts'
import type { Translate } from '#ui/speak.ts'

/**
 * What each screen of the work is for, in two sentences: what it is for, and what to do there first. **A new screen is two messages**, named
 * after its folder in `ui/messages/about`: `people/+page.svelte` has `people.for` and `people.first`, `incidents/[id]` has `incidents.one.for`.
 * about.test.ts finds whatever lacks them.
 */
export interface About {
  screen: string
  purpose: string
  first: string
}

/** The name of a screen by its route: `/[slug]/(work)/incidents/[id]` is `incidents.one`. */
export function screenOf(routeId: string): string | undefined {
  const path = /^\/\[slug\]\/\(work\)\/(.+)$/.exec(routeId)?.[1]
  return path?.replace(/\[\w+\]/g, 'one').replaceAll('/', '.')
}

export function aboutScreen(t: Translate, routeId: string | null): About | undefined {
  const screen = screenOf(routeId ?? '')
  const [purpose, first] = [`about.${screen}.for`, `about.${screen}.first`] as MessageKey[]
  return screen && t.has(purpose!) && t.has(first!) ? { screen, purpose: t(purpose), first: t(first) } : undefined
}
