/** Everything that can be taken from somebody, or that somebody can take back: given before a backup, taken after it, looked for in what was restored. */
import { makeBurst, stopBurst } from '#burst/index.ts'
import { addCampaign, campaignById, setConsent } from '#campaign/index.ts'
import { addGuest, changeGuest, dropGuest, guestOfSecret, guestSecret, makeChat } from '#chat/index.ts'
import { isRefusal, sha256, type Actor, type House } from '#core/index.ts'
import { makeCoverage, stopCoverage } from '#coverage/index.ts'
import {
  acceptInvitation, acceptWayIn, actorOf, addToken, bringIn, changeMember, changePassword, coalitionOf, demandFactor, endPasskey, freezePerson, identityOf, invite, leaveCoalition, lookAtInvitation, lookAtWayIn,
  makeWayIn, removeMember, revokeToken, takeBackInvitation,
} from '#person/index.ts'
import { addCalendarLink, addTarget, changeTarget, endCalendarLink, targetById } from '#plan/index.ts'
import { addPiece, dropPiece } from '#press/index.ts'
import { collectorOfSecret, makeCollectors, renewCollector, revokeCollector } from '#sheet/index.ts'
import { disconnectAccount } from '#talk/index.ts'
import { password, type Office } from './office.ts'

export interface Loss {
  what: string
  /** What `take` and `stands` need to find it by. */
  give(): Promise<any>
  take(given: any): Promise<unknown>
  /** It can still be used, or is still shown, in this house. */
  stands(house: House, given: any): Promise<unknown>
}

const secretOf = (link: string) => link.slice(link.lastIndexOf('/') + 1)
const opens = (work: Promise<unknown>) => work.then(() => true, (error: unknown) => (isRefusal(error) ? false : Promise.reject(error)))

