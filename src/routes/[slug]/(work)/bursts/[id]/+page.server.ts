import { error, fail, type RequestEvent } from '@sveltejs/kit'
import {
  burstIn as burstWords, burstOf, changeBurst, figuresOf, liftStop, networkName, openStop, paceNeeded, remindersBegin, remindersPerHour, stateAt, stopBurst, zoneChoices, type Burst, type Way,
} from '#burst/index.ts'
import { isUuid, type House } from '#core/index.ts'
import { may } from '#person/index.ts'
import { responsesOf, tacticById, targetsOf, wallOf } from '#plan/index.ts'
import { canMail, canText } from '#talk/index.ts'
import { languageName } from '#ui/language-name.ts'
import { fitting, oneTap, wholeBank, type Network, type WholeBank } from '#variant/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { refused } from '#ui/refused.ts'
import { translate } from '#ui/words.ts'
import { entered } from '../../entered.ts'
import { servedBy } from '../../tactic-choices.ts'
import { burstIn } from '../fields.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent, depends }) => {
  depends('burst:figures')
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  const burst = isUuid(params.id) ? await burstOf(house.db, campaign.id, params.id) : undefined
  if (!burst) error(404)
  const now = house.clock.now()
  const say = translate(locals.language, { zone: burst.zone })
  const [figures, bank] = [await figuresOf(house, campaign.id, burst), await wholeBank(house.db, campaign.id, burst.bank.id)]
  const { latest, ...counted } = figures
  const regions = new Intl.DisplayNames([say.locale], { type: 'region' })
  const text = new Map(bank.variants.map((one) => [one.id, one]))
  const minutes = figures.minutes.length
  const stop = openStop(burst, now)
  const { title, lead } = burstWords(burst, locals.language)
  return {
    burst: {
      id: burst.id, title, lead, state: stateAt(burst, now), version: burst.version, day: `${say.date(burst.startsAt, 'weekday')} ${say.date(burst.startsAt, 'day')}`, from: say.date(burst.startsAt, 'clock'), to: say.date(burst.endsAt, 'clock'),
      zone: burst.zone, startsAt: burst.startsAt.getTime(), endsAt: burst.endsAt.getTime(), opened: burst.opensAt !== null, aimPeople: burst.aimPeople, each: burst.each, erased: burst.erasedAt !== null,
      stop: stop ? { clock: say.date(stop.from, 'clock'), reason: stop.reason, everything: stop.everything } : null, tags: burst.bank.hashtags, bank: burst.bank.id,
    },
    now: now.getTime(), moment: say.date(now, 'moment'), signUp: `${house.origin}/${campaign.slug}/burst/${burst.id}`, manages: may(actor, campaign, 'burst.manage'),
    figures: counted, pace: paceNeeded(burst, figures.posts, now), passed: Math.min(minutes, Math.max(0, Math.ceil((now.getTime() - burst.startsAt.getTime()) / 60_000))),
    hours: clocks(burst, (at) => say.date(at, 'clock')),
    networks: Object.entries(figures.networks).map(([network, count]) => ({ name: networkName(say, network as Network), count })),
    countries: Object.entries(figures.countries).sort(([, a], [, b]) => b - a).map(([country, count]) => ({ name: country === 'unknown' ? say('house.unknown') : (regions.of(country) ?? country), count })),
    languages: Object.entries(figures.languages).sort(([, a], [, b]) => b - a),
    latest: latest.flatMap(({ variantId, network, at }) => (text.has(variantId) ? [{ text: text.get(variantId)!.text, language: text.get(variantId)!.language, network: networkName(say, network), at }] : [])),
    responses: await responsesIn(house, campaign.id, burst, say),
    served: await servedBy(house, campaign.id, burst.tacticId),
    look: await lookAt(house, campaign.id, burst, bank, say, counted.idle),
    typed: typedOf(burst), zones: zoneChoices(Intl.supportedValuesOf('timeZone'), burst.zone, burst.startsAt), further: campaign.languages.slice(1).filter(isLanguage), begun: now >= burst.startsAt,
  }
}

/** Clock times under the axis: five at most, on the hour or half of it where they fit. */
function clocks(burst: Burst, clock: (at: Date) => string): { at: number; label: string }[] {
  const minutes = (burst.endsAt.getTime() - burst.startsAt.getTime()) / 60_000
  const step = [5, 10, 15, 30, 60, 120, 240, 360].find((one) => minutes / one <= 4) ?? 720
  return Array.from({ length: Math.floor(minutes / step) + 1 }, (_, at) => ({ at: at * step, label: clock(new Date(burst.startsAt.getTime() + at * step * 60_000)) }))
}

