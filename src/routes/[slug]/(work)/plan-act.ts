import { fail, type RequestEvent } from '@sveltejs/kit'
import { isUuid, refuse } from '#core/index.ts'
import type { Ability } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from './entered.ts'

export type PlanForm = Awaited<ReturnType<typeof entered>> & {
  form: FormData
  /** A field, without space around it; empty when it was not sent. */
  word: (name: string) => string
  /** A whole number; undefined when nothing was typed. */
  count: (name: string) => number | undefined
  /** Words with commas or on lines of their own. */
  list: (name: string) => string[]
  id: (name?: string) => string
  version: number
}

export interface PlanSaid {
  at: string
  id: string
  done?: true
  code?: string
  text?: string
  typed?: Record<string, string>
  [more: string]: unknown
}

/** A form of the plan: taken apart, done, answered. What was typed goes back with a refusal. */
export async function planAct(event: RequestEvent, ability: Ability, work: (given: PlanForm) => Promise<Record<string, unknown> | void>) {
  const form = await event.request.formData()
  const word = (name: string) => String(form.get(name) ?? '').trim().slice(0, 20_000)
  const at = event.url.search.replace(/^\?\//, '').split('&')[0]!
  const id = (name = 'id') => {
    if (!isUuid(word(name))) throw refuse('not-found', 404, 'There is no such thing here.')
    return word(name)
  }
  const count = (name: string) => {
    const typed = word(name).replace(/[\s.,\u00a0\u202f]/g, '')
    if (typed === '') return undefined
    return /^\d{1,10}$/.test(typed) ? Number(typed) : Number.NaN
  }
  try {
    const held = await entered(event.locals, event.params['slug']!, ability)
    const said = await work({ ...held, form, word, id, count, list: (name) => word(name).split(/[,،\n]+/).map((one) => one.trim()).filter(Boolean), version: Number(word('version')) || 0 })
    return { at, id: word('id'), done: true, ...said } as PlanSaid
  } catch (reason) {
    if (reason && typeof reason === 'object' && 'location' in reason) throw reason
    const { status, code, text } = refused(event.locals.t, reason)
    return fail(status, { at, id: word('id'), code, text, typed: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) } as PlanSaid)
  }
}