export async function lossesOf(office: Office): Promise<Loss[]> {
  const { house, campaign, clock } = office
  const owner = await office.actor('wilma', 'owner')
  const lake = await addCampaign(house, { slug: 'lake-now', name: 'Lake now', organisation: 'Lake Watch' })
  const lakeOwner = await office.actor('lars', 'owner', { organisation: 'Lake Watch' })
  await house.db.rows('update auth_user set two_factor_enabled = true where id = $1', [lakeOwner.person.id])
  const volunteer = (name: string) => office.actor(name, 'volunteer')
  const row = async (there: House, sql: string, id: string) => (await there.db.row(sql, [campaign.id, id])) !== undefined
  const bearer = async (actor: Actor) => ({ actor, bearer: (await addToken(house, { ...owner, person: actor.person }, campaign, ['read'])).token })
  const signs = (there: House, email: string) => opens(identityOf(there).signIn({ email, password, address: email }))
  const passkey = async (actor: Actor) => {
    const id = `key of ${actor.person.name}`
    await house.db.rows(
      `insert into auth_passkey (id, public_key, user_id, credential_id, counter, device_type, backed_up) values ($1, 'k', $2, $1, 0, 'singleDevice', false)`, [id, actor.person.id])
    return { id, actor }
  }
  const hasPasskey = async (there: House, { id }: { id: string }) => (await there.db.row('select 1 from auth_passkey where id = $1', [id])) !== undefined
  const roleOf = async (there: House, id: string) => (await there.db.row<{ role: string }>('select role from role where person_id = $1 and campaign_id = $2', [id, campaign.id]))?.role

  return [
    { what: 'a role that was lowered', give: () => office.person('carlos', 'coordinator'), take: (id) => changeMember(house, owner, campaign, id, { role: 'volunteer' }), stands: async (there, id) => (await roleOf(there, id)) === 'coordinator' },
    { what: 'a part in the campaign', give: () => office.person('rita', 'volunteer'), take: (id) => removeMember(house, owner, campaign, id), stands: roleOf },
    { what: 'the token of somebody who was taken out', give: async () => bearer(await volunteer('tomas')), take: ({ actor }) => removeMember(house, owner, campaign, actor.person.id), stands: (there, given) => actorOf(there, given) },
    { what: 'a token that was revoked', give: async () => addToken(house, owner, campaign, ['read']), take: ({ id }) => revokeToken(house, owner, campaign, id), stands: (there, { token }) => actorOf(there, { bearer: token }) },
    { what: 'an account that was frozen', give: async () => ({ actor: await volunteer('frieda') }), take: ({ actor }) => freezePerson(house, owner, campaign, actor.person.id), stands: (there) => signs(there, 'frieda@example.org') },
    { what: 'leave to work', give: () => office.person('rolf', 'volunteer'), take: (id) => changeMember(house, owner, campaign, id, { ready: false }), stands: (there, id) => there.db.row('select 1 from person where id = $1 and ready', [id]) },
    {
      what: 'the people of a partner that left',
      async give() {
        const { organisationId, link } = await bringIn(house, owner, campaign, { name: 'Shore League' })
        const { personId } = await acceptInvitation(house, secretOf(link), { name: 'Sol', email: 'sol@example.org', password })
        return { organisationId, personId }
      },
      take: ({ organisationId }) => leaveCoalition(house, owner, campaign, organisationId),
      stands: async (there, { personId }) => (await roleOf(there, personId)) ?? (await coalitionOf(there.db, campaign.id, clock.now()))[0],
    },
    { what: 'an invitation that was taken back', give: () => invite(house, owner, campaign, { role: 'volunteer' }), take: ({ id }) => takeBackInvitation(house, owner, campaign, id), stands: (there, { link }) => opens(lookAtInvitation(there, secretOf(link))) },
    {
      what: 'the invitation by which somebody came who was then taken out',
      give: () => invite(house, owner, campaign, { role: 'volunteer' }),
      async take({ link }) {
        const { personId } = await acceptInvitation(house, secretOf(link), { name: 'Gast', email: 'gast@example.org', password })
        await removeMember(house, owner, campaign, personId)
      },
      stands: (there, { link }) => opens(lookAtInvitation(there, secretOf(link))),
    },
    { what: 'a password that was changed', give: () => volunteer('petra'), take: (actor) => changePassword(house, actor, { current: password, next: 'other words that nobody puts together' }), stands: (there) => signs(there, 'petra@example.org') },
    {
      what: 'a passkey, and the link, of somebody who began anew', give: async () => passkey(await volunteer('anton')),
      async take({ actor }) {
        const { link } = await makeWayIn(house, owner, campaign, actor.person.id, 'return')
        await acceptWayIn(house, secretOf(link), 'other words that nobody puts together')
      },
      stands: async (there, given) => (await hasPasskey(there, given)) || signs(there, 'anton@example.org'),
    },
    {
      what: 'a link with which somebody chose a new password',
      give: async () => makeWayIn(house, owner, campaign, (await volunteer('lena-link')).person.id, 'reset'),
      take: ({ link }) => acceptWayIn(house, secretOf(link), 'other words that nobody puts together'),
      stands: (there, { link }) => opens(lookAtWayIn(there, secretOf(link))),
    },
    { what: 'a passkey', give: async () => passkey(await volunteer('pia')), take: ({ id, actor }) => endPasskey(house, actor, id), stands: hasPasskey },
    {
      what: 'leave to coordinate without a second factor', give: async () => lake.id,
      take: () => demandFactor(house, lakeOwner, lake, { whole: false, on: true }),
      stands: async (there, id) => !(await there.db.row('select 1 from factor_demand where campaign_id = $1', [id])),
    },
    { what: 'the link of a collector', give: async () => (await makeCollectors(house, owner, campaign, { collectors: [{ label: 'Market', place: 'Market' }], days: 5, cap: 10 }))[0], take: ({ id }) => revokeCollector(house, owner, campaign, id), stands: (there, { id }) => row(there, 'select 1 from collector where campaign_id = $1 and id = $2 and revoked_at is null', id) },
    {
      what: 'the link of a collector who has another', give: async () => (await makeCollectors(house, owner, campaign, { collectors: [{ label: 'Port', place: 'Port' }], days: 5, cap: 10 }))[0], take: ({ id }) => renewCollector(house, owner, campaign, id),
      stands: async (there, { link }) => collectorOfSecret(there.db, campaign.id, new URL(link).hash.slice(1) || secretOf(link)),
    },
    { what: 'a link to a private calendar', give: () => addCalendarLink(house, owner, campaign), take: ({ id }) => endCalendarLink(house, owner, campaign, id), stands: (there, { url }) => there.db.row('select 1 from calendar_link where campaign_id = $1 and sha256 = $2', [campaign.id, sha256(secretOf(url))]) },
    {
      what: 'the link of a guest of a chat, and a guest',
      async give() {
        const chat = await makeChat(house, owner, (await campaignById(house.db, campaign.id))!, { title: 'Water', hashtags: ['WaterChat'], zone: 'UTC', startsAt: new Date(clock.now().getTime() + 86_400_000) })
        const add = (name: string) => addGuest(house, owner, campaign, chat.id, { part: 'panel', name, office: '', personId: null, handles: [] })
        const [one, other] = [await add('Dina'), await add('Elif')]
        return { chat, one, other, secret: await guestSecret(house, campaign.id, chat.id, one.id) }
      },
      async take({ chat, one, other }) {
        await changeGuest(house, owner, campaign, chat.id, one.id, { version: one.version, newLink: true })
        await dropGuest(house, owner, campaign, chat.id, other.id)
      },
      stands: async (there, { chat, other, secret }) => (await guestOfSecret(there, campaign.id, chat.id, secret)) ?? row(there, 'select 1 from chat_guest where campaign_id = $1 and id = $2', other.id),
    },
    {
      what: 'an account of ours on a network',
      async give() {
        const [made] = await house.db.rows<{ id: string }>(
          `insert into account (campaign_id, id, channel, handle, server, ref, sealed, connected_at, checked_at) values ($1, gen_random_uuid(), 'mastodon', '@desk', 'https://social.example', '1', 'x', $2, $2) returning id`, [campaign.id, clock.now()])
        return made!.id
      },
      take: (id) => disconnectAccount(house, owner, campaign, id), stands: (there, id) => row(there, 'select 1 from account where campaign_id = $1 and id = $2 and sealed is not null', id),
    },
    { what: 'what a channel allows', give: async () => null, take: async () => house.db.transact(async (t) => setConsent(house, t, owner, (await campaignById(t, campaign.id))!, { x: { quote: false } }, clock.now())), stands: async (there) => (await campaignById(there.db, campaign.id))!.consent['x']?.quote !== false },
    {
      what: 'whom journalists find', give: () => addPiece(house, owner, campaign, { kind: 'contact', words: { en: 'Dina Haddad' }, email: 'press@example.org', agreed: true }),
      take: ({ id }) => dropPiece(house, owner, campaign, id), stands: (there, { id }) => row(there, 'select 1 from press_piece where campaign_id = $1 and id = $2', id),
    },
    {
      what: 'how a target is reached', give: () => addTarget(house, owner, campaign, { kind: 'person', name: 'The minister', contact: { phone: '+4930123456' } }),
      take: async ({ id }) => changeTarget(house, owner, campaign, id, { version: (await targetById(house.db, campaign.id, id))!.version, contact: null }), stands: (there, { id }) => row(there, 'select 1 from target_contact where campaign_id = $1 and target_id = $2', id),
    },
    {
      what: 'a burst that was stopped', give: () => makeBurst(house, owner, campaign, { title: 'At noon', zone: 'UTC', startsAt: new Date(clock.now().getTime() + 3_600_000), endsAt: new Date(clock.now().getTime() + 7_200_000) }),
      take: ({ id }) => stopBurst(house, owner, campaign, id), stands: async (there, { id }) => !(await row(there, 'select 1 from burst_stop where campaign_id = $1 and burst_id = $2 and lifted_at is null', id)),
    },
    {
      what: 'a live coverage that was stopped', give: async () => makeCoverage(house, owner, (await campaignById(house.db, campaign.id))!, { title: 'The hearing', zone: 'UTC', startsAt: clock.now(), endsAt: new Date(clock.now().getTime() + 7_200_000) }),
      take: ({ id }) => stopCoverage(house, owner, campaign, id, ''), stands: (there, { id }) => row(there, 'select 1 from coverage where campaign_id = $1 and id = $2 and stopped_at is null', id),
    },
  ]
}
