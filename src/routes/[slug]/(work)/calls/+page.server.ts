import { randomUUID } from 'node:crypto'
import { fail } from '@sveltejs/kit'
import { campaignIn } from '#campaign/index.ts'
import { callbacksDue, endCallback, letCallbackGo, listCalls, sayWhere, scriptOf, takeCall, takeCallback, tryLater } from '#call/index.ts'
import { readCallNotes } from '#channel/index.ts'
import { may } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { placeChoice, shownWhich } from '../../(public)/which-place.ts'
import { act } from '../act.ts'
import { entered } from '../entered.ts'
import { callbackTimes, formOf } from './call-form.ts'
import { scriptIn } from './script-in.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent, setHeaders }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'call.take')
  setHeaders({ 'cache-control': 'private, no-store' })
  const now = house.clock.now()
  const [own, callbacks, lately] = await Promise.all([scriptOf(house.db, campaign.id), callbacksDue(house.db, campaign.id, now), listCalls(house.db, campaign.id)])
  return {
    script: scriptIn(own, (language) => campaignIn(campaign, language).name),
    callbacks, lately, now,
    mayEdit: may(actor, campaign, 'campaign.manage'),
    newId: randomUUID(),
  }
}

export const actions: Actions = {
  save: async ({ locals, params, request }) => {
    const form = await request.formData()
    const notes = readCallNotes(form)
    const { urgent, id, replyTo, safe, callback, startedAt, seconds } = formOf(form)
    const typed = { ...notes, safe: safe ?? '', callback, id, replyTo: replyTo ?? '', startedAt: String(form.get('startedAt') ?? '') }
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'call.take')
      const now = house.clock.now()
      // Somebody in danger does not wait for words, nor for a number that is not whole.
      const given = urgent && !/[\p{L}\p{N}].*[\p{L}\p{N}].*[\p{L}\p{N}]/su.test(notes.text) ? { ...notes, text: locals.t('call.urgentWords') } : notes
      const made = await takeCall(house, actor, campaign, {
        notes: given, id, replyTo, urgent, seconds, safe: safe === undefined ? undefined : safe === 'yes', startedAt: startedAt ?? now,
        callbackAt: callback in callbackTimes ? new Date(now.getTime() + callbackTimes[callback as keyof typeof callbackTimes] * 60_000) : undefined,
      })
      if ('faults' in made) return fail(422, { typed, errors: Object.fromEntries(made.faults.map(({ field, fault }) => [field, locals.t(`call.fault.${fault}`)])) as Record<string, string>, text: locals.t('call.notSaved') })
      return { saved: { id, urgent }, which: await shownWhich(house, campaign, made.postId, locals.t), postId: made.postId }
    } catch (reason) {
      const { status, text } = refused(locals.t, reason)
      return fail(status, { typed, errors: {} as Record<string, string>, text })
    }
  },
  which: (event) => act(event, 'call.take', async ({ house, actor, campaign, form, word }) => {
    await sayWhere(house, actor, campaign, word('code'), placeChoice(form))
    return { placed: true }
  }),
  take: (event) => callback(event, async ({ house, actor, campaign, postId }) => ({ number: { postId, ...(await takeCallback(house, actor, campaign, postId)) } })),
  reached: (event) => callback(event, async ({ house, actor, campaign, postId, form }) => (await endCallback(house, actor, campaign, postId, 'reached'), { done: event.locals.t('call.done.reached'), reached: String(form.get('call') ?? '') })),
  later: (event) => callback(event, async ({ house, actor, campaign, postId }) => (await tryLater(house, actor, campaign, postId, 60), { done: event.locals.t('call.done.later') })),
  giveUp: (event) => callback(event, async ({ house, actor, campaign, postId }) => (await endCallback(house, actor, campaign, postId, 'given-up'), { done: event.locals.t('call.done.over') })),
  letGo: (event) => callback(event, async ({ house, actor, campaign, postId }) => (await letCallbackGo(house, actor, campaign, postId), { done: event.locals.t('call.done.free') })),
}

interface Said {
  number?: { postId: string; phone: string; until: Date }
  done?: string
  /** The call to which what was said is added. */
  reached?: string
  refused?: string
}

type Held = Awaited<ReturnType<typeof entered>> & { postId: string; form: FormData }

async function callback({ locals, params, request }: RequestEvent, work: (held: Held) => Promise<Said>) {
  const form = await request.formData()
  const postId = String(form.get('id') ?? '')
  try {
    const held = await entered(locals, params.slug, 'call.take')
    return { called: await work({ ...held, postId: /^[0-9a-f-]{36}$/.test(postId) ? postId : randomUUID(), form }) }
  } catch (reason) {
    const { status, text } = refused(locals.t, reason)
    return fail(status, { called: { refused: text } as Said })
  }
}
