import { error, redirect } from '@sveltejs/kit'
import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { refuse } from '#core/index.ts'
import { changeGroup, groupRows, skillsOf } from '#desk/index.ts'
import { changeMember, freezePerson, looksAfter, makeWayIn, may, membersOf, removeMember, roleIn, roles, waysIn, type Role } from '#person/index.ts'
import { clearAddress, returnedFrom } from '#talk/index.ts'
import { act } from '../../act.ts'
import { entered } from '../../entered.ts'
import { saveSkill } from '../desk.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'person.look-after')
  const member = (await membersOf(house.db, campaign)).find((one) => one.id === params.person)
  if (!member || !looksAfter(actor, campaign, member.organisation.id)) error(404)
  const manages = may(actor, campaign, 'person.manage')
  const [skills, groups, areas] = manages ? await Promise.all([skillsOf(house.db, campaign.id), groupRows(house.db, campaign.id), issueAreasOf(house.db, campaign.id)]) : [new Map<string, never>(), [], []]
  const gives: readonly Role[] = manages && roleIn(actor, campaign) === 'owner' ? roles : ['observer', 'volunteer']
  const partner = member.organisation.id !== campaign.organisationId
  const returned = (await returnedFrom(house, campaign.id, [member.email])).get(member.email)
  return {
    member, manages, now: house.clock.now(), today: house.clock.now().toISOString().slice(0, 10), skill: skills.get(member.id),
    /** Nobody changes their own part, nor that of somebody who stands as high. */
    changes: member.id !== actor.person.id && gives.includes(member.role) && (manages || !member.point),
    gives: gives.filter((role) => !partner || role === 'observer' || role === 'volunteer'), partner,
    returned: returned ?? null, mayClear: may(actor, campaign, 'address.clear'),
    groups: groups.map((one) => ({ id: one.id, name: one.name, in: one.members.some(({ id }) => id === member.id) })),
    areas: areas.map(({ key, names }) => ({ value: key, label: nameIn(names, locals.language) })),
  }
}

interface Said {
  told?: string
  wayIn?: { link: string; expiresAt: Date }
}

export const actions: Actions = {
  role: (event) => act<Said>(event, 'person.manage', async ({ house, actor, campaign, form }) => {
    const role = roles.find((one) => one === form.get('role'))
    if (!role) throw refuse('role-missing', 422, 'Choose a role.')
    await changeMember(house, actor, campaign, event.params.person!, { role })
    return { told: event.locals.t('person.done.role') }
  }),
  ready: (event) => act<Said>(event, 'person.manage', async ({ house, actor, campaign, word }) => {
    const ready = word('ready') === 'yes'
    await changeMember(house, actor, campaign, event.params.person!, { ready })
    return { told: event.locals.t(ready ? 'people.done.letIn' : 'people.done.paused') }
  }),
  groups: (event) => act<Said>(event, 'person.manage', async ({ house, actor, campaign, form }) => {
    const wanted = new Set(form.getAll('group').map(String))
    const person = event.params.person!
    for (const group of await groupRows(house.db, campaign.id)) {
      const members = group.members.map(({ id }) => id)
      if (members.includes(person) === wanted.has(group.id)) continue
      await changeGroup(house, actor, campaign, group.id, { name: group.name, members: wanted.has(group.id) ? [...members, person] : members.filter((id) => id !== person) })
    }
    return { told: event.locals.t('people.done.groups') }
  }),
  clearAddress: (event) => act<Said>(event, 'address.clear', async ({ house, actor, campaign, word }) => (await clearAddress(house, actor, campaign, word('letter')), { told: event.locals.t('people.mailCleared') })),
  skill: (event) => act<Said>(event, 'person.manage', async (at) => (await saveSkill(at), { told: event.locals.t('queue.skillSaved') })),
  remove: (event) => act<Said>(event, 'person.look-after', async ({ house, actor, campaign }) => {
    await removeMember(house, actor, campaign, event.params.person!)
    redirect(303, `/${campaign.slug}/people?out=yes`)
  }),
  freeze: (event) => act<Said>(event, 'person.look-after', async ({ house, actor, campaign }) => (await freezePerson(house, actor, campaign, event.params.person!), { told: event.locals.t('person.done.frozen') })),
  wayIn: (event) => act<Said>(event, 'person.manage', async ({ house, actor, campaign, word }) => ({
    wayIn: await makeWayIn(house, actor, campaign, event.params.person!, waysIn.find((one) => one === word('kind')) ?? 'reset'),
  })),
}
