import { refuse, type House, type Role, type Scope, type Transactor } from '#core/index.ts'
import { addAccount, emailOf, hasAccount, personByEmail } from './account.ts'
import { audit } from './audit.ts'
import { roles } from './may.ts'
import { onlyOrganisation, organisations } from './organisation.ts'
import { hashPassword } from './password.ts'
import { campaignRefBySlug, campaignsUnder, type Reached } from './reach.ts'
import { giveRole } from './role.ts'
import { addLink } from './secret-link.ts'
import { makeToken } from './token.ts'

export interface NewUser {
  email: string
  role: Role
  /** Name or slug; default: the campaign's, else the only one. */
  organisation?: string | undefined
  /** Slug; default: all campaigns of the organisation. */
  campaign?: string | undefined
  name?: string | undefined
  /** May work at once. Default: as soon as the link was used, or now when a password is given. */
  ready?: boolean | undefined
  /** With it the account can be used at once and the link leads to the sign-in. */
  password?: string | undefined
  languages?: string[]
}

const linkHours = 7 * 24

/** For the operator: adds a person, or a further role of one who is there. The link sets the password. */
export async function addUser(house: House, wish: NewUser): Promise<{ personId: string; email: string; link: string }> {
  const email = emailOf(wish.email)
  if (!roles.includes(wish.role)) throw refuse('unknown-role', 400, `There is no role ${wish.role}; there are ${roles.join(', ')}.`)
  const passwordHash = wish.password === undefined ? undefined : await hashPassword(wish.password)
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    const campaign = wish.campaign === undefined ? undefined : await namedCampaign(t, wish.campaign)
    const organisationId = await organisationOf(t, wish.organisation, campaign)
    const known = await personByEmail(t, email)
    if (known?.hasPassword && passwordHash) throw hasAccount()
    const personId = known?.id ?? (await addAccount(t, {
      email, name: wish.name ?? email.slice(0, email.indexOf('@')), languages: wish.languages ?? [],
      ready: wish.ready || passwordHash !== undefined, ...(passwordHash ? { passwordHash } : {}),
    }, at))
    if (known && wish.ready) await t.run('update person set ready = true where id = $1', [personId])
    const place = { organisationId, campaignId: campaign?.id ?? null }
    await giveRole(t, personId, place, wish.role, at)
    for (const { id } of await campaignsUnder(t, [place])) {
      await audit(t, { campaignId: id, at, kind: 'member.added', subject: personId, detail: { role: wish.role, by: 'operator' } })
    }
    if (known?.hasPassword || passwordHash) return { personId, email, link: `${house.origin}/sign-in` }
    const { secret } = await addLink(t, at, {
      kind: 'password', ...place, personId, role: wish.role, email, usesLeft: 1, createdBy: null, expiresAt: new Date(at.getTime() + linkHours * 3_600_000),
    })
    return { personId, email, link: `${house.origin}/invite/${secret}` }
  })
}

/** For the operator: a token of somebody who has a part in the campaign. */
export async function addTokenFor(house: House, wish: { email: string; campaign: string; scopes: Scope[] }): Promise<{ id: string; token: string }> {
  return house.db.transact(async (t) => {
    const campaign = await namedCampaign(t, wish.campaign)
    const person = await personByEmail(t, wish.email)
    if (!person) throw refuse('unknown-person', 404, `There is nobody with the address ${wish.email}.`, { mend: '"clamor user add" adds them.' })
    const role = await t.row(
      'select 1 from role where person_id = $1 and (campaign_id = $3 or (campaign_id is null and organisation_id = $2))',
      [person.id, campaign.organisationId, campaign.id],
    )
    if (!role) throw refuse('no-role', 409, `${wish.email} has no part in ${campaign.slug}.`, { mend: `"clamor user add ${wish.email} --role ... --campaign ${campaign.slug}" gives one.` })
    return makeToken(t, { personId: person.id, campaignId: campaign.id, scopes: wish.scopes, at: house.clock.now() })
  })
}

async function organisationOf(t: Transactor, name: string | undefined, campaign: Reached | undefined): Promise<string> {
  if (!campaign) return onlyOrganisation(await organisations(t), name).id
  if (name === undefined) return campaign.organisationId
  const organisation = onlyOrganisation(await organisations(t), name)
  if (organisation.id !== campaign.organisationId) throw refuse('other-organisation', 409, `The campaign ${campaign.slug} does not belong to ${organisation.name}.`)
  return organisation.id
}

async function namedCampaign(t: Transactor, slug: string): Promise<Reached> {
  const campaign = await campaignRefBySlug(t, slug)
  if (!campaign) throw refuse('unknown-campaign', 404, `There is no campaign ${slug}.`, { mend: '"clamor campaign add" adds one.' })
  return campaign
}
