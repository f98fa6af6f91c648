import type { Cookies } from '@sveltejs/kit'
import type { Cookie } from '#person/index.ts'

/** Sets what the identity answered on the page's answer. */
export function keepCookies(cookies: Cookies, made: Cookie[]): void {
  for (const { name, value, options } of made) cookies.set(name, value, options)
}
