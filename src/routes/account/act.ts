import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import type { Actor, House } from '#core/index.ts'
import type { Asker } from '#person/index.ts'
import { refused } from '#ui/refused.ts'

export interface Own {
  house: House
  actor: Actor
  asker: Asker
  word(name: string): string
}

/** Runs a form of a person on their own account; a refusal comes back with its words. What was typed into a field of passwords is never sent back. */
export async function own<Said extends object>(event: RequestEvent, work: (own: Own) => Promise<Said | void>) {
  const { house, actor, t } = event.locals
  if (!actor) redirect(303, '/sign-in?next=/account')
  const form = await event.request.formData()
  const word = (name: string) => String(form.get(name) ?? '')
  const at = event.url.search.replace(/^\?\//, '')
  try {
    const said = await work({ house, actor, word, asker: { cookie: event.request.headers.get('cookie'), userAgent: event.request.headers.get('user-agent') } })
    return { at, id: word('id'), done: true as const, ...(said ?? ({} as Said)) }
  } catch (reason) {
    const { status, code, text } = refused(t, reason)
    return fail(status, { at, id: word('id'), code, text })
  }
}
