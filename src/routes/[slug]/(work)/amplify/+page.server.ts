import { amplifyLimits, changePost, lately, listFor, postStates, publicPostsOf, putOn, setState, type AmplifyPost, type PostState } from '#amplify/index.ts'
import { isUuid, refuse, type House } from '#core/index.ts'
import { may } from '#person/index.ts'
import { instantOf, partnersOf, planOf, wallOf, type Wall } from '#plan/index.ts'
import { refusalWords } from '#ui/refusal.ts'
import { networkRules } from '#variant/index.ts'
import { entered } from '../entered.ts'
import { planAct, type PlanForm } from '../plan-act.ts'
import { tacticChoices } from '../tactic-choices.ts'
import type { Actions, PageServerLoad } from './$types'

const dayLong = 86_400_000

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'amplify.read')
  const now = house.clock.now()
  const puts = may(actor, campaign, 'amplify.put')
  const statement = url.searchParams.get('statement')
  const [list, { zone }, partners, out, said, tactics] = await Promise.all([
    listFor(house, campaign, actor.person.id, { all: puts }), planOf(house.db, campaign.id), puts ? partnersOf(house.db, campaign.id, now) : [], puts ? lately(house.db, campaign.id, new Date(now.getTime() - 2 * dayLong)) : [],
    puts && isUuid(statement) ? publicPostsOf(house.db, campaign, statement) : undefined,
    puts ? tacticChoices(house, campaign.id, []) : [],
  ])
  const clock = (at: Date) => wallOf(at, zone)
  const shown = <P extends AmplifyPost>(post: P) => ({
    ...post, name: nameOf(post.network), host: new URL(post.link).hostname, untilWall: clock(post.until), fromWall: clock(post.from), notBeforeWall: post.notBefore ? clock(post.notBefore) : '', tapped: Object.values(post.taps).reduce((sum, one) => sum + one, 0),
    changes: puts && (post.putOnBy === actor.person.id || may(actor, campaign, 'amplify.manage')),
  })
  const own = (posts: typeof list.now) => posts.map((post) => ({ ...shown(post), dueWall: clock(post.dueAt) }))
  const code = url.searchParams.get('said')
  return {
    held: list.held, now: own(list.now), later: own(list.later), done: own(list.done), aside: list.aside.map(shown), restUntil: list.restUntil && clock(list.restUntil), zone, today: clock(now).slice(0, 10), ending: endingOf(now, zone),
    tactics, partners: partners.filter((one) => !one.retired).map(({ id, name }) => ({ id, name })), lately: out.map((one) => ({ ...one, name: nameOf(one.network as AmplifyPost['network']) })), fromStatement: said,
    link: url.searchParams.get('link')?.slice(0, 2_000) ?? '', limits: amplifyLimits, told: code && /^[a-z-]{1,40}$/.test(code) ? refusalWords(locals.t, { code, message: locals.t('amplify.notNow') }) : null,
    may: { put: puts, tap: may(actor, campaign, 'amplify.tap') },
  }
}

function nameOf(network: AmplifyPost['network']): string | null {
  return network && networkRules[network].name
}

/** Until the end of today; in the evening until that of tomorrow. */
function endingOf(now: Date, zone: string): string {
  const late = Number(wallOf(now, zone).slice(11, 13)) >= 20
  return `${wallOf(new Date(now.getTime() + (late ? dayLong : 0)), zone).slice(0, 10)}T23:59`
}

/** What the form says of a post. */
async function wishIn({ word, house, campaign }: PlanForm & { house: House }) {
  const { zone } = await planOf(house.db, campaign.id)
  const moment = (name: string) => (word(name) ? instantOf(word(name).slice(0, 16) as Wall, zone) : null)
  const until = moment('until')
  if (!until) throw refuse('until-wrong', 422, 'It stands until an hour to come.')
  return { reason: word('reason'), words: word('words'), tacticId: word('tactic') || null, until, notBefore: moment('notBefore'), spreadMinutes: Number(word('spread') || 30) }
}

export const actions: Actions = {
  put: (event) => planAct(event, 'amplify.put', async (given) => {
    const { known } = await putOn(given.house, given.actor, given.campaign, { ...(await wishIn(given)), link: given.word('link'), partner: given.word('partner') || null })
    return { known }
  }),
  change: (event) => planAct(event, 'amplify.put', async (given) => void (await changePost(given.house, given.actor, given.campaign, given.id(), { ...(await wishIn(given)), version: given.version }))),
  state: (event) => planAct(event, 'amplify.put', async ({ house, actor, campaign, id, word }) => {
    const state = postStates.find((one): one is PostState => one === word('state')) ?? 'off'
    await setState(house, actor, campaign, id(), state)
    return { state }
  }),
}
