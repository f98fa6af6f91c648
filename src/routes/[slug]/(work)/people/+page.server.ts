import { groupRows } from '#desk/index.ts'
import { addToken, changeMember, coalitionOf, demandedIn, demandFactor, listTokens, looksAfter, may, membersOf, onlyOf, revokeToken, roleInOrganisation, roles, scopes, type Member } from '#person/index.ts'
import { returnedFrom } from '#talk/index.ts'
import { act } from '../act.ts'
import { entered } from '../entered.ts'
import { saveGroup } from './desk.ts'
import { states, within, type Wanted } from './wanted.ts'
import type { Actions, PageServerLoad } from './$types'

const perPage = 50

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'person.look-after')
  const manages = may(actor, campaign, 'person.manage')
  const now = house.clock.now()
  const [members, groups, allies, tokens] = await Promise.all([
    membersOf(house.db, campaign), groupRows(house.db, campaign.id), coalitionOf(house.db, campaign.id, now), manages ? listTokens(house, actor, campaign) : [],
  ])
  const demanded = may(actor, campaign, 'factor.demand') ? await demandedIn(house.db, campaign) : undefined
  const only = onlyOf(actor, campaign)
  const seen = members.filter((one) => !only || only.includes(one.organisation.id))
  const wanted = wantedIn(url.searchParams)
  const returned = await returnedFrom(house, campaign.id, seen.map((one) => one.email))
  const found = seen.filter((one) => within(one, wanted, { groups, now, returned }))
  const pages = Math.max(1, Math.ceil(found.length / perPage))
  const page = Math.min(Math.max(1, Math.round(Number(url.searchParams.get('page'))) || 1), pages)
  return {
    now, today: now.toISOString().slice(0, 10), wanted, manages, groups, tokens, scopes, roles: [...roles], states: [...states], page, pages, found: found.length,
    members: found.slice((page - 1) * perPage, page * perPage).map((one) => ({ ...one, mailReturned: returned.has(one.email), groups: groups.filter((group) => group.members.some(({ id }) => id === one.id)).map(({ name }) => name) })),
    demanded, demandsWhole: roleInOrganisation(actor, campaign.organisationId) === 'owner',
    lacking: demanded ? members.filter((one) => !one.secured && !one.frozen && (one.role === 'coordinator' || one.role === 'owner')).map((one) => one.name) : [],
    tookOut: url.searchParams.has('out'),
    waiting: manages ? members.filter((one) => one.waitsFor === 'person' && !one.frozen).length : 0,
    organisations: organisationsIn(seen), partners: allies.some((one) => looksAfter(actor, campaign, one.id)),
    people: manages ? members.filter((one) => one.role !== 'observer' && !one.frozen).map(({ id, name }) => ({ id, name })) : [],
  }
}

function wantedIn(params: URLSearchParams): Wanted {
  const word = (name: string) => (params.get(name) ?? '').trim().slice(0, 200)
  return { q: word('q'), role: word('role'), organisation: word('organisation'), group: word('group'), state: states.find((one) => one === params.get('state')) ?? '' }
}

function organisationsIn(members: Member[]): { id: string; name: string }[] {
  return [...new Map(members.map(({ organisation }) => [organisation.id, organisation])).values()].sort((a, b) => a.name.localeCompare(b.name))
}

interface Said {
  told?: string
  token?: string
}

export const actions: Actions = {
  letIn: (event) => act<Said>(event, 'person.manage', async ({ house, actor, campaign, word }) => {
    await changeMember(house, actor, campaign, word('id').slice(0, 64), { ready: true })
    return { told: event.locals.t('people.done.letIn') }
  }),
  group: (event) => act<Said>(event, 'person.manage', async (at) => (await saveGroup(at), { told: event.locals.t('queue.groupSaved') })),
  demand: (event) => act<Said>(event, 'factor.demand', async ({ house, actor, campaign, word }) => {
    await demandFactor(house, actor, campaign, { whole: word('whole') === 'yes', on: word('on') === 'yes' })
    return { told: event.locals.t('entry.done.demand') }
  }),
  token: (event) => act<Said>(event, 'token.make', async ({ form, house, actor, campaign }) => ({ token: (await addToken(house, actor, campaign, form.getAll('scope').map(String) as (typeof scopes)[number][])).token })),
  endToken: (event) => act<Said>(event, 'token.make', async ({ house, actor, campaign, word }) => (await revokeToken(house, actor, campaign, word('id').slice(0, 64)), { told: event.locals.t('person.done.tokenEnded') })),
}
