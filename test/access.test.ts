/**
 * Every route of the API and every screen, walked by everybody: what nobody has decided yet fails. Who may what is said in one
 * place, src/person/may.ts; which ability a route or a screen asks for stands in access/routes.ts and access/screens.ts.
 */
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, CampaignRef } from '#core/index.ts'
import { may, roleIn, waitsIn, type Ability } from '#person/index.ts'
import { apiOf } from '../src/api.ts'
import { placesFor } from '../src/routes/[slug]/(work)/places.ts'
import { everybody, type Comer } from './access/comers.ts'
import { elsewhere, nothing, routes, type Asks } from './access/routes.ts'
import { forms, screens, things, type Screen } from './access/screens.ts'
import { serveTestHouse, type ServedHouse } from './harness/browser.ts'

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
  const query = pattern.endsWith('/places') ? '?q=a' : pattern.endsWith('/places/meant') ? '?name=a' : pattern.endsWith('/places/area') ? '?lat=1&lon=1' : /\/evidence\/:evidence$|^DELETE.*\/(moments\/:id|publications\/:id(\/approval|\/pictures\/:picture)?)$/.test(route) ? '?version=1' : ''
  const path = pattern.replace(':slug', slug).replace(':point', 'time').replace(':network', 'x').replaceAll(/:\w+/g, nothing) + query
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
  return roleIn(actor, water) ? 'forbidden' : 'not there'
}

test('everybody gets from every route what the table of abilities says', async () => {
  const wrong: string[] = []
  for (const [route, [asks]] of Object.entries(routes)) {
    await Promise.all(comers.map(async (comer) => {
      const got = verdict(await ask(comer, route, 'water-now'))
      const want = expected(asks, comer)
      if (got !== want) wrong.push(`${route} by ${comer.name}: ${got}, not ${want}`)
    }))
  }
  expect(wrong).toEqual([])
})

test('of a campaign of others nothing is told, not even that it is there', async () => {
  const wrong: string[] = []
  for (const route of Object.keys(routes).filter((name) => name.includes(':slug'))) {
    await Promise.all(comers.filter((one) => !one.actor || /another/.test(one.name)).map(async (comer) => {
      // Its own campaign is the one that a collector's link tells of.
      if (routes[route]![0] === 'a collector' && comer.name === 'collector') return
      const [there, nowhere] = await Promise.all([ask(comer, route, 'water-now'), ask(comer, route, 'nowhere')])
      if (there.status !== nowhere.status || there.body !== nowhere.body) wrong.push(`${route} by ${comer.name}: ${JSON.stringify([there, nowhere])}`)
    }))
  }
  expect(wrong).toEqual([])
})

const root = resolve(import.meta.dirname, '../src/routes')

function screensThere(): { folder: string; page: boolean }[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === '+page.svelte' || entry.name === '+server.ts')
    .map((entry) => ({ folder: `/${entry.parentPath.slice(root.length + 1)}`, page: entry.name === '+page.svelte' }))
}

test('the masthead leads nobody to a screen that would refuse them', () => {
  const owner = comers.find(({ name }) => name === 'owner')!.actor!
  const paths = placesFor(owner, water).flatMap(({ places }) => places.map(({ path }) => path))
  expect(paths.filter((path, at) => paths.indexOf(path) !== at), 'a place that stands there twice').toEqual([])
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
  if (screen === 'own') return actor ? '200' : '303 to the sign-in'
  if (screen === 'home') return actor ? '200' : '303 /sign-in'
  if (screen === 'sign-in') return actor ? '303 /desk' : '200'
  if (screen === 'leads on') return actor ? '303 on' : '303 /sign-in?next=/desk'
  if (!actor) return page ? '303 to the sign-in' : '401'
  if (may(actor, water, screen)) return thing ? '404' : '200'
  if (page && waitsIn(actor, water)) return '303 on'
  return may(actor, water, 'campaign.enter') ? '403' : '404'
}

test('every screen opens for whom it is meant, and for nobody else', async () => {
  const wrong: string[] = []
  // Screens know no tokens: whoever comes with one is nobody.
  const visitors = comers.map((comer) => ({ ...comer, actor: comer.headers['authorization'] ? undefined : comer.actor }))
  for (const { folder, page } of screensThere()) {
    const screen = screens[folder]
    if (screen === undefined) continue
    await Promise.all(visitors.map(async (comer) => {
      const seen = await visit(comer, folder, 'water-now', /\/(keep|look|handover)$/.test(folder) ? 'POST' : 'GET')
      const want = expectedScreen(screen, comer.actor, page, things.includes(folder))
      const to = seen.to?.startsWith('/sign-in?next=') && want === '303 to the sign-in' ? 'to the sign-in' : want === '303 on' && seen.to && !seen.to.startsWith('/sign-in') ? 'on' : seen.to
      const got = [seen.status, to].filter(Boolean).join(' ')
      if (got !== want) wrong.push(`${folder} by ${comer.name}: ${got}, not ${want}`)
    }))
  }
  expect(wrong).toEqual([])
})

test('a screen of a campaign of others looks like one of a campaign that is not there', async () => {
  const wrong: string[] = []
  for (const { folder, page } of screensThere().filter(({ folder }) => folder.includes('(work)'))) {
    const method = page ? 'GET' : 'POST'
    await Promise.all(comers.filter((one) => !one.headers['authorization'] && /another|nobody|frozen/.test(one.name)).map(async (comer) => {
      const [there, nowhere] = await Promise.all([visit(comer, folder, 'water-now', method), visit(comer, folder, 'nowhere', method)])
      const plain = ({ status, to, body }: typeof there) => JSON.stringify([status, to, body]).replaceAll(/water-now|nowhere/g, 'SLUG')
      if (plain(there) !== plain(nowhere)) wrong.push(`${folder} by ${comer.name}: ${there.status}, ${nowhere.status}`)
    }))
  }
  expect(wrong).toEqual([])
})

test('no form does anything for whom it is not meant', async () => {
  const wrong: string[] = []
  let tried = 0
  for (const { folder } of screensThere().filter((one) => one.page && one.folder.includes('(work)'))) {
    const module = await import(join(root, folder, '+page.server.ts')).catch((error: Error) => void wrong.push(`${folder}: ${error.message}`))
    const path = folder.replaceAll(/\/\([^)]*\)/g, '').replace('[slug]', 'water-now').replaceAll(/\[\w+\]/g, nothing)
    for (const name of Object.keys((module as { actions?: object })?.actions ?? {})) {
      await Promise.all(comers.filter((one) => one.headers['authorization'] || !may(one.actor, water, forms[folder] ?? (screens[folder] as Ability))).map(async (comer) => {
        const response = await fetch(`${served.url}${path}${name === 'default' ? '' : `?/${name}`}`, {
          method: 'POST', headers: { ...comer.headers, origin: served.url, 'content-type': 'application/x-www-form-urlencoded' }, body: `statement=${nothing}&id=${nothing}&version=1`, redirect: 'manual',
        })
        tried += 1
        const ledAway = response.status === 303 && response.headers.get('location')!.startsWith('/sign-in')
        if (![401, 403, 404].includes(response.status) && !ledAway) wrong.push(`${folder}?/${name} by ${comer.name}: ${response.status} ${response.headers.get('location') ?? ''}`)
      }))
    }
  }
  expect(wrong).toEqual([])
  expect(tried).toBeGreaterThan(0)
})
