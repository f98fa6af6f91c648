import { refuse } from '#core/index.ts'
import {
  coalitionOf, invitationUrl, invite, inviteListed, listInvitations, looksAfter, may, pointFor, readPeople, roleIn, roleInOrganisation, roles, takeBackBatch, takeBackInvitation, usesOf, type LeftLine, type Role,
} from '#person/index.ts'
import { canMail, outgoingOf, type OutgoingRow } from '#talk/index.ts'
import { act, type Held } from '../../act.ts'
import { entered } from '../../entered.ts'
import { readList } from './read-list.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'person.invite')
  const now = house.clock.now()
  const [invitations, allies] = await Promise.all([listInvitations(house, actor, campaign), coalitionOf(house.db, campaign.id, now)])
  const groups = invitations.filter((one) => one.email === null && (one.usesLeft + one.used > 1 || one.waitsFor !== null))
  const joined = await usesOf(house.db, groups.map((one) => one.id))
  const letters = await outgoingOf(house.db, campaign.id, invitations.flatMap((one) => one.outgoingId ?? []))
  const shown = url.searchParams.get('show')
  const partnerOf = (organisationId: string | null) => allies.find((one) => one.id === organisationId)?.name
  const own = roleIn(actor, campaign)
  const manages = may(actor, campaign, 'person.manage')
  return {
    canMail: canMail(house), manages,
    /** An owner gives every role; a coordinator those below their own, a point person too. */
    gives: (manages && own === 'owner' ? [...roles] : (['observer', 'volunteer'] as const)) as Role[],
    mayWhole: manages && ['owner', 'coordinator'].includes(roleInOrganisation(actor, campaign.organisationId) ?? ''),
    partners: allies.filter((one) => looksAfter(actor, campaign, one.id)).map(({ id, name }) => ({ id, name })),
    own: manages ? '' : (pointFor(actor, campaign)[0] ?? ''),
    groups: groups.map(({ id, label, usesLeft, used, expiresAt, role, waitsFor, organisationId, shows }) => ({
      id, label, usesLeft, used, expiresAt, role: role!, waitsFor, partner: partnerOf(organisationId), shows, joined: joined.get(id) ?? [], ...(shows && shown === id ? { url: invitationUrl(house, id) } : {}),
    })),
    open: invitations.filter((one) => !groups.includes(one)).map(({ id, label, email, role, expiresAt, point, organisationId, shows, outgoingId }) => ({
      id, label, email, letter: letterOf(letters.get(outgoingId ?? '')), role: role!, expiresAt, point, partner: partnerOf(organisationId), shows, ...(shows && shown === id ? { url: invitationUrl(house, id) } : {}),
    })),
  }
}

/** What is wrong with the letter of an invitation. */
function letterOf(row: OutgoingRow | undefined): 'returned' | 'refused' | 'unconfirmed' | null {
  if (row?.returned && row.returned !== 'soft') return 'returned'
  return row?.state === 'refused' || row?.state === 'unconfirmed' ? row.state : null
}

/** What an action has to say. `left` and `made` are of a list. */
interface Said {
  link?: string
  expiresAt?: Date
  email?: string
  mailed?: boolean
  made?: { name: string; email: string | null; link: string }[]
  left?: LeftLine[]
  batch?: string | undefined
  count?: number
  told?: string
}

export const actions: Actions = {
  one: (event) => act<Said>(event, 'person.invite', async ({ house, actor, campaign, form, word }) => {
    const email = word('email')
    const { link, expiresAt } = await invite(house, actor, campaign, {
      role: roleOf(form), whole: word('whole') === 'yes', hours: daysOf(word) * 24, label: word('name'), ...partner(word), ...(email ? { email } : {}),
    })
    return { link, expiresAt, email, mailed: email !== '' && canMail(house) }
  }),
  list: (event) => act<Said>(event, 'person.invite', async ({ house, actor, campaign, form, word }) => {
    const list = readPeople(await readList(form))
    const { made, left, batch } = await inviteListed(house, actor, campaign, list, { role: roleOf(form), hours: daysOf(word) * 24, named: word('named') === 'yes', ...partner(word) })
    return { made: made.map(({ name, email, link }) => ({ name, email, link })), left, batch, mailed: canMail(house) && made.some((one) => one.email) }
  }),
  group: (event) => act<Said>(event, 'person.invite', async ({ house, actor, campaign, form, word }) => {
    const waits = word('waits')
    const { id } = await invite(house, actor, campaign, {
      role: roleOf(form), hours: daysOf(word) * 24, cap: Math.max(2, Number(word('cap')) || 20), label: word('name'), waitsFor: waits === 'none' ? null : waits === 'person' ? 'person' : 'practice', ...partner(word),
    })
    return { told: event.locals.t('people.groupMade'), batch: id }
  }),
  takeBack: (event) => act<Said>(event, 'person.invite', async ({ house, actor, campaign, word }) => {
    await takeBackInvitation(house, actor, campaign, word('id').slice(0, 64))
    return { told: event.locals.t('person.done.takenBack') }
  }),
  takeBackAll: (event) => act<Said>(event, 'person.invite', async ({ house, actor, campaign, word }) => {
    const count = await takeBackBatch(house, actor, campaign, batchOf(word))
    return { told: event.locals.t('people.takenBackAll', { count }) }
  }),
}

function roleOf(form: FormData): Role {
  const role = roles.find((one) => one === form.get('role'))
  if (!role) throw refuse('role-missing', 422, 'Choose a role.')
  return role
}

function daysOf(word: Held['word']): number {
  return Math.min(Math.max(Math.round(Number(word('days'))) || 7, 1), 30)
}

function partner(word: Held['word']): { partner?: string } {
  return word('partner') ? { partner: word('partner').slice(0, 64) } : {}
}

function batchOf(word: Held['word']): string {
  const batch = word('batch')
  if (!/^[0-9a-f-]{36}$/.test(batch)) throw refuse('not-found', 404, 'There is no such list.')
  return batch
}