/** What the target did meanwhile: that of the tactic's targets, or of all where the burst belongs to no tactic. */
async function responsesIn(house: House, campaignId: string, burst: Burst, say: ReturnType<typeof translate>) {
  const tactic = burst.tacticId ? await tacticById(house.db, campaignId, burst.tacticId) : undefined
  const [responses, targets] = [await responsesOf(house.db, campaignId), await targetsOf(house.db, campaignId)]
  const name = new Map(targets.map((one) => [one.id, one.name]))
  return responses
    .filter((one) => one.at >= burst.startsAt && one.at < burst.endsAt && (!tactic || one.tacticId === tactic.id || tactic.targetIds.includes(one.targetId)))
    .map((one) => ({ id: one.id, target: one.targetId, name: name.get(one.targetId) ?? '', said: one.said, clock: say.date(one.at, 'clock'), minute: (one.at.getTime() - burst.startsAt.getTime()) / 60_000 }))
}

/** What an organiser should know before it is too late, in the order of how bad it is. */
async function lookAt(house: House, campaignId: string, burst: Burst, bank: WholeBank, say: ReturnType<typeof translate>, idle: number): Promise<{ text: string; href?: string; warn?: true }[]> {
  const name = (language: string) => languageName(say, language)
  const languages = [...new Set(bank.variants.filter((one) => one.outAt === null).map((one) => one.language))]
  const few = languages.flatMap((language) => oneTap.map((network) => ({ language, network, count: fitting(bank.variants, language, network).length }))).filter(({ count, network }) => count < burst.each && network !== 'sms')
  const worst = [...new Map(few.map((one) => [one.language, few.filter((other) => other.language === one.language).sort((a, b) => a.count - b.count)[0]!])).values()]
  const wrong = bank.variants.filter((one) => one.warnings.length > 0).length
  const reminders = await house.db.rows<{ way: Way; count: number }>(`select way, count(*)::int as count from burst_pledge where campaign_id = $1 and burst_id = $2 and mail = 'confirmed' and reminded_at is null group by way order by way`, [campaignId, burst.id])
  const href = `/variants/${bank.id}`
  const leaving = ({ way, count }: { way: Way; count: number }) => {
    const perHour = remindersPerHour(house, way)
    return { text: say(way === 'sms' ? 'burst.look.sms' : 'burst.look.mail', { count, perHour, moment: say.date(remindersBegin(burst, count, perHour), 'moment') }) }
  }
  return [
    ...(languages.length === 0 ? [{ text: say('variant.none'), href, warn: true as const }] : []),
    ...worst.map(({ language, network, count }) => ({ text: say('burst.look.few', { language: name(language), network: networkName(say, network), count, each: burst.each }), href, warn: true as const })),
    ...(wrong > 0 ? [{ text: say('burst.look.alike', { count: wrong }), href, warn: true as const }] : []),
    ...(idle > 0 ? [{ text: say('burst.look.idle', { count: idle }) }] : []),
    ...(!canMail(house) && !canText(house) ? [{ text: say('burst.look.noMail') }] : house.clock.now() < burst.startsAt ? reminders.map(leaving) : []),
  ]
}

function typedOf(burst: Burst): Record<string, string> {
  const [start, end] = [wallOf(burst.startsAt, burst.zone), wallOf(burst.endsAt, burst.zone)]
  return {
    title: burst.title, lead: burst.lead, zone: burst.zone, date: start.slice(0, 10), from: start.slice(11), to: end.slice(11), each: String(burst.each), ramp: burst.ramp, aimPeople: burst.aimPeople ? String(burst.aimPeople) : '', aimPosts: burst.aimPosts ? String(burst.aimPosts) : '',
    secret: burst.secretHashtag ? 'yes' : '', open: burst.opensAt ? 'yes' : '',
    ...Object.fromEntries(Object.entries(burst.words).flatMap(([language, one]) => [[`title.${language}`, one.title ?? ''], [`lead.${language}`, one.lead ?? '']])),
  }
}

export const actions: Actions = {
  stop: (event) => act(event, 'stop', ({ form, house, actor, campaign, id }) => stopBurst(house, actor, campaign, id, String(form.get('reason') ?? ''))),
  lift: (event) => act(event, 'stop', ({ house, actor, campaign, id }) => liftStop(house, actor, campaign, id)),
  open: (event) => act(event, 'open', ({ form, house, actor, campaign, id }) => changeBurst(house, actor, campaign, id, { version: Number(form.get('version')), open: true })),
  change: (event) => act(event, 'change', ({ form, house, actor, campaign, id }) => changeBurst(house, actor, campaign, id, { version: Number(form.get('version')), ...burstIn(form) })),
}

type Held = Awaited<ReturnType<typeof entered>> & { form: FormData; id: string }

async function act({ locals, params, request }: RequestEvent, at: string, work: (held: Held) => Promise<unknown>) {
  const form = await request.formData()
  try {
    const held = await entered(locals, params['slug']!, 'burst.manage')
    const id = params['id']!
    if (!isUuid(id)) error(404)
    await work({ ...held, form, id })
    return { at, done: true as const }
  } catch (reason) {
    const { status, text } = refused(locals.t, reason)
    return fail(status, { at, text, typed: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) as Record<string, string> })
  }
}
