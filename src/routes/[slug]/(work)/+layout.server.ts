import { error, redirect } from '@sveltejs/kit'
import { ringing } from '#alarm/index.ts'
import { campaignBySlug, campaignIn, campaignsOf } from '#campaign/index.ts'
import { noticesFor, unreadMentions } from '#desk/index.ts'
import { lacksFactor, may, roleIn } from '#person/index.ts'
import { embargoOf } from '#plan/index.ts'
import { firstDayOf, screensRead } from '#welcome/index.ts'
import type { LayoutServerLoad } from './$types'
import { aboutScreen } from './about.ts'
import { lineOf, tellsFirstDay } from './first-day.ts'
import { placesFor } from './places.ts'

/** Where people write what goes out, or will be read by others: there stands what may not be said while a case is pending. */
const writing = /^\/[^/]+\/(variants|bursts|chats|coverage|asked|incidents|tactics|actions|petitions|press|outgoing|amplify)(\/|$)/

/** The campaign as its people work on it. To everybody else it is not there; who is not signed in is led to the sign-in. */
export const load: LayoutServerLoad = async ({ locals, params, url, cookies, route }) => {
  const { house, actor } = locals
  if (!actor) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`)
  const campaign = await campaignBySlug(house.db, params.slug)
  if (campaign && lacksFactor(actor, campaign)) redirect(303, `/account/second-factor?for=${campaign.slug}`)
  if (!campaign || !may(actor, campaign, 'campaign.read')) error(404)
  cookies.set('clamor-campaign', campaign.slug, { path: '/', maxAge: 365 * 24 * 3_600, sameSite: 'lax', httpOnly: true })
  const about = aboutScreen(locals.t, route.id)
  const [campaigns, notices, rings, mentions, embargoes, read, firstDay] = await Promise.all([
    campaignsOf(house.db, actor),
    noticesFor(house.db, campaign.id, actor.person.id),
    ringing(house.db, campaign.id),
    unreadMentions(house.db, campaign.id, actor.person.id),
    writing.test(url.pathname) ? embargoOf(house.db, campaign) : [],
    about ? screensRead(house.db, actor.person.id) : undefined,
    tellsFirstDay(about?.screen) && may(actor, campaign, 'campaign.manage') ? firstDayOf(house, actor, campaign) : undefined,
  ])
  return {
    me: { id: actor.person.id, name: actor.person.name, role: roleIn(actor, campaign)! },
    campaign: { slug: campaign.slug, name: campaignIn(campaign, locals.language).name, hashtags: campaign.hashtags, languages: campaign.languages },
    campaigns: campaigns.map((one) => ({ slug: one.slug, name: campaignIn(one, locals.language).name })),
    ringing: rings,
    mentions,
    notices,
    embargoes,
    /** This is the copy of a rehearsal: the campaign that it is of, where one may go back to it. */
    rehearses: campaign.rehearses ? { slug: campaigns.find((one) => one.id === campaign.rehearses)?.slug } : undefined,
    about: about && { ...about, read: read!.has(about.screen) },
    /** One line of it; the whole list where nothing has come in yet. */
    firstDay: firstDay && lineOf(firstDay),
    firstLines: firstDay && lineOf(firstDay) && firstDay.lines.some(({ key, done }) => key === 'posts' && !done) ? firstDay.lines : undefined,
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
