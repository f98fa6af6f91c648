/**
 * Every route of the API and every screen, walked by everybody: what nobody has decided yet fails. Who may what is said in one
 * place, src/person/may.ts; which ability a route or a screen asks for stands in access/routes.ts and access/screens.ts.
 */
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor, CampaignRef } from '#core/index.ts'
import { may, type Ability } from '#person/index.ts'
import { apiOf } from '../src/api.ts'
import { placesFor } from '../src/routes/[slug]/(work)/places.ts'
import { everybody, type Comer } from './access/comers.ts'
import { elsewhere, nothing, routes, type Asks } from './access/routes.ts'
import { forms, screens, things, type Screen } from './access/screens.ts'
import { serveTestHouse, type ServedHouse } from './harness/browser.ts'

// A hundred routes by twenty comers: on busy cores the walk outgrows the usual limit.
vi.setConfig({ testTimeout: 120_000 })

let served: ServedHouse
let api: ReturnType<typeof apiOf>
let water: CampaignRef
let comers: Comer[] = []

beforeAll(async () => {
  served = await serveTestHouse()
  api = apiOf(served.house, () => '192.0.2.1')
  ;({ water, comers } = await everybody(served.house))
})
afterAll(() => served?.close())

const emailOf = (name: string) => `${name.replaceAll(' ', '-')}@example.org`

