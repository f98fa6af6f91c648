import { fail, redirect } from '@sveltejs/kit'
import { isUuid, refuse } from '#core/index.ts'
import { decide, holderOf, noStatement, oneStatement } from '#desk/index.ts'
import { consentWays, helpersOf, passable, placeOf, previewLetter, type Passed } from '#referral/index.ts'
import { readyTexts, sendersOf } from '#talk/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../../entered.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'referral.work')
  const { db } = house
  const id = url.searchParams.get('statement')
  const statement = isUuid(id) ? await oneStatement(db, campaign.id, id) : undefined
  const helpers = (await helpersOf(db, campaign.id)).filter((one) => !one.retired)
  if (!statement) return { statement: null, helpers, senders: [], ways: consentWays, asks: readyTexts.includes('refer') }
  const [senders, holder] = await Promise.all([sendersOf(db, campaign.id, statement.id), holderOf(db, campaign.id, statement.id)])
  return {
    statement: { id: statement.id, version: statement.version, held: holder?.personId === actor.person.id && holder.until > house.clock.now() },
    helpers, ways: consentWays, asks: true,
    senders: await Promise.all(senders.map(async ({ postId, author, channel, text, language, knows, judged, reachable }) => ({
      postId, author, channel, text, language, reachable, hearsay: knows === 'heard' || judged === 'heard', place: await placeOf(db, campaign.id, statement.id, postId),
    }))),
  }
}

export const actions: Actions = {
  /** What would be sent, before it is. */
  look: (event) => act(event, async ({ house, campaign, typed, statement }) => {
    const { helper = '', post = '' } = typed
    if (!isUuid(helper) || !isUuid(post)) throw refuse('choose-helper', 422, 'Choose a helper.')
    return { letter: await previewLetter(house, campaign, statement, { helper, post, passes: typed.passes, days: days(typed.days) }) }
  }),
  refer: (event) => act(event, async ({ house, actor, campaign, typed, statement, slug }) => {
    const { consentHow, consentOn, consentWords } = typed
    const consent = consentHow && consentOn && consentWords?.trim() ? { how: consentHow, at: new Date(`${consentOn}T00:00:00Z`).toISOString(), words: consentWords } : undefined
    await decide(house, campaign.id, actor, statement, Number(typed.version) || 0, 'refer', {
      helper: typed.helper ?? '', post: typed.post ?? '', passes: typed.passes, way: typed.way ?? 'email', days: days(typed.days), ...(consent ? { consent } : {}),
    })
    redirect(303, `/${slug}/desk`)
  }),
}

interface Typed {
  helper?: string
  post?: string
  way?: string
  days?: string
  version?: string
  consentHow?: string
  consentOn?: string
  consentWords?: string
  passes: Passed[]
}

type Held = Awaited<ReturnType<typeof entered>> & { typed: Typed; statement: string; slug: string }

async function act({ locals, params, request }: RequestEvent, work: (held: Held) => Promise<{ letter: { subject: string; text: string; language: string } }>) {
  const form = await request.formData()
  const typed: Typed = { ...Object.fromEntries([...form].map(([name, value]) => [name, String(value).slice(0, 2_000)])), passes: passable.filter((what) => form.getAll('passes').includes(what)) }
  try {
    const held = await entered(locals, params.slug, 'deed.do')
    const statement = String(form.get('statement') ?? '')
    if (!isUuid(statement)) throw noStatement()
    return { typed, ...(await work({ ...held, typed, statement, slug: params.slug })) }
  } catch (reason) {
    const { status, code, text } = refused(locals.t, reason)
    return fail(status, { typed, code, text })
  }
}

function days(text: string | undefined): number {
  const number = Math.round(Number(text))
  return number >= 1 && number <= 90 ? number : 7
}
