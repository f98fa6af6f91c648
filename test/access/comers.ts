import { addCampaign } from '#campaign/index.ts'
import type { Actor, CampaignRef, House, Role, Scope } from '#core/index.ts'
import { acceptInvitation, actorOf, addTokenFor, addUser, bringIn, freezePerson, invite } from '#person/index.ts'
import { makeCollectors } from '#sheet/index.ts'
import { password } from '../harness/office.ts'
import { cookieOf } from '../harness/signed-in.ts'

/** Who comes: with a cookie, a token, or nothing. */
export interface Comer {
  name: string
  headers: Record<string, string>
  actor: Actor | undefined
}

/** Everybody who could come to a house with three campaigns of two organisations; `water` is the one that they come for. */
export async function everybody(house: House): Promise<{ water: CampaignRef; comers: Comer[] }> {
  const comers: Comer[] = []

  const emailOf = (name: string) => `${name.replaceAll(' ', '-')}@example.org`

  async function person(name: string, role: Role, campaign: string | undefined): Promise<void> {
    await addUser(house, { email: emailOf(name), name, role, campaign, organisation: campaign ? undefined : 'River Watch', password })
    comers.push({ name, headers: { cookie: await cookieOf(house, { email: emailOf(name), password, address: name }) }, actor: undefined })
  }

  async function token(name: string, of: string, scopes: Scope[], campaign: string): Promise<void> {
    const made = await addTokenFor(house, { email: emailOf(of), campaign, scopes })
    comers.push({ name, headers: { authorization: `Bearer ${made.token}` }, actor: undefined })
  }

  /** People who come by an invitation: of partners, and by a link for many. */
  async function invited(owner: Actor | undefined, airOwner: Actor | undefined): Promise<void> {
    async function accept(name: string, link: string): Promise<void> {
      await acceptInvitation(house, link.split('/').at(-1)!, { name, email: emailOf(name), password })
      comers.push({ name, headers: { cookie: await cookieOf(house, { email: emailOf(name), password, address: name }) }, actor: undefined })
    }
    await accept('point person', (await bringIn(house, owner, water, { name: 'Marsh Watch' })).link)
    // Of another campaign of the same host.
    await accept('point person of another campaign', (await bringIn(house, airOwner, air, { name: 'Marsh Watch' })).link)
    await accept('volunteer not let in', (await invite(house, owner, water, { role: 'volunteer', cap: 5 })).link)
  }

  /** The links of collectors, as a program would try them: as a bearer, and put where a session's cookie stands. */
  async function collectors(owner: Actor | undefined, airOwner: Actor | undefined): Promise<void> {
    const session = comers.find((one) => one.name === 'owner')!.headers['cookie']!.split('=')[0]!
    const wish = { collectors: [{ label: 'Marisol', place: 'Law faculty' }], days: 7, cap: 100 }
    const secretOf = async (campaign: CampaignRef, of: Actor | undefined) => (await makeCollectors(house, of, campaign, wish))[0]!.link.split('/').at(-1)!
    const secret = await secretOf(water, owner)
    comers.push({ name: 'collector', headers: { authorization: `Bearer ${secret}` }, actor: undefined })
    comers.push({ name: "collector's link as a cookie", headers: { cookie: `${session}=${secret}; clamor-campaign=water-now` }, actor: undefined })
    comers.push({ name: 'collector of another campaign', headers: { authorization: `Bearer ${await secretOf(air, airOwner)}` }, actor: undefined })
  }

  const water = await addCampaign(house, { slug: 'water-now', name: 'Water now', organisation: 'River Watch' })
  const air: CampaignRef = await addCampaign(house, { slug: 'air-now', name: 'Air now', organisation: 'River Watch' })
  await addCampaign(house, { slug: 'forest-now', name: 'Forest now', organisation: 'Forest Watch' })
  comers.push({ name: 'nobody', headers: {}, actor: undefined })
  for (const role of ['observer', 'volunteer', 'coordinator', 'owner'] as const) {
    await person(role, role, 'water-now')
    await person(`${role} of another organisation`, role, 'forest-now')
    await person(`${role} of another campaign`, role, 'air-now')
  }
  await person('volunteer not ready', 'volunteer', 'water-now')
  await house.db.rows(`update person set ready = false where email = $1`, [emailOf('volunteer not ready')])
  await person('owner of the organisation', 'owner', undefined)
  for (const scope of ['intake', 'desk', 'read'] as const) await token(`token of an owner with ${scope}`, 'owner of the organisation', [scope], 'water-now')
  await token('token of a volunteer with every scope', 'volunteer', ['intake', 'desk', 'read'], 'water-now')
  await token('token of another campaign', 'owner of the organisation', ['intake', 'desk', 'read'], 'air-now')
  await token('token of another organisation', 'owner of another organisation', ['intake', 'desk', 'read'], 'forest-now')
  await person('frozen volunteer', 'volunteer', 'water-now')
  await token('token of a frozen volunteer', 'frozen volunteer', ['intake', 'desk', 'read'], 'water-now')
  const owner = await actorOf(house, { cookie: comers.find((one) => one.name === 'owner')!.headers['cookie']! })
  const airOwner = await actorOf(house, { cookie: comers.find((one) => one.name === 'owner of another campaign')!.headers['cookie']! })
  await collectors(owner, airOwner)
  await invited(owner, airOwner)
  const frozen = await house.db.row<{ id: string }>('select id from person where email = $1', [emailOf('frozen volunteer')])
  await freezePerson(house, owner, water, frozen!.id)
  comers.push({ name: 'made-up token', headers: { authorization: `Bearer clm_${'A'.repeat(43)}` }, actor: undefined })
  comers.push({ name: 'made-up cookie', headers: { cookie: comers.find((one) => one.name === 'owner')!.headers['cookie']!.replace(/=.{8}/, '=AAAAAAAA') }, actor: undefined })
  for (const comer of comers) comer.actor = await actorOf(house, { cookie: comer.headers['cookie'], bearer: comer.headers['authorization']?.slice(7) })
  return { water, comers }
}
