import { prepared, sha256, type Actor, type House, type Role, type Scope } from '#core/index.ts'
import { authOf } from './auth-of.ts'
import { tokenPrefix } from './token.ts'

interface Row {
  id: string
  name: string
  email: string
  languages: string[]
  ready: boolean
  roles: { organisationId: string; campaignId: string | undefined; role: Role; point?: boolean; waits?: 'practice' | 'person'; seenOn?: string }[]
  demands: { organisationId: string; campaignId: string | null }[] | null
}

const person = `p.id, p.name, p.email, p.languages, p.ready, coalesce((
    select json_agg(json_strip_nulls(json_build_object('organisationId', r.organisation_id, 'campaignId', r.campaign_id, 'role', r.role,
      'point', nullif(r.point, false), 'waits', r.waits_for, 'seenOn', r.seen_on)))
    from role r where r.person_id = p.id), '[]') as roles,
  case when not coalesce((select u.two_factor_enabled from auth_user u where u.id = p.id), false) then (
    select json_agg(json_build_object('organisationId', d.organisation_id, 'campaignId', d.campaign_id))
    from factor_demand d where d.organisation_id in (select r.organisation_id from role r where r.person_id = p.id and r.role in ('coordinator', 'owner'))) end as demands`

/**
 * Who acts: by token when one is given, else by session cookie. One query and no cache, so that a frozen account, a revoked
 * token and a role taken away hold with the next call. A bearer that is no good is nobody, whatever the cookie says.
 */
export async function actorOf(house: House, given: { cookie?: string | null; bearer?: string | null }): Promise<Actor | undefined> {
  if (given.bearer) return byToken(house, given.bearer)
  return given.cookie ? bySession(house, given.cookie) : undefined
}

async function byToken(house: House, bearer: string): Promise<Actor | undefined> {
  if (!bearer.startsWith(tokenPrefix) || bearer.length > 100) return undefined
  const row = await house.db.row<Row & { tokenId: string; campaignId: string; scopes: Scope[] }>(
    prepared(
      `select t.id as "tokenId", t.campaign_id as "campaignId", t.scopes, ${person}
       from token t join person p on p.id = t.person_id
       where t.sha256 = $1 and t.revoked_at is null and p.frozen_at is null`),
    [sha256(bearer)],
  )
  return row && { ...actorFrom(row), token: { id: row.tokenId, campaignId: row.campaignId, scopes: new Set(row.scopes) } }
}

async function bySession(house: House, cookie: string): Promise<Actor | undefined> {
  const session = await sessionToken(house, cookie)
  if (!session) return undefined
  const row = await house.db.row<Row & { sessionId: string }>(
    prepared(
      `select s.id as "sessionId", ${person} from auth_session s join person p on p.id = s.user_id
       where s.token = $1 and s.expires_at > $2 and p.frozen_at is null`),
    [session, house.clock.now()],
  )
  return row && { ...actorFrom(row), session: { id: row.sessionId } }
}

// better-auth's own getSession takes three queries where this takes one; name, signature and comparison are its own.
async function sessionToken(house: House, cookie: string): Promise<string | undefined> {
  const context = await (await authOf(house)).$context
  const [{ constantTimeEqual, makeSignature }, { parseCookies }] = await Promise.all([import('better-auth/crypto'), import('better-auth/cookies')])
  const value = parseCookies(cookie).get(context.authCookies.sessionToken.name)
  const cut = value?.lastIndexOf('.') ?? -1
  if (!value || cut < 1 || value.length > 300) return undefined
  const token = value.slice(0, cut)
  return constantTimeEqual(value.slice(cut + 1), await makeSignature(token, context.secret)) ? token : undefined
}

function actorFrom(row: Row): Actor {
  return {
    person: { id: row.id, name: row.name, email: row.email, languages: row.languages },
    roles: row.roles.map((role) => ({ ...role, campaignId: role.campaignId })),
    ready: row.ready,
    ...(row.demands ? { demands: row.demands.map((demand) => ({ ...demand, campaignId: demand.campaignId ?? undefined })) } : {}),
  }
}
