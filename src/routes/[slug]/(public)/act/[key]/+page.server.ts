import { error, fail, redirect } from '@sveltejs/kit'
import { actionIn, publicAction, secretOf, sign, signedOf, takeTurn, writtenOf } from '#action/index.ts'
import { campaignBySlug, nameIn, type Campaign } from '#campaign/index.ts'
import { checkTicket, issueTicket, readTicket } from '#intake/index.ts'
import { limit, networkOf } from '#person/index.ts'
import { momentById, tacticById, targetById } from '#plan/index.ts'
import { canMail } from '#talk/index.ts'
import { refused } from '#ui/refused.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

/** Of one connection, which may be that of a hall full of people. */
const fromOneConnection = { max: 400, seconds: 900 }

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  const { house, language } = locals
  const { campaign, action } = await called(locals, params)
  setHeaders({ 'cache-control': 'private, no-cache' })
  const petition = action.kind === 'petition'
  const [signed, written, target, moment] = await Promise.all([
    petition ? signedOf(house.db, campaign.id, action.id) : undefined,
    petition ? undefined : writtenOf(house.db, campaign.id, action.id, house.clock.now()),
    action.targetId ? targetById(house.db, campaign.id, action.targetId).catch(() => undefined) : undefined,
    petition ? handOverDay(locals, campaign, action.tacticId) : undefined,
  ])
  return {
    kind: action.kind, state: action.state, goal: action.goal, says: actionIn(action, language), outcome: action.outcome[language] ?? Object.values(action.outcome)[0],
    signed: signed && { confirmed: signed.confirmed, asked: signed.asked, names: signed.names }, written, target: target && (target.name ?? nameIn(target.institution?.names ?? {}, language)), moment, canSign: canMail(house), ticket: issueTicket(house, campaign.id),
  }
}

export const actions: Actions = {
  sign: async (event) => {
    const { form, word, again, campaign, action } = await read(event)
    const typed = { name: word('name').slice(0, 200), email: word('email').slice(0, 320), place: word('place').slice(0, 200), passes: form.get('passes') === 'yes', shows: form.get('shows') === 'yes' }
    if (form.get('website') || !/[\p{L}\p{N}]/u.test(typed.name) || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.email)) return again(422, event.locals.t('action.missing'), typed)
    try {
      await allowed(event, campaign)
      await sign(event.locals.house, campaign, action, checkTicket(event.locals.house, campaign.id, word('ticket')), { ...typed, language: event.locals.language })
    } catch (reason) {
      const { status, text, code } = refused(event.locals.t, reason)
      return again(status, text, typed, code)
    }
    return { asked: typed.email }
  },
  write: async (event) => {
    const { word, again, campaign, action } = await read(event)
    const { house, language, t } = event.locals
    let turn
    try {
      await allowed(event, campaign)
      turn = await takeTurn(house, campaign.id, action, checkTicket(house, campaign.id, word('ticket')), language)
    } catch (reason) {
      const { status, text, code } = refused(t, reason)
      return again(status, text, {}, code)
    }
    redirect(303, `/${campaign.slug}/act/${action.key}/turn/${secretOf(house, action.id, turn.id)}`)
  },
}

/** When it is handed over, where the plan says so in public. */
async function handOverDay({ house }: App.Locals, campaign: Campaign, tacticId: string | null) {
  const tactic = tacticId ? await tacticById(house.db, campaign.id, tacticId) : undefined
  const moment = tactic?.momentId ? await momentById(house.db, campaign.id, tactic.momentId) : undefined
  return moment?.public && moment.said !== 'no-go' ? { wall: moment.wall, zone: moment.zone, allDay: moment.allDay, place: moment.place } : undefined
}

async function called({ house }: App.Locals, { slug, key }: { slug: string; key: string }) {
  const campaign = await campaignBySlug(house.db, slug)
  const action = campaign && (await publicAction(house.db, campaign.id, key))
  if (!campaign || !action) error(404)
  return { campaign, action }
}

async function read(event: RequestEvent) {
  const { campaign, action } = await called(event.locals, event.params)
  const form = await event.request.formData()
  const word = (name: string) => String(form.get(name) ?? '').trim()
  // The same form keeps its ticket, so that what is sent twice arrives once.
  const again = (status: number, text: string, typed: object, code = '') =>
    fail(status, { text, typed, ticket: readTicket(event.locals.house, campaign.id, word('ticket')) && code !== 'ticket-late' ? word('ticket') : undefined })
  return { form, word, again, campaign, action }
}

async function allowed({ locals, getClientAddress }: RequestEvent, campaign: Campaign): Promise<void> {
  await limit(locals.house, 'act', `${campaign.id} ${networkOf(getClientAddress())}`, fromOneConnection)
}
