import { fail } from '@sveltejs/kit'
import { isUuid, refuse } from '#core/index.ts'
import { allow, may } from '#person/index.ts'
import { addHelper, changeHelper, confirmStopped, helperKinds, helpersOf, listReferrals, moveReferral, stepsFrom, stepsOf, wordsForPhone, type HelperKind, type ReferralState } from '#referral/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'referral.work')
  const { db } = house
  const [open, over, helpers] = await Promise.all([
    listReferrals(db, campaign.id, ['ready', 'offered', 'accepted', 'in-hand']), listReferrals(db, campaign.id, ['closed', 'stopped'], 50), helpersOf(db, campaign.id),
  ])
  const steps = await stepsOf(db, campaign.id, [...open, ...over].map((one) => one.id))
  const now = house.clock.now()
  const coordinates = may(actor, campaign, 'contact.read')
  const shown = (list: typeof open) => list.map((one) => ({
    ...one, overdue: one.dueAt < now && open.includes(one), next: stepsFrom(one.state), steps: steps.get(one.id) ?? [], mayRead: one.by.id === actor.person.id || coordinates,
  }))
  return { now, open: shown(open), over: shown(over), helpers, kinds: helperKinds, manages: may(actor, campaign, 'helper.manage') }
}

export const actions: Actions = {
  move: (event) => act(event, async (at) => {
    const days = Number(at.word('days'))
    await moveReferral(at.house, at.campaign, at.actor, at.id(), {
      version: Number(at.word('version')) || 0, state: (at.word('state') || undefined) as ReferralState | undefined, outcome: at.word('outcome') || undefined,
      dueAt: days >= 1 && days <= 90 ? new Date(at.house.clock.now().getTime() + days * 86_400_000) : undefined,
    })
  }),
  say: (event) => act(event, async (at) => ({ say: await wordsForPhone(at.house, at.campaign, at.actor, at.id()) })),
  told: (event) => act(event, (at) => confirmStopped(at.house, at.campaign, at.actor, at.id())),
  helper: (event) => act(event, async (at) => {
    allow(at.actor, at.campaign, 'helper.manage')
    const entry = {
      name: at.word('name'), kind: (helperKinds.find((kind) => kind === at.word('kind')) ?? 'other') as HelperKind, languages: at.word('languages').split(/[\s,،]+/).filter(Boolean),
      region: at.word('region'), email: at.word('email') || null, phone: at.word('phone') || null, note: at.word('note'),
    }
    if (!at.word('id')) return void (await addHelper(at.house, at.campaign.id, at.actor, entry))
    await changeHelper(at.house, at.campaign.id, at.actor, at.id(), { ...entry, version: Number(at.word('version')) || 0, retired: at.word('retired') === 'yes' })
  }),
}

type Held = Awaited<ReturnType<typeof entered>> & { word: (name: string) => string; id: () => string }

async function act({ locals, params, request, url }: RequestEvent, work: (held: Held) => Promise<{ say: string } | void>) {
  const form = await request.formData()
  const word = (name: string) => String(form.get(name) ?? '').trim().slice(0, 2_000)
  const at = url.search.replace(/^\?\//, '')
  const id = () => {
    if (!isUuid(word('id'))) throw refuse('not-found', 404, 'There is no such thing here.')
    return word('id')
  }
  try {
    const held = await entered(locals, params.slug, 'referral.work')
    const said = await work({ ...held, word, id })
    return { at, id: word('id'), done: true, say: said?.say }
  } catch (reason) {
    const { status, code, text } = refused(locals.t, reason)
    return fail(status, { at, id: word('id'), code, text, typed: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) })
  }
}
