import { createRoute, z } from '@hono/zod-openapi'
import { languageTag, refuse, type Api } from '#core/index.ts'
import { answer, body, problems, slugParam } from './answers.ts'
import { readAudit } from './audit.ts'
import { bringIn } from './bring-in.ts'
import { coalitionOf, leaveCoalition } from './coalition.ts'
import { freezePerson } from './freeze.ts'
import { inviteListed } from './invite-list.ts'
import { invite, listInvitations, takeBackInvitation } from './invite.ts'
import { allow, notSignedIn, onlyOf, roles } from './may.ts'
import { changeMember, membersOf, removeMember } from './members.ts'
import { changeProfile } from './profile.ts'
import { leftReasons, readPeople } from './read-people.ts'
import { addToken, listTokens, revokeToken, scopes } from './token.ts'
import { makeWayIn, waysIn } from './way-in.ts'

const role = z.enum(roles)
const scope = z.enum(scopes)
const base = '/api/campaigns/{slug}'
const idParam = slugParam.extend({ id: z.string().max(64).openapi({ param: { name: 'id', in: 'path' } }) })
const none = { description: 'Done.' }

const waitsFor = z.enum(['practice', 'person']).openapi({ description: 'What lets in whoever came by a link for many.' })
const member = z.object({
  id: z.string(), name: z.string(), email: z.string(), role, whole: z.boolean(), ready: z.boolean(), frozen: z.boolean(), since: z.iso.datetime(),
  organisation: z.object({ id: z.string(), name: z.string() }), point: z.boolean(), waitsFor: waitsFor.nullable(), seenOn: z.iso.date().nullable(),
}).openapi('Member')
const invitation = z.object({
  id: z.string(), role, whole: z.boolean(), email: z.string().nullable(), usesLeft: z.number().int(), used: z.number().int(), createdAt: z.iso.datetime(), expiresAt: z.iso.datetime(),
  label: z.string().nullable(), point: z.boolean(), waitsFor: waitsFor.nullable(), partner: z.string().nullable().openapi({ description: 'Id of the partner whose people they will be.' }),
}).openapi('Invitation')
const token = z.object({ id: z.string(), person: z.object({ id: z.string(), name: z.string() }), scopes: z.array(scope), createdAt: z.iso.datetime() }).openapi('Token')
const auditEntry = z.object({
  id: z.string(), at: z.iso.datetime(), person: z.object({ id: z.string(), name: z.string() }).nullable(), kind: z.string(), subject: z.string().nullable(),
  reason: z.string().nullable(), detail: z.record(z.string(), z.unknown()),
}).openapi('AuditEntry')

/** People of a campaign: members, invitations, tokens and the audit log. */
export function api(api: Api): void {
  me(api)
  members(api)
  invitations(api)
  partners(api)
  tokens(api)
  auditLog(api)
}

function me(api: Api): void {
  const tags = ['people']
  const person = z.object({ id: z.string(), name: z.string(), email: z.string(), languages: z.array(z.string()) }).openapi('Person')
  api.openapi(
    createRoute({ method: 'get', path: '/api/me', tags, summary: 'Who you are', responses: { 200: answer(person, 'By session or token.'), ...problems() } }),
    (c) => {
      if (!c.var.actor) throw notSignedIn()
      return c.json(c.var.actor.person, 200)
    },
  )
  const change = z.object({ name: z.string().max(100).optional(), languages: z.array(z.string().regex(languageTag, 'is a language tag such as es')).max(20).optional() }).strict()
  api.openapi(
    createRoute({ method: 'patch', path: '/api/me', tags, summary: 'Change your name or languages', request: body(change), responses: { 204: none, ...problems(400) } }),
    async (c) => {
      const { house, actor } = c.var
      if (!actor) throw notSignedIn()
      if (actor.token) throw refuse('forbidden', 403, 'No token reaches this: sign in to do it.')
      await changeProfile(house, actor, c.req.valid('json'))
      return c.body(null, 204)
    },
  )
}

