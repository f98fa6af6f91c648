import type { House } from '#core/index.ts'
import type { Auth } from './auth.ts'

const auths = new WeakMap<House, Promise<Auth>>()

/**
 * better-auth of this house, loaded when the first signs in: with what it brings it is the largest of all packages (50 MB), and whoever only
 * takes posts in needs none of it.
 */
export function authOf(house: House): Promise<Auth> {
  let auth = auths.get(house)
  if (!auth) auths.set(house, (auth = import('./auth.ts').then(({ makeAuth }) => makeAuth(house))))
  return auth
}
