import type { Actor, House } from '#core/index.ts'
import { actorOf, identityOf } from '#person/index.ts'

/** Who signs in, and from which address. */
export interface SignIn {
  email: string
  password: string
  address?: string
}

/** The cookie header of somebody who has just signed in. */
export async function cookieOf(house: House, { email, password, address = 'test' }: SignIn): Promise<string> {
  const { cookies } = await identityOf(house).signIn({ email, password, address })
  return cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
}

/** What the program knows of somebody who has just signed in. */
export async function signedIn(house: House, who: SignIn): Promise<Actor> {
  return (await actorOf(house, { cookie: await cookieOf(house, who) }))!
}
