import { fail, type RequestEvent } from '@sveltejs/kit'
import type { Ability } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from './entered.ts'

/** What an action has at hand. */
export type Held = Awaited<ReturnType<typeof entered>> & {
  form: FormData
  /** A field without the space around it. */
  word(name: string): string
}

/** Runs a form for somebody who may; a refusal comes back with its words, and with all that was typed. */
export async function act<Said extends object>({ locals, params, request, url }: RequestEvent, ability: Ability, work: (held: Held) => Promise<Said | void>) {
  const form = await request.formData()
  const word = (name: string) => String(form.get(name) ?? '').trim()
  const at = url.search.replace(/^\?\//, '')
  try {
    const said = await work({ ...(await entered(locals, params['slug']!, ability)), form, word })
    return { at, done: true as const, ...(said ?? ({} as Said)) }
  } catch (reason) {
    const { status, code, text } = refused(locals.t, reason)
    return fail(status, { at, code, text, typed: Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))) })
  }
}
