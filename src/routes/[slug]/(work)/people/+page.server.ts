import { fail } from '@sveltejs/kit'
import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { refuse } from '#core/index.ts'
import { groupRows, skillsOf } from '#desk/index.ts'
import {
  addToken, changeMember, demandedIn, demandFactor, freezePerson, invite, listInvitations, listTokens, makeWayIn, may, membersOf, removeMember, revokeToken, roleIn, roleInOrganisation, roles, scopes, takeBackInvitation, waysIn, type Role,
} from '#person/index.ts'
import { canMail } from '#talk/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import { saveGroup, saveSkill } from './desk.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'person.invite')
  const [members, invitations, tokens, skills, groups, areas] = await Promise.all([
    membersOf(house.db, campaign), listInvitations(house, actor, campaign), listTokens(house, actor, campaign),
    skillsOf(house.db, campaign.id), groupRows(house.db, campaign.id), issueAreasOf(house.db, campaign.id),
  ])
  const own = roleIn(actor, campaign)
  const demanded = may(actor, campaign, 'factor.demand') ? await demandedIn(house.db, campaign) : undefined
  return {
    skills: Object.fromEntries(skills), groups, now: house.clock.now(),
    areas: areas.map(({ key, names }) => ({ value: key, label: nameIn(names, locals.language) })),
    members, invitations, tokens, scopes, canMail: canMail(house),
    demanded, demandsWhole: roleInOrganisation(actor, campaign.organisationId) === 'owner',
    /** An owner gives every role; a coordinator those below their own. */
    gives: (own === 'owner' ? [...roles] : (['observer', 'volunteer'] as const)) as Role[],
    mayWhole: ['owner', 'coordinator'].includes(roleInOrganisation(actor, campaign.organisationId) ?? ''),
  }
}

export const actions: Actions = {
  invite: (event) =>
    act(event, 'invite', async ({ form, house, actor, campaign }) => {
      const days = Number(form.get('days')) || 3
      const email = String(form.get('email') ?? '').trim()
      const { link, expiresAt } = await invite(house, actor, campaign, {
        role: roleOf(form), whole: form.get('whole') === 'yes', hours: days * 24, cap: Number(form.get('cap')) || 1, ...(email ? { email } : {}),
      })
      return { link, expiresAt, email, mailed: email !== '' && canMail(house) }
    }),
  takeBack: (event) => act(event, 'invitation', async ({ form, house, actor, campaign }) => (await takeBackInvitation(house, actor, campaign, idOf(form)), { done: event.locals.t('person.done.takenBack') })),
  role: (event) => act(event, idFrom, async ({ form, house, actor, campaign }) => (await changeMember(house, actor, campaign, idOf(form), { role: roleOf(form) }), { done: event.locals.t('person.done.role') })),
  skill: (event) => act(event, idFrom, async (at) => (await saveSkill(at), { done: event.locals.t('queue.skillSaved') })),
  group: (event) => act(event, 'groups', async (at) => (await saveGroup(at), { done: event.locals.t('queue.groupSaved') })),
  remove: (event) => act(event, idFrom, async ({ form, house, actor, campaign }) => (await removeMember(house, actor, campaign, idOf(form)), { done: event.locals.t('person.done.removed') })),
  freeze: (event) => act(event, idFrom, async ({ form, house, actor, campaign }) => (await freezePerson(house, actor, campaign, idOf(form)), { done: event.locals.t('person.done.frozen') })),
  wayIn: (event) => act(event, idFrom, async ({ form, house, actor, campaign }) => ({ wayIn: await makeWayIn(house, actor, campaign, idOf(form), waysIn.find((one) => one === form.get('kind')) ?? 'reset') })),
  demand: (event) => act(event, 'demand', async ({ form, house, actor, campaign }) => (await demandFactor(house, actor, campaign, { whole: form.get('whole') === 'yes', on: form.get('on') === 'yes' }), { done: event.locals.t('entry.done.demand') })),
  token: (event) => act(event, 'token', async ({ form, house, actor, campaign }) => ({ token: (await addToken(house, actor, campaign, form.getAll('scope').map(String) as (typeof scopes)[number][])).token })),
  endToken: (event) => act(event, 'token', async ({ form, house, actor, campaign }) => (await revokeToken(house, actor, campaign, idOf(form)), { done: event.locals.t('person.done.tokenEnded') })),
}

interface Said {
  /** Beside what on the screen it is said: a part of it, or the id of a person. */
  at: string
  text?: string
  code?: string
  done?: string
  link?: string
  expiresAt?: Date
  email?: string
  mailed?: boolean
  token?: string
  wayIn?: { link: string; expiresAt: Date }
  typed?: Record<string, string>
}

type Held = Awaited<ReturnType<typeof entered>> & { form: FormData }
const idFrom = (form: FormData) => idOf(form)

async function act({ locals, params, request }: RequestEvent, where: string | ((form: FormData) => string), work: (held: Held) => Promise<Omit<Said, 'at'>>) {
  const form = await request.formData()
  const at = typeof where === 'string' ? where : where(form)
  try {
    const held = await entered(locals, params.slug, 'person.invite')
    return { at, ...(await work({ ...held, form })) } as Said
  } catch (reason) {
    const { status, code, text } = refused(locals.t, reason)
    return fail(status, { at, code, text, typed: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) } as Said)
  }
}

function idOf(form: FormData): string {
  return String(form.get('id') ?? '').slice(0, 100)
}

function roleOf(form: FormData): Role {
  const role = roles.find((one) => one === form.get('role'))
  if (!role) throw refuse('role-missing', 422, 'Choose a role.')
  return role
}