async function person(name: string, role: Role, campaign: string | undefined): Promise<void> {
  await addUser(served.house, { email: emailOf(name), name, role, campaign, organisation: campaign ? undefined : 'River Watch', password })
  const { cookies } = await identityOf(served.house).signIn({ email: emailOf(name), password, address: name })
  comers.push({ name, headers: { cookie: cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ') }, actor: undefined })
}

async function token(name: string, of: string, scopes: Scope[], campaign: string): Promise<void> {
  const made = await addTokenFor(served.house, { email: emailOf(of), campaign, scopes })
  comers.push({ name, headers: { authorization: `Bearer ${made.token}` }, actor: undefined })
}

/** The links of collectors, as a program would try them: as a bearer, and put where a session's cookie stands. */
async function collectors(owner: Actor | undefined): Promise<void> {
  const session = comers.find((one) => one.name === 'owner')!.headers['cookie']!.split('=')[0]!
  const wish = { collectors: [{ label: 'Marisol', place: 'Law faculty' }], days: 7, cap: 100 }
  const secretOf = async (campaign: CampaignRef, of: Actor | undefined) => (await makeCollectors(served.house, of, campaign, wish))[0]!.link.split('/').at(-1)!
  const secret = await secretOf(water, owner)
  comers.push({ name: 'collector', headers: { authorization: `Bearer ${secret}` }, actor: undefined })
  comers.push({ name: "collector's link as a cookie", headers: { cookie: `${session}=${secret}; clamor-campaign=water-now` }, actor: undefined })
  const airOwner = await actorOf(served.house, { cookie: comers.find((one) => one.name === 'owner of another campaign')!.headers['cookie']! })
  const air = await served.house.db.row<CampaignRef>(`select id, slug, organisation_id as "organisationId" from campaign where slug = 'air-now'`)
  comers.push({ name: 'collector of another campaign', headers: { authorization: `Bearer ${await secretOf(air!, airOwner)}` }, actor: undefined })
}

const nothing = '00000000-0000-7000-8000-000000000000'
type Asks = Ability | 'anybody' | 'a collector' | 'who is signed in' | 'a person of their own' | 'an owner of the organisation'

/** A statement and an incident have the same checklist. */
function checklistRoutes(of: string, work: Ability): Record<string, [Asks, unknown?]> {
  const base = `/api/campaigns/:slug/${of}/:id`
  return {
    [`GET ${base}/checklist`]: ['statement.read'],
    [`PUT ${base}/findings/:point`]: [work, { version: 1, standing: 'open' }],
    [`POST ${base}/evidence`]: [work, { version: 1, point: 'time', kind: 'note', text: 'a note' }],
    [`DELETE ${base}/evidence/:evidence`]: [work],
    [`PUT ${base}/override`]: ['verification.override', { version: 1, verification: null }],
  }
}

/** What each route asks for, and a body with which whoever may gets past the schema. */
const routes: Record<string, [Asks, unknown?]> = {
  'GET /api': ['anybody'],
  'GET /api/openapi.json': ['anybody'],
  'GET /api/me': ['who is signed in'],
  'PATCH /api/me': ['a person of their own', {}],
  'GET /api/campaigns': ['who is signed in'],
  'POST /api/campaigns': ['an owner of the organisation', { slug: 'desk', name: 'Refused by its address' }],
  'GET /api/campaigns/:slug': ['campaign.read'],
  'PATCH /api/campaigns/:slug': ['campaign.manage', {}],
  'PUT /api/campaigns/:slug/issue-areas': ['campaign.manage', { issueAreas: [] }],
  'PUT /api/campaigns/:slug/institutions': ['campaign.manage', { institutions: [] }],
  'PUT /api/campaigns/:slug/places': ['campaign.manage', { places: [] }],
  'GET /api/campaigns/:slug/places': ['statement.read'],
  'GET /api/campaigns/:slug/learned-areas': ['statement.read'],
  'PUT /api/campaigns/:slug/learned-areas': ['campaign.manage', { automatic: null }],
  'GET /api/campaigns/:slug/searches': ['statement.read'],
  'POST /api/campaigns/:slug/searches': ['statement.read', { name: 'Water', asking: { q: 'water' } }],
  'DELETE /api/campaigns/:slug/searches/:id': ['statement.read'],
  'GET /api/campaigns/:slug/members': ['person.manage'],
  'PATCH /api/campaigns/:slug/members/:id': ['person.manage', {}],
  'DELETE /api/campaigns/:slug/members/:id': ['person.manage'],
  'PUT /api/campaigns/:slug/members/:id/freeze': ['person.manage', {}],
  'DELETE /api/campaigns/:slug/members/:id/freeze': ['person.manage'],
  'GET /api/campaigns/:slug/invitations': ['person.invite'],
  'POST /api/campaigns/:slug/invitations': ['person.invite', { role: 'observer' }],
  'DELETE /api/campaigns/:slug/invitations/:id': ['person.invite'],
  'GET /api/campaigns/:slug/tokens': ['token.make'],
  'POST /api/campaigns/:slug/tokens': ['token.make', { scopes: ['read'] }],
  'DELETE /api/campaigns/:slug/tokens/:id': ['token.make'],
  'GET /api/campaigns/:slug/audit': ['audit.read'],
  'POST /api/campaigns/:slug/posts': ['intake.post', []],
  'GET /api/campaigns/:slug/imports': ['import'],
  'POST /api/campaigns/:slug/imports': ['import'],
  'POST /api/campaigns/:slug/imports/look': ['import'],
  'GET /api/campaigns/:slug/imports/:id': ['import'],
  'GET /api/campaigns/:slug/imports/:id/rejects': ['import'],
  'GET /api/campaigns/:slug/sheets': ['sheet.type'],
  'POST /api/campaigns/:slug/sheets': ['sheet.type', {}],
  'PUT /api/campaigns/:slug/sheets/photos/:id': ['sheet.type'],
  'GET /api/campaigns/:slug/collect': ['a collector'],
  'POST /api/campaigns/:slug/collect': ['a collector', {}],
  'PUT /api/campaigns/:slug/collect/photos/:id': ['a collector'],
  'GET /api/campaigns/:slug/collectors': ['collector.manage'],
  'POST /api/campaigns/:slug/collectors': ['collector.manage', { collectors: [{ label: 'Ana', place: 'Oldford' }] }],
  'PUT /api/campaigns/:slug/collectors/:id/link': ['collector.manage'],
  'DELETE /api/campaigns/:slug/collectors/:id': ['collector.manage'],
  'GET /api/campaigns/:slug/statements': ['statement.read'],
  'GET /api/campaigns/:slug/statements/:id': ['statement.read'],
  'PATCH /api/campaigns/:slug/statements/:id': ['statement.work', { version: 1 }],
  'GET /api/campaigns/:slug/statements/:id/source': ['statement.read'],
  'PUT /api/campaigns/:slug/statements/:id/source': ['statement.work', { first: nothing }],
  'DELETE /api/campaigns/:slug/statements/:id/source': ['statement.work'],
  'PUT /api/campaigns/:slug/statements/:id/posts/:post/judgement': ['statement.work', { version: 1, hand: 'heard' }],
  'GET /api/campaigns/:slug/statements/:id/asks': ['statement.read'],
  'GET /api/campaigns/:slug/statements/:id/posts/:post/contact': ['statement.work'],
  'POST /api/campaigns/:slug/claims': ['statement.work', {}],
  'PUT /api/campaigns/:slug/claims/:statement': ['statement.work'],
  'DELETE /api/campaigns/:slug/claims/:statement': ['statement.work'],
  'POST /api/campaigns/:slug/statements/:id/decisions': ['deed.do', { version: 1, decision: 'done' }],
  'DELETE /api/campaigns/:slug/statements/:id/decisions/:decision': ['deed.do'],
  'GET /api/campaigns/:slug/statements/:id/wordings': ['statement.read'],
  'POST /api/campaigns/:slug/statements/:id/parts': ['statement.work', { version: 1, wording: nothing }],
  'DELETE /api/campaigns/:slug/statements/:id/parts/:refold': ['statement.work'],
  'POST /api/campaigns/:slug/statements/:id/joins': ['statement.work', { version: 1, with: nothing }],
  'DELETE /api/campaigns/:slug/statements/:id/joins/:refold': ['statement.work'],
  'GET /api/campaigns/:slug/queue': ['statement.read'],
  'POST /api/campaigns/:slug/reassignments': ['desk.steer', { statement: nothing, person: 'nobody' }],
  'POST /api/campaigns/:slug/drains': ['desk.steer', { person: 'nobody' }],
  'DELETE /api/campaigns/:slug/steerings/:id': ['desk.steer'],
  'PUT /api/campaigns/:slug/pause': ['desk.steer', { reason: 'no' }],
  'DELETE /api/campaigns/:slug/pause': ['desk.steer'],
  'POST /api/campaigns/:slug/announcements': ['desk.steer', { text: ' ' }],
  'DELETE /api/campaigns/:slug/announcements/:id': ['desk.steer'],
  'GET /api/campaigns/:slug/notices': ['campaign.read'],
  'DELETE /api/campaigns/:slug/notices/:id': ['campaign.read'],
  'GET /api/campaigns/:slug/second-rules': ['room.read'],
  'PUT /api/campaigns/:slug/second-rules': ['campaign.manage', { rules: [] }],
  'GET /api/campaigns/:slug/quality': ['room.read'],
  'PUT /api/campaigns/:slug/quality': ['campaign.manage', { share: 0 }],
  'POST /api/campaigns/:slug/second-opinions': ['statement.work'],
  'PUT /api/campaigns/:slug/second-opinions/:id': ['statement.work', { decision: 'done' }],
  'PUT /api/campaigns/:slug/second-opinions/:id/settlement': ['desk.steer', { settled: 'first' }],
  'GET /api/campaigns/:slug/groups': ['statement.read'],
  'POST /api/campaigns/:slug/groups': ['person.manage', {}],
  'PATCH /api/campaigns/:slug/groups/:id': ['person.manage', {}],
  'DELETE /api/campaigns/:slug/groups/:id': ['person.manage'],
  'GET /api/campaigns/:slug/skills': ['person.manage'],
  'GET /api/campaigns/:slug/skills/me': ['statement.work'],
  'PUT /api/campaigns/:slug/skills/me': ['statement.work', { languages: [] }],
  'PUT /api/campaigns/:slug/skills/:person': ['person.manage', {}],
  'GET /api/campaigns/:slug/queue-order': ['statement.read'],
  'PUT /api/campaigns/:slug/queue-order': ['campaign.manage', {}],
  'GET /api/campaigns/:slug/room': ['room.read'],
  'GET /api/campaigns/:slug/agreement': ['room.read'],
  'GET /api/campaigns/:slug/discards': ['room.read'],
  'GET /api/campaigns/:slug/live': ['statement.read'],
  'GET /api/campaigns/:slug/rules': ['rule.read'],
  'POST /api/campaigns/:slug/rules': ['rule.propose', { kind: 'sender', post: nothing }],
  'PATCH /api/campaigns/:slug/rules/:id': ['rule.make', { state: 'off' }],
  'POST /api/campaigns/:slug/rule-previews': ['rule.propose', { kind: 'phrase', value: 'win a boat' }],
  'GET /api/campaigns/:slug/rules/:id/samples': ['rule.read'],
  'POST /api/campaigns/:slug/rules/:id/verdicts': ['rule.make', { statements: [nothing], verdict: 'noise' }],
  'DELETE /api/campaigns/:slug/rules/:id/verdicts/:statement': ['rule.make'],
  'GET /api/campaigns/:slug/flood-limits': ['rule.read'],
  'PUT /api/campaigns/:slug/flood-limits': ['rule.make', {}],
  'GET /api/campaigns/:slug/helpers': ['referral.work'],
  'POST /api/campaigns/:slug/helpers': ['helper.manage', { name: 'Nobody can be reached', kind: 'lawyer' }],
  'PATCH /api/campaigns/:slug/helpers/:id': ['helper.manage', { version: 1 }],
  'GET /api/campaigns/:slug/referrals': ['referral.work'],
  'GET /api/campaigns/:slug/referrals/:id': ['referral.work'],
  'PATCH /api/campaigns/:slug/referrals/:id': ['referral.work', { version: 1 }],
  'POST /api/campaigns/:slug/statements/:id/referral-letters': ['referral.work', { helper: nothing, post: nothing, passes: ['words'] }],
  'GET /api/campaigns/:slug/alarms': ['statement.read'],
  'POST /api/campaigns/:slug/alarms': ['alarm.raise', { statement: nothing }],
  'GET /api/campaigns/:slug/alarms/:id': ['statement.read'],
  'PUT /api/campaigns/:slug/alarms/:id/taker': ['alarm.take'],
  'DELETE /api/campaigns/:slug/alarms/:id/taker': ['alarm.take'],
  'PUT /api/campaigns/:slug/alarms/:id/outcome': ['alarm.take', { outcome: 'They are safe.' }],
  'GET /api/campaigns/:slug/duty': ['statement.read'],
  'POST /api/campaigns/:slug/duty': ['alarm.take', { until: '2020-01-01T00:00:00Z' }],
  'DELETE /api/campaigns/:slug/duty/:id': ['alarm.take'],
  'GET /api/campaigns/:slug/alarm-rule': ['statement.read'],
  'PUT /api/campaigns/:slug/alarm-rule': ['alarm.manage', { byWords: true, words: {}, again: 3, coordinators: 6, owners: 12 }],
  'GET /api/campaigns/:slug/incidents': ['statement.read'],
  'GET /api/campaigns/:slug/incidents/:id': ['statement.read'],
  'PATCH /api/campaigns/:slug/incidents/:id': ['incident.edit', { version: 1 }],
  'POST /api/campaigns/:slug/incidents/:id/joins': ['incident.edit', { version: 1, incident: nothing }],
  'POST /api/campaigns/:slug/incidents/:id/splits': ['incident.edit', { version: 1, statements: [nothing] }],
  'DELETE /api/campaigns/:slug/incident-moves/:id': ['incident.edit'],
  'GET /api/campaigns/:slug/mentions': ['statement.read'],
  'DELETE /api/campaigns/:slug/mentions/:note': ['statement.read'],
  'PATCH /api/campaigns/:slug/photos/:post': ['statement.work', {}],
  'GET /api/campaigns/:slug/graphic': ['graphic.manage'],
  'PATCH /api/campaigns/:slug/graphic': ['graphic.manage', {}],
  'PUT /api/campaigns/:slug/statements/:id/graphic': ['statement.work', { graphic: true }],
  'POST /api/campaigns/:slug/statements/:id/looks': ['statement.work'],
  ...checklistRoutes('incidents', 'incident.edit'),
  ...checklistRoutes('statements', 'statement.work'),
  'GET /api/campaigns/:slug/banks': ['campaign.read'],
  'POST /api/campaigns/:slug/banks': ['variant.edit', { name: '', hashtags: [] }],
  'GET /api/campaigns/:slug/banks/:id': ['campaign.read'],
  'PATCH /api/campaigns/:slug/banks/:id': ['variant.edit', { version: 1 }],
  'POST /api/campaigns/:slug/banks/:id/variants': ['variant.edit', { variants: [{ language: 'en', text: 'One text' }] }],
  'PATCH /api/campaigns/:slug/banks/:id/variants/:variant': ['variant.edit', { version: 1 }],
  'GET /api/campaigns/:slug/bursts': ['statement.read'],
  'POST /api/campaigns/:slug/bursts': ['burst.manage', { title: 'Over before it begins', zone: 'UTC', startsAt: '2020-01-01T00:00:00Z', endsAt: '2020-01-01T01:00:00Z' }],
  'GET /api/campaigns/:slug/bursts/:id': ['statement.read'],
  'PATCH /api/campaigns/:slug/bursts/:id': ['burst.manage', { version: 1 }],
  'PUT /api/campaigns/:slug/bursts/:id/stop': ['burst.manage', {}],
  'DELETE /api/campaigns/:slug/bursts/:id/stop': ['burst.manage'],
  'GET /api/campaigns/:slug/questions': ['statement.read'],
  'PATCH /api/campaigns/:slug/questions/:id': ['question.edit', { version: 1 }],
}

/** Routes that are not walked here: better-auth's own, of which src/person/identity.ts opens eight; src/person/identity.test.ts holds them. */
const elsewhere = ['ALL /api/auth/*']

function routesThere(): string[] {
  return [...new Set(api.routes.map((route) => `${route.method} ${route.path}`))].filter((name) => !['ALL /api/*', 'ALL /api/campaigns', 'ALL /api/campaigns/:slug/*'].includes(name))
}

test('every route of the API is decided', () => {
  expect(routesThere().filter((name) => !elsewhere.includes(name)).sort()).toEqual(Object.keys(routes).sort())
})

interface Outcome {
  status: number
  body: string
}

async function ask(comer: Comer, route: string, slug: string): Promise<Outcome> {
  const [method, pattern] = route.split(' ') as [string, string]
  const query = pattern.endsWith('/places') ? '?q=a' : /\/evidence\/:evidence$|^DELETE.*\/moments\/:id$/.test(route) ? '?version=1' : ''
  const path = pattern.replace(':slug', slug).replace(':point', 'time').replaceAll(/:\w+/g, nothing) + query
  const body = routes[route]![1]
  const response = await api.request(`${served.url}${path}`, {
    method, headers: { ...comer.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (/event-stream/.test(response.headers.get('content-type') ?? '')) {
    await response.body!.cancel()
    return { status: response.status, body: '' }
  }
  const text = await response.text()
  if (response.status >= 400) expect([route, comer.name, response.headers.get('content-type')]).toEqual([route, comer.name, 'application/problem+json'])
  return { status: response.status, body: text }
}

/** In four words, and for an answer that none of them fits the answer itself. */
function verdict({ status, body }: Outcome): string {
  if (status === 401) return 'sign in'
  if (status === 403) return 'forbidden'
  if (status === 404 && JSON.parse(body).detail === 'There is no such campaign.') return 'not there'
  return status < 500 ? 'allowed' : `${status} ${body}`
}

function expected(asks: Asks, { actor, name }: Comer): string {
  if (asks === 'anybody') return 'allowed'
  if (asks === 'a collector') return name === 'collector' ? 'allowed' : 'sign in'
  if (!actor) return 'sign in'
  if (asks === 'who is signed in') return 'allowed'
  if (asks === 'a person of their own') return actor.token ? 'forbidden' : 'allowed'
  // Only whoever holds a role over all of an organisation is an owner of it; its first campaign's owner is not.
  if (asks === 'an owner of the organisation') return name === 'owner of the organisation' ? 'allowed' : 'forbidden'
  if (may(actor, water, asks)) return 'allowed'
  return may(actor, water, 'campaign.read') || actor.roles.some((role) => role.campaignId === water.id || (role.campaignId === undefined && role.organisationId === water.organisationId && !actor.token)) ? 'forbidden' : 'not there'
}

test('everybody gets from every route what the table of abilities says', async () => {
  const wrong: string[] = []
  for (const [route, [asks]] of Object.entries(routes)) {
    for (const comer of comers) {
      const got = verdict(await ask(comer, route, 'water-now'))
      const want = expected(asks, comer)
      if (got !== want) wrong.push(`${route} by ${comer.name}: ${got}, not ${want}`)
    }
  }
  expect(wrong).toEqual([])
})

test('of a campaign of others nothing is told, not even that it is there', async () => {
  const wrong: string[] = []
  for (const route of Object.keys(routes).filter((name) => name.includes(':slug'))) {
    for (const comer of comers.filter((one) => !one.actor || /another/.test(one.name))) {
      // Its own campaign is the one that a collector's link tells of.
      if (routes[route]![0] === 'a collector' && comer.name === 'collector') continue
      const [there, nowhere] = [await ask(comer, route, 'water-now'), await ask(comer, route, 'nowhere')]
      if (there.status !== nowhere.status || there.body !== nowhere.body) wrong.push(`${route} by ${comer.name}: ${JSON.stringify([there, nowhere])}`)
    }
  }
  expect(wrong).toEqual([])
})

type Screen = 'public' | 'unknown link' | 'leads on' | 'home' | 'sign-in' | Ability
/** The screens by their folder; a form on a screen asks for no less than the screen. */
const screens: Record<string, Screen> = {
  '/': 'home',
  '/sign-in': 'sign-in',
  '/sign-out': 'home',
  '/desk': 'leads on',
  '/parts': 'public',
  '/first/[secret]': 'unknown link',
  '/invite/[secret]': 'unknown link',
  '/[slug]/(public)': 'public',
  '/[slug]/(public)/map': 'public',
  '/[slug]/(public)/map/[id]': 'unknown link',
  '/[slug]/(public)/map/[id]/photo/[photo]': 'unknown link',
  '/[slug]/(public)/map.geojson': 'public',
  '/[slug]/(public)/map.csv': 'public',
  '/[slug]/(public)/map.atom': 'public',
  '/[slug]/(public)/land.geojson': 'public',
  '/[slug]/(public)/questions': 'public',
  '/[slug]/(public)/questions.csv': 'public',
  '/[slug]/(public)/questions.json': 'public',
  '/[slug]/(public)/tell': 'public',
  '/[slug]/(public)/receipt': 'public',
  '/[slug]/(public)/answer/[secret]': 'unknown link',
  '/[slug]/(collect)/collect/[secret]': 'unknown link',
  '/[slug]/(collect)/collect/[secret]/app.webmanifest': 'unknown link',
  '/[slug]/(work)/sheet': 'sheet.type',
  '/[slug]/(work)/sheet/app.webmanifest': 'sheet.type',
  '/[slug]/(work)/sheet/photo/[id]': 'sheet.type',
  '/[slug]/(work)/collectors': 'collector.manage',
  '/[slug]/(work)/calls': 'call.take',
  '/[slug]/(work)/calls/script': 'campaign.manage',
  '/[slug]/(work)/desk': 'statement.read',
  '/[slug]/(work)/desk/keep': 'statement.work',
  '/[slug]/(work)/searches': 'statement.read',
  '/[slug]/(work)/practice': 'statement.read',
  '/[slug]/(work)/desk/look': 'statement.read',
  '/[slug]/(work)/notices': 'campaign.read',
  '/[slug]/(work)/room': 'room.read',
  '/[slug]/(work)/room/[person]': 'room.read',
  '/[slug]/(work)/room/decisions': 'room.read',
  '/[slug]/(work)/room/discards': 'room.read',
  '/[slug]/(work)/room/discards.csv': 'room.read',
  '/[slug]/(work)/room/quality': 'room.read',
  '/[slug]/(work)/second-opinion': 'statement.work',
  '/[slug]/(work)/incidents': 'statement.read',
  '/[slug]/(work)/incidents/[id]': 'statement.read',
  '/[slug]/(work)/incidents/[id]/preview': 'statement.read',
  '/[slug]/(work)/graphic': 'graphic.manage',
  '/[slug]/(work)/mentions': 'statement.read',
  '/[slug]/(work)/evidence/[id]': 'statement.work',
  '/[slug]/(work)/asked': 'statement.read',
  '/[slug]/(work)/alarms': 'statement.read',
  '/[slug]/(work)/referrals': 'referral.work',
  '/[slug]/(work)/referrals/new': 'referral.work',
  '/[slug]/(work)/dossiers': 'dossier.make',
  '/[slug]/(work)/dossiers/[id]/[file]': 'dossier.make',
  '/[slug]/(work)/import': 'import',
  '/[slug]/(work)/people': 'person.invite',
  '/[slug]/(work)/photo/[id]': 'statement.work',
  '/[slug]/(work)/rules': 'rule.read',
  '/[slug]/(work)/rules/new': 'rule.propose',
  '/[slug]/(work)/settings': 'campaign.manage',
  '/[slug]/(burst)/burst/[id]': 'unknown link',
  '/[slug]/(burst)/burst/[id]/mail/[secret]': 'unknown link',
  '/[slug]/(burst)/burst/[id]/me/[secret]': 'unknown link',
  '/[slug]/(burst)/burst/[id]/me/[secret]/burst.ics': 'unknown link',
  '/[slug]/(burst)/burst/[id]/me/[secret]/go/[number]/[network]': 'unknown link',
  '/[slug]/(burst)/burst/[id]/me/[secret]/posted/[number]': 'unknown link',
  '/[slug]/(work)/bursts': 'statement.read',
  '/[slug]/(work)/bursts/[id]': 'statement.read',
  '/[slug]/(work)/variants': 'campaign.read',
  '/[slug]/(work)/variants/[id]': 'campaign.read',
}
/** Addresses of single things: to whom they are open, one that is not there is told so. */
const things = ['/[slug]/(work)/dossiers/[id]/[file]', '/[slug]/(work)/sheet/photo/[id]', '/[slug]/(work)/photo/[id]', '/[slug]/(work)/evidence/[id]', '/[slug]/(work)/incidents/[id]', '/[slug]/(work)/incidents/[id]/preview', '/[slug]/(work)/room/[person]', '/[slug]/(work)/bursts/[id]', '/[slug]/(work)/variants/[id]']

const root = resolve(import.meta.dirname, '../src/routes')

function screensThere(): { folder: string; page: boolean }[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === '+page.svelte' || entry.name === '+server.ts')
    .map((entry) => ({ folder: `/${entry.parentPath.slice(root.length + 1)}`, page: entry.name === '+page.svelte' }))
}

test('the masthead leads nobody to a screen that would refuse them', () => {
  for (const { name, actor } of comers) {
    if (!actor) continue
    const refused = placesFor(actor, water).flatMap(({ places }) => places.map(({ path }) => `/[slug]/(work)${path}`)).filter((folder) => !may(actor, water, screens[folder] as Ability))
    expect([name, ...refused]).toEqual([name])
  }
})

test('every screen is decided', () => {
  expect(screensThere().map(({ folder }) => folder).filter((folder) => !(folder in screens))).toEqual([])
})

async function visit(comer: Comer, folder: string, slug: string, method = 'GET'): Promise<{ status: number; to: string | null; body: string }> {
  const path = folder.replaceAll(/\/\([^)]*\)/g, '').replace('[slug]', slug).replaceAll(/\[\w+\]/g, 'nothing') || '/'
  const response = await fetch(`${served.url}${path}`, { method, headers: { ...comer.headers, accept: 'text/html', origin: served.url }, redirect: 'manual' })
  return { status: response.status, to: response.headers.get('location'), body: await response.text() }
}

function expectedScreen(screen: Screen, actor: Actor | undefined, page: boolean, thing: boolean): string {
  if (screen === 'public') return '200'
  if (screen === 'unknown link') return '404'
  if (screen === 'home') return actor ? '200' : '303 /sign-in'
  if (screen === 'sign-in') return actor ? '303 /desk' : '200'
  if (screen === 'leads on') return actor ? '303 on' : '303 /sign-in?next=/desk'
  if (!actor) return page ? '303 to the sign-in' : '401'
  if (may(actor, water, screen)) return thing ? '404' : '200'
  return may(actor, water, 'campaign.read') ? '403' : '404'
}

test('every screen opens for whom it is meant, and for nobody else', async () => {
  const wrong: string[] = []
  // Screens know no tokens: whoever comes with one is nobody.
  const visitors = comers.map((comer) => ({ ...comer, actor: comer.headers['authorization'] ? undefined : comer.actor }))
  for (const { folder, page } of screensThere()) {
    const screen = screens[folder]
    if (screen === undefined) continue
    for (const comer of visitors) {
      const seen = await visit(comer, folder, 'water-now', /\/(keep|look)$/.test(folder) ? 'POST' : 'GET')
      const want = expectedScreen(screen, comer.actor, page, things.includes(folder))
      const to = seen.to?.startsWith('/sign-in?next=') && want === '303 to the sign-in' ? 'to the sign-in' : want === '303 on' && seen.to && !seen.to.startsWith('/sign-in') ? 'on' : seen.to
      const got = [seen.status, to].filter(Boolean).join(' ')
      if (got !== want) wrong.push(`${folder} by ${comer.name}: ${got}, not ${want}`)
    }
  }
  expect(wrong).toEqual([])
})

test('a screen of a campaign of others looks like one of a campaign that is not there', async () => {
  const wrong: string[] = []
  for (const { folder, page } of screensThere().filter(({ folder }) => folder.includes('(work)'))) {
    for (const comer of comers.filter((one) => !one.headers['authorization'] && /another|nobody|frozen/.test(one.name))) {
      const method = page ? 'GET' : 'POST'
      const [there, nowhere] = [await visit(comer, folder, 'water-now', method), await visit(comer, folder, 'nowhere', method)]
      const plain = ({ status, to, body }: typeof there) => JSON.stringify([status, to, body]).replaceAll(/water-now|nowhere/g, 'SLUG')
      if (plain(there) !== plain(nowhere)) wrong.push(`${folder} by ${comer.name}: ${there.status}, ${nowhere.status}`)
    }
  }
  expect(wrong).toEqual([])
})

/** What the forms of a screen ask for, where it is more than the screen. */
const forms: Record<string, Ability> = {
  '/[slug]/(work)/alarms': 'alarm.take',
  '/[slug]/(work)/desk': 'statement.work',
  '/[slug]/(work)/incidents/[id]': 'incident.edit',
  '/[slug]/(work)/asked': 'question.edit',
  '/[slug]/(work)/rules': 'rule.make',
  '/[slug]/(work)/bursts': 'burst.manage',
  '/[slug]/(work)/bursts/[id]': 'burst.manage',
  '/[slug]/(work)/variants': 'variant.edit',
  '/[slug]/(work)/variants/[id]': 'variant.edit',
}

test('no form does anything for whom it is not meant', async () => {
  const wrong: string[] = []
  let tried = 0
  for (const { folder } of screensThere().filter((one) => one.page && one.folder.includes('(work)'))) {
    const module = await import(join(root, folder, '+page.server.ts')).catch((error: Error) => void wrong.push(`${folder}: ${error.message}`))
    const path = folder.replaceAll(/\/\([^)]*\)/g, '').replace('[slug]', 'water-now').replaceAll(/\[\w+\]/g, nothing)
    for (const name of Object.keys((module as { actions?: object })?.actions ?? {})) {
      for (const comer of comers.filter((one) => one.headers['authorization'] || !may(one.actor, water, forms[folder] ?? (screens[folder] as Ability)))) {
        const response = await fetch(`${served.url}${path}${name === 'default' ? '' : `?/${name}`}`, {
          method: 'POST', headers: { ...comer.headers, origin: served.url, 'content-type': 'application/x-www-form-urlencoded' }, body: `statement=${nothing}&id=${nothing}&version=1`, redirect: 'manual',
        })
        tried += 1
        const ledAway = response.status === 303 && response.headers.get('location')!.startsWith('/sign-in')
        if (![401, 403, 404].includes(response.status) && !ledAway) wrong.push(`${folder}?/${name} by ${comer.name}: ${response.status} ${response.headers.get('location') ?? ''}`)
      }
    }
  }
  expect(wrong).toEqual([])
  expect(tried).toBeGreaterThan(0)
})