function members(api: Api): void {
  const tags = ['people']
  const one = `${base}/members/{id}` as const
  api.openapi(
    createRoute({ method: 'get', path: `${base}/members`, tags, summary: 'Who has a part in the campaign', request: { params: slugParam }, responses: { 200: answer(z.object({ members: z.array(member) }), 'By name.'), ...problems(404) } }),
    async (c) => {
      const { actor, campaign } = c.var
      allow(actor, campaign, 'person.look-after')
      const only = onlyOf(actor, campaign)
      const members = await membersOf(c.var.house.db, campaign)
      return c.json({ members: members.filter((row) => !only || only.includes(row.organisation.id)).map((row) => ({ ...row, since: row.since.toISOString() })) }, 200)
    },
  )
  const change = z.object({ role: role.optional(), ready: z.boolean().optional() }).strict()
  api.openapi(
    createRoute({ method: 'patch', path: one, tags, summary: 'Change a role, or make somebody ready to work', request: { params: idParam, ...body(change) }, responses: { 204: none, ...problems(400, 404, 409) } }),
    async (c) => {
      await changeMember(c.var.house, c.var.actor, c.var.campaign, c.req.valid('param').id, c.req.valid('json'))
      return c.body(null, 204)
    },
  )
  api.openapi(
    createRoute({ method: 'delete', path: one, tags, summary: 'Take somebody out of the campaign; what they hold goes back', request: { params: idParam }, responses: { 204: none, ...problems(404, 409) } }),
    async (c) => {
      await removeMember(c.var.house, c.var.actor, c.var.campaign, c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
  const why = z.object({ reason: z.string().max(500).optional() }).strict()
  api.openapi(
    createRoute({ method: 'put', path: `${one}/freeze`, tags, summary: 'Freeze an account: its sessions and tokens end now', request: { params: idParam, ...body(why) }, responses: { 204: none, ...problems(400, 404, 409) } }),
    async (c) => {
      await freezePerson(c.var.house, c.var.actor, c.var.campaign, c.req.valid('param').id, c.req.valid('json').reason)
      return c.body(null, 204)
    },
  )
  const wayIn = z.object({ kind: z.enum(waysIn) }).strict()
  api.openapi(
    createRoute({
      method: 'post', path: `${one}/ways-in`, tags, summary: 'A one-time link for somebody who cannot get in', request: { params: idParam, ...body(wayIn) },
      description: '`reset` sets a new password, the second factor stays. `return` begins anew: a new password, no second factor and no passkey any more, and a frozen account is open again once the link was used.',
      responses: { 201: answer(z.object({ link: z.url(), expiresAt: z.iso.datetime() }), 'The link is shown once.'), ...problems(400, 404, 409) },
    }),
    async (c) => {
      const { link, expiresAt } = await makeWayIn(c.var.house, c.var.actor, c.var.campaign, c.req.valid('param').id, c.req.valid('json').kind)
      return c.json({ link, expiresAt: expiresAt.toISOString() }, 201)
    },
  )
}

function invitations(api: Api): void {
  const tags = ['people']
  const path = `${base}/invitations` as const
  const wish = z.object({
    role, whole: z.boolean().optional(), email: z.string().max(254).optional(), hours: z.number().int().min(1).max(720).optional(), cap: z.number().int().min(1).max(500).optional(),
    label: z.string().max(100).optional(), partner: z.string().max(64).optional(), point: z.boolean().optional(),
    waitsFor: waitsFor.nullable().optional().openapi({ description: 'For a link for many; `practice` unless said otherwise, null lets in at once.' }),
  }).strict()
  api.openapi(
    createRoute({ method: 'get', path, tags, summary: 'Invitations that can still be used', request: { params: slugParam }, responses: { 200: answer(z.object({ invitations: z.array(invitation) }), 'Newest first, without their links.'), ...problems(404) } }),
    async (c) => {
      const links = await listInvitations(c.var.house, c.var.actor, c.var.campaign)
      const invitations = links.map((link) => ({
        id: link.id, role: link.role!, whole: link.campaignId === null, email: link.email, usesLeft: link.usesLeft, used: link.used, createdAt: link.createdAt.toISOString(), expiresAt: link.expiresAt.toISOString(),
        label: link.label, point: link.point, waitsFor: link.waitsFor, partner: link.organisationId === c.var.campaign.organisationId ? null : link.organisationId,
      }))
      return c.json({ invitations }, 200)
    },
  )
  const made = z.object({ id: z.string(), link: z.url(), expiresAt: z.iso.datetime() })
  api.openapi(
    createRoute({ method: 'post', path, tags, summary: 'Invite by link', request: { params: slugParam, ...body(wish) }, responses: { 201: answer(made, 'The link is shown once.'), ...problems(400, 404) } }),
    async (c) => {
      const done = await invite(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json'))
      return c.json({ ...done, expiresAt: done.expiresAt.toISOString() }, 201)
    },
  )
  const list = z.object({ text: z.string().max(100_000), role, hours: z.number().int().min(1).max(720).optional(), partner: z.string().max(64).optional(), named: z.boolean().optional().openapi({ description: 'Links also for lines with a name and no address.' }) }).strict()
  const listed = z.object({
    made: z.array(z.object({ id: z.string(), name: z.string(), email: z.string().nullable(), link: z.url() })),
    left: z.array(z.object({ line: z.number().int(), text: z.string(), reason: z.enum(leftReasons) })),
  }).openapi('InvitedList')
  api.openapi(
    createRoute({ method: 'post', path: `${base}/invitation-lists`, tags, summary: 'Invite a pasted list of names and addresses', request: { params: slugParam, ...body(list) }, responses: { 201: answer(listed, 'A link for each line that could be read, and why the others were left.'), ...problems(400, 404, 422) } }),
    async (c) => {
      const { text, ...wish } = c.req.valid('json')
      const { made, left } = await inviteListed(c.var.house, c.var.actor, c.var.campaign, readPeople(text), wish)
      return c.json({ made, left }, 201)
    },
  )
  api.openapi(
    createRoute({ method: 'delete', path: `${path}/{id}`, tags, summary: 'Take an invitation back', request: { params: idParam }, responses: { 204: none, ...problems(404) } }),
    async (c) => {
      await takeBackInvitation(c.var.house, c.var.actor, c.var.campaign, c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
}

function partners(api: Api): void {
  const tags = ['people']
  const path = `${base}/coalition` as const
  const person = z.object({ id: z.string(), name: z.string() })
  const ally = z.object({ id: z.string(), name: z.string(), joinedAt: z.iso.datetime(), points: z.array(person), people: z.number().int(), invited: z.number().int() }).openapi('Ally')
  api.openapi(
    createRoute({ method: 'get', path, tags, summary: 'Partners whose people work in the campaign', request: { params: slugParam }, responses: { 200: answer(z.object({ partners: z.array(ally) }), 'By name; a point person sees their own.'), ...problems(404) } }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'person.look-after')
      const only = onlyOf(actor, campaign)
      const partners = (await coalitionOf(house.db, campaign.id, house.clock.now())).filter((one) => !only || only.includes(one.id))
      return c.json({ partners: partners.map((one) => ({ ...one, joinedAt: one.joinedAt.toISOString() })) }, 200)
    },
  )
  const wish = z.object({ name: z.string().max(200), email: z.string().max(254).optional(), label: z.string().max(100).optional(), hours: z.number().int().min(1).max(720).optional() }).strict()
  const made = z.object({ organisationId: z.string(), id: z.string(), link: z.url(), expiresAt: z.iso.datetime() })
  api.openapi(
    createRoute({ method: 'post', path, tags, summary: 'Let a partner take part; the link makes its point person', request: { params: slugParam, ...body(wish) }, responses: { 201: answer(made, 'Pass the link on to the point person.'), ...problems(400, 404) } }),
    async (c) => {
      const done = await bringIn(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json'))
      return c.json({ ...done, expiresAt: done.expiresAt.toISOString() }, 201)
    },
  )
  api.openapi(
    createRoute({ method: 'delete', path: `${path}/{id}`, tags, summary: 'A partner leaves: its people are out, what they hold goes back, what they did stays', request: { params: idParam }, responses: { 200: answer(z.object({ people: z.number().int() }), 'How many went.'), ...problems(404) } }),
    async (c) => c.json({ people: await leaveCoalition(c.var.house, c.var.actor, c.var.campaign, c.req.valid('param').id) }, 200),
  )
}

function tokens(api: Api): void {
  const tags = ['tokens']
  const path = `${base}/tokens` as const
  api.openapi(
    createRoute({ method: 'get', path, tags, summary: 'Tokens of the campaign', request: { params: slugParam }, responses: { 200: answer(z.object({ tokens: z.array(token) }), 'Newest first, without their secrets.'), ...problems(404) } }),
    async (c) => {
      const tokens = await listTokens(c.var.house, c.var.actor, c.var.campaign)
      return c.json({ tokens: tokens.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) }, 200)
    },
  )
  const wish = z.object({ scopes: z.array(scope).min(1).max(scopes.length) }).strict()
  api.openapi(
    createRoute({ method: 'post', path, tags, summary: 'Make a token of your own', request: { params: slugParam, ...body(wish) }, responses: { 201: answer(z.object({ id: z.string(), token: z.string() }), 'Shown once.'), ...problems(400, 404) } }),
    async (c) => c.json(await addToken(c.var.house, c.var.actor, c.var.campaign, c.req.valid('json').scopes), 201),
  )
  api.openapi(
    createRoute({ method: 'delete', path: `${path}/{id}`, tags, summary: 'End a token', request: { params: idParam }, responses: { 204: none, ...problems(404) } }),
    async (c) => {
      await revokeToken(c.var.house, c.var.actor, c.var.campaign, c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
}

function auditLog(api: Api): void {
  const query = z.object({ after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(1_000).default(100), kind: z.string().max(64).optional() })
  api.openapi(
    createRoute({ method: 'get', path: `${base}/audit`, tags: ['audit'], summary: 'Who did what with people and their data', request: { params: slugParam, query }, responses: { 200: answer(z.object({ entries: z.array(auditEntry), next: z.string().nullable() }), 'Newest first.'), ...problems(400, 404) } }),
    async (c) => {
      allow(c.var.actor, c.var.campaign, 'audit.read')
      const page = c.req.valid('query')
      const rows = await readAudit(c.var.house.db, c.var.campaign.id, page)
      const next = rows.length === page.limit ? rows.at(-1)!.id : null
      return c.json({ entries: rows.map((row) => ({ ...row, at: row.at.toISOString() })), next }, 200)
    },
  )
}
