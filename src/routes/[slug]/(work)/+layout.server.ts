import { error, redirect } from '@sveltejs/kit'
import { ringing } from '#alarm/index.ts'
import { wallOf } from '#core/index.ts'
import { campaignBySlug, campaignIn, campaignsOf } from '#campaign/index.ts'
import { noticesFor, unreadMentions } from '#desk/index.ts'
import { lacksFactor, may, noteVisit, roleIn, waitsIn } from '#person/index.ts'
import { embargoOf } from '#plan/index.ts'
import { reminderOf } from '#shift/index.ts'
import { firstDayOf, screensRead } from '#welcome/index.ts'
import type { LayoutServerLoad } from './$types'
import { aboutScreen } from './about.ts'
import { heardBefore } from './entered.ts'
import { lineOf, tellsFirstDay } from './first-day.ts'
import { placesFor } from './places.ts'

/** Where people write what goes out, or will be read by others: there stands what may not be said while a case is pending. */
const writing = /^\/[^/]+\/(variants|bursts|chats|coverage|asked|incidents|tactics|actions|petitions|press|outgoing|amplify)(\/|$)/

const noAlarm = { open: 0, first: null, since: null }
const nothing = { pause: null, announcements: [], told: [] }

/** The campaign as its people work on it. To everybody else it is not there; who is not signed in is led to the sign-in. */
export const load: LayoutServerLoad = async ({ locals, params, url, cookies, route }) => {
  const { house, actor } = locals
  if (!actor) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`)
  const campaign = await campaignBySlug(house.db, params.slug)
  if (campaign && lacksFactor(actor, campaign)) redirect(303, `/account/second-factor?for=${campaign.slug}`)
  if (!campaign || !may(actor, campaign, 'campaign.enter')) error(404)
  const heard = await heardBefore(locals, campaign)
  await noteVisit(house, actor, campaign)
  cookies.set('clamor-campaign', campaign.slug, { path: '/', maxAge: 365 * 24 * 3_600, sameSite: 'lax', httpOnly: true })
  const about = aboutScreen(locals.t, route.id)
  // Who is not let in yet is told nothing of what goes on here.
  const waits = waitsIn(actor, campaign)
  if (waits && url.pathname !== `/${campaign.slug}/practice`) redirect(303, `/${campaign.slug}/practice`)
  const [campaigns, notices, rings, mentions, shift, embargoes, read, firstDay] = await Promise.all([
    campaignsOf(house.db, actor),
    waits ? nothing : noticesFor(house.db, campaign.id, actor.person.id),
    waits ? noAlarm : ringing(house.db, campaign.id),
    waits ? 0 : unreadMentions(house.db, campaign.id, actor.person.id),
    may(actor, campaign, 'shift.work') ? reminderOf(house.db, campaign.id, actor.person.id, house.clock.now()) : undefined,
    !waits && writing.test(url.pathname) ? embargoOf(house.db, campaign) : [],
    about ? screensRead(house.db, actor.person.id) : undefined,
    !campaign.rehearses && tellsFirstDay(about?.screen) && may(actor, campaign, 'campaign.manage') ? firstDayOf(house, actor, campaign) : undefined,
  ])
  return {
    me: { id: actor.person.id, name: actor.person.name, role: roleIn(actor, campaign)! },
    campaign: { slug: campaign.slug, name: campaignIn(campaign, locals.language).name, hashtags: campaign.hashtags, languages: campaign.languages },
    campaigns: campaigns.map((one) => ({ slug: one.slug, name: campaignIn(one, locals.language).name })),
    heard,
    ringing: rings,
    mentions,
    notices,
    embargoes,
    waits: waits !== undefined,
    /** This is the copy of a rehearsal: the campaign that it is of, where one may go back to it. */
    rehearses: campaign.rehearses ? { slug: campaigns.find((one) => one.id === campaign.rehearses)?.slug } : undefined,
    about: about && { ...about, read: read!.has(about.screen) },
    /** One line of it; the whole list where nothing has come in yet. */
    firstDay: firstDay ? lineOf(firstDay) : undefined,
    firstLines: firstDay && lineOf(firstDay) && firstDay.lines.some(({ key, done }) => key === 'posts' && !done) ? firstDay.lines : undefined,
    /** In the clock of the shift's own zone. */
    shift: shift && { shift: shift.shift && { part: shift.shift.part }, running: shift.running, unread: shift.unread.length, clock: shift.shift ? wallOf(shift.running ? shift.shift.until : shift.shift.from, shift.shift.zone).slice(11) : '' },
    places: placesFor(actor, campaign),
    may: {
      refer: may(actor, campaign, 'referral.work'),
      alarm: may(actor, campaign, 'alarm.take'),
      plan: may(actor, campaign, 'plan.read'),
      room: may(actor, campaign, 'room.read'),
      work: may(actor, campaign, 'statement.work'),
      type: may(actor, campaign, 'sheet.type'),
      calls: may(actor, campaign, 'call.take'),
      import: may(actor, campaign, 'import'),
      export: may(actor, campaign, 'export'),
      refold: may(actor, campaign, 'statement.refold'),
      propose: may(actor, campaign, 'rule.propose'),
      rules: may(actor, campaign, 'rule.make'),
      bulk: may(actor, campaign, 'bulk.few'),
      bulkAll: may(actor, campaign, 'bulk.all'),
      deliver: may(actor, campaign, 'dossier.make'),
      invite: may(actor, campaign, 'person.invite'),
      manage: may(actor, campaign, 'campaign.manage'),
      graphic: may(actor, campaign, 'graphic.manage'),
    },
  }
}
