import { randomBytes } from 'node:crypto'
import { refuse, sha256, uuid7, type Actor, type CampaignRef, type House, type Scope, type Transactor } from '#core/index.ts'
import { audit } from './audit.ts'
import { allow } from './may.ts'
import { noteToken } from './noted.ts'

/** Recognisable for scanners that look for leaked secrets. */
export const tokenPrefix = 'clm_'
export const scopes = ['intake', 'desk', 'read'] as const satisfies Scope[]

export interface TokenRow {
  id: string
  person: { id: string; name: string }
  scopes: Scope[]
  createdAt: Date
}

/** Makes a token of this person for this campaign; it is shown once and can do no more than the person. */
export async function addToken(house: House, actor: Actor | undefined, campaign: CampaignRef, wanted: Scope[]): Promise<{ id: string; token: string }> {
  allow(actor, campaign, 'token.make')
  return house.db.transact((t) => makeToken(t, { personId: actor.person.id, campaignId: campaign.id, scopes: wanted, by: actor.person.id, at: house.clock.now() }))
}

export async function makeToken(t: Transactor, given: { personId: string; campaignId: string; scopes: Scope[]; by?: string; at: Date }): Promise<{ id: string; token: string }> {
  const wanted = [...new Set(given.scopes)]
  if (wanted.length === 0 || wanted.some((scope) => !scopes.includes(scope))) {
    throw refuse('unknown-scope', 400, `A token has one or more of the scopes ${scopes.join(', ')}.`)
  }
  const token = tokenPrefix + randomBytes(32).toString('base64url')
  const id = uuid7(given.at)
  await t.run('insert into token (id, campaign_id, person_id, scopes, sha256, created_at) values ($1, $2, $3, $4, $5, $6)', [
    id, given.campaignId, given.personId, wanted, sha256(token), given.at,
  ])
  await audit(t, { campaignId: given.campaignId, at: given.at, personId: given.by, kind: 'token.made', subject: id, detail: { person: given.personId, scopes: wanted } })
  return { id, token }
}

export async function listTokens(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<TokenRow[]> {
  allow(actor, campaign, 'token.make')
  return house.db.rows<TokenRow>(
    `select t.id, json_build_object('id', p.id, 'name', p.name) as person, t.scopes, t.created_at as "createdAt"
     from token t join person p on p.id = t.person_id
     where t.campaign_id = $1 and t.revoked_at is null order by t.created_at desc`,
    [campaign.id],
  )
}

/** Ends a token at once. */
export async function revokeToken(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'token.make')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const ended = await t.run('update token set revoked_at = $3 where campaign_id = $1 and id = $2 and revoked_at is null', [campaign.id, id, at])
    if (ended === 0) throw refuse('not-found', 404, 'There is no such token.')
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'token.revoked', subject: id })
    await noteToken(house, id)
  })
}

/** All tokens of a person, or those of one campaign. */
export async function endTokens(t: Transactor, personId: string, at: Date, campaignId?: string): Promise<void> {
  await t.run('update token set revoked_at = $2 where person_id = $1 and revoked_at is null and ($3::uuid is null or campaign_id = $3)', [personId, at, campaignId ?? null])
}
