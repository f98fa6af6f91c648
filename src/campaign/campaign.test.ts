import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser, identityOf } from '#person/index.ts'
import type { Api } from '#core/index.ts'
import { apiOf } from '../api.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import {
  addCampaign, addPlaces, campaignBySlug, campaignIn, findPlace, findPlaces, foldName, institutionCalled, institutionsOf, issueAreasOf, nameIn, publicVersion,
  reservedSlugs, setInstitutions, setIssueAreas, type Campaign, type NewInstitution,
} from './index.ts'

let desk: TestHouse
let api: Api
let water: Campaign

beforeAll(async () => {
  desk = await openTestHouse()
  api = apiOf(desk.house, () => '192.0.2.1')
  water = await addCampaign(desk.house, { slug: 'water', name: 'Water', hashtags: ['#AguaYa', 'AguaYa'], languages: ['en', 'es'], question: 'When?', words: { es: { question: '¿Cuándo?' } } })
})
afterAll(async () => {
  await desk?.close()
})

test('no campaign can take an address that the house needs, now or by a screen of its own', async () => {
  for (const slug of ['desk', 'api', 'sign-in', '_app', 'favicon.ico', 'healthz']) expect(reservedSlugs.has(slug)).toBe(true)
  const screens = (await readdir(new URL('../routes', import.meta.url), { withFileTypes: true })).filter((one) => one.isDirectory()).map((one) => one.name)
  const inside = await Promise.all(screens.filter((name) => name.startsWith('(')).map((name) => readdir(new URL(`../routes/${name}`, import.meta.url), { withFileTypes: true })))
  const words = [...screens, ...inside.flat().filter((one) => one.isDirectory()).map((one) => one.name)].filter((name) => !/^[[(]/.test(name))
  expect(words.length).toBeGreaterThan(0)
  expect(words.filter((word) => !reservedSlugs.has(word))).toEqual([])
  const files = await readdir(new URL('../../static', import.meta.url))
  expect(files.filter((file) => !reservedSlugs.has(file) && /^[a-z0-9][a-z0-9-]{1,60}$/.test(file))).toEqual([])
  await expect(addCampaign(desk.house, { slug: 'desk', name: 'Desk' })).rejects.toMatchObject({ code: 'slug-reserved' })
})

test('an address is short and plain, and belongs to one campaign', async () => {
  for (const slug of ['a', 'Water', 'w_w', '-water', 'wa ter', 'w/w', '', 'w'.repeat(62)]) {
    await expect(addCampaign(desk.house, { slug, name: 'X' })).rejects.toMatchObject({ code: 'slug-wrong' })
  }
  await expect(addCampaign(desk.house, { slug: 'water', name: 'X' })).rejects.toMatchObject({ code: 'campaign-exists', status: 409 })
})

test('the first campaign brings its organisation, the next joins it, a named one that is new is made', async () => {
  const { house } = desk
  const air = await addCampaign(house, { slug: 'air', name: 'Air' })
  expect(air.organisationId).toBe(water.organisationId)
  const forest = await addCampaign(house, { slug: 'forest', name: 'Forest', organisation: 'Forest Watch' })
  expect(forest.organisationId).not.toBe(water.organisationId)
  await expect(addCampaign(house, { slug: 'sea', name: 'Sea' })).rejects.toMatchObject({ code: 'which-organisation' })
  expect((await addCampaign(house, { slug: 'sea', name: 'Sea', organisation: 'forest watch' })).organisationId).toBe(forest.organisationId)
})

test('a campaign is read back as it was given, and speaks the language asked for where it can', async () => {
  expect(await campaignBySlug(desk.house.db, 'water')).toEqual(water)
  expect(water).toMatchObject({ hashtags: ['AguaYa'], precision: 'district' })
  expect(campaignIn(water, 'es-MX')).toMatchObject({ question: '¿Cuándo?', name: 'Water' })
  expect(campaignIn(water, 'ar').question).toBe('When?')
  expect([nameIn({ en: 'Water', es: 'Agua' }, 'es-AR'), nameIn({ en: 'Water' }, 'ar'), nameIn({ fr: 'Eau' }, 'ar')]).toEqual(['Agua', 'Water', 'Eau'])
})

test('issue areas keep their ids by key, their order as given, and cannot go while work hangs on them', async () => {
  const { house } = desk
  const set = (keys: string[]) => house.db.transact((t) => setIssueAreas(t, water.id, keys.map((key) => ({ key, names: { en: key } })), house.clock.now()))
  const first = await set(['price', 'quality', 'access'])
  const before = await publicVersion(house.db, water.id)
  const second = await set(['access', 'price'])
  expect(second.map((one) => [one.key, one.id])).toEqual(['access', 'price'].map((key) => [key, first.find((one) => one.key === key)!.id]))
  expect(BigInt(await publicVersion(house.db, water.id))).toBeGreaterThan(BigInt(before))
  await house.db.rows(`insert into question (campaign_id, id, number, issue_area_id, created_at) values ($1, $2, 1, $3, $4)`, [water.id, water.id, second[0]!.id, house.clock.now()])
  await expect(set(['price'])).rejects.toMatchObject({ code: 'in-use', status: 409 })
  expect((await issueAreasOf(house.db, water.id)).map((one) => one.key)).toEqual(['access', 'price'])
  await expect(set(['price', 'price'])).rejects.toMatchObject({ code: 'key-twice' })
})

test('institutions owe answers for the areas given, and are found by key or by name in any language', async () => {
  const { house } = desk
  const given: NewInstitution[] = [{ key: 'health', names: { en: 'Ministry of Health', es: 'Ministerio de Salud Pública', ar: 'وزارة الصحّة' }, issueAreas: ['access', 'price', 'price'] }, { key: 'council', names: { en: 'City council' }, issueAreas: [] }]
  const set = (list: NewInstitution[]) => house.db.transact((t) => setInstitutions(t, water.id, list, house.clock.now()))
  const first = await set(given)
  const areas = await issueAreasOf(house.db, water.id)
  expect(first.map((one) => [one.key, one.issueAreaIds.length])).toEqual([['council', 0], ['health', 2]])
  expect(first[1]!.issueAreaIds.sort()).toEqual(areas.map((one) => one.id).sort())
  for (const called of ['health', 'ministerio de salud publica', 'MINISTRY OF HEALTH', 'وزاره الصحة']) expect(await institutionCalled(house.db, water.id, called)).toMatchObject({ key: 'health', id: first[1]!.id })
  await expect(institutionCalled(house.db, water.id, 'army')).rejects.toMatchObject({ code: 'unknown-institution' })
  await expect(set([{ key: 'x', names: { en: 'X' }, issueAreas: ['nothing'] }])).rejects.toMatchObject({ code: 'unknown-issue-area' })
  expect((await set([given[0]!])).map((one) => one.key)).toEqual(['health'])
  expect(await institutionsOf(house.db, water.id)).toHaveLength(1)
})

test('a place is found whatever the script, the accents and the case, and not when two are called so', async () => {
  const { house } = desk
  await house.db.transact((t) => addPlaces(t, water.id, [
    { name: 'São Pedro', names: ['ساو بيدرو', 'Сан-Педру'], district: 'Norte', lat: -1.5, lon: -48.5 },
    { name: 'Al-Hasaka', names: ['الحسكة', 'الحسكه'], lat: 36.5, lon: 40.75 },
    { name: 'Santa Ana', district: 'Este', lat: 1, lon: 1 }, { name: 'Santa Ana', district: 'Oeste', lat: 2, lon: 2 }, { name: 'Santa Ana del Norte', lat: 3, lon: 3 },
  ], house.clock.now()))
  for (const text of ['sao pedro', 'SÃO PEDRO', 'São-Pedro', ' ساو بيدرو ', 'сан педру']) expect(await findPlace(house.db, water.id, text)).toMatchObject({ name: 'São Pedro', lat: -1.5, lon: -48.5, district: 'Norte' })
  for (const text of ['الحَسَكة', 'الحسكه', 'al hasaka', 'Al‑Hasaka']) expect(await findPlace(house.db, water.id, text)).toMatchObject({ name: 'Al-Hasaka' })
  expect(await findPlace(house.db, water.id, 'santa ana')).toBeUndefined()
  expect((await findPlaces(house.db, water.id, 'santa an')).map((one) => one.name)).toEqual(['Santa Ana', 'Santa Ana', 'Santa Ana del Norte'])
  expect(await findPlaces(house.db, water.id, '%')).toEqual([])
  const other = (await campaignBySlug(house.db, 'air'))!
  expect(await findPlace(house.db, other.id, 'sao pedro')).toBeUndefined()
  expect(foldName('L’Haÿ‑les‑Roses')).toBe('lhay les roses')
})

test('owners add campaigns, coordinators change theirs, volunteers neither, over the API', async () => {
  const { house } = desk
  const password = 'four words nobody puts together'
  const cookies: Record<string, string> = {}
  for (const [name, role, campaign] of [['owner', 'owner', undefined], ['coordinator', 'coordinator', 'air'], ['volunteer', 'volunteer', 'air']] as const) {
    await addUser(house, { email: `${name}@example.org`, role, campaign, organisation: 'Water', password })
    const [cookie] = (await identityOf(house).signIn({ email: `${name}@example.org`, password })).cookies
    cookies[name] = `${cookie!.name}=${encodeURIComponent(cookie!.value)}`
  }
  const call = async (who: string, method: string, path: string, body?: unknown) => {
    const response = await api.request(`http://localhost:8420/api/campaigns${path}`, { method, headers: { cookie: cookies[who]!, 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) })
    return { status: response.status, body: await response.json() as any }
  }
  expect((await call('owner', 'GET', '')).body.campaigns.map((one: { slug: string }) => one.slug)).toEqual(['air', 'water'])
  expect((await call('coordinator', 'GET', '')).body.campaigns).toMatchObject([{ slug: 'air', role: 'coordinator' }])
  expect(await call('owner', 'POST', '', { slug: 'rivers', name: 'Rivers', languages: ['en', 'ar'] })).toMatchObject({ status: 201, body: { slug: 'rivers', role: 'owner' } })
  expect(await call('owner', 'POST', '', { slug: 'api', name: 'Rivers' })).toMatchObject({ status: 409, body: { code: 'slug-reserved' } })
  for (const who of ['coordinator', 'volunteer']) expect(await call(who, 'POST', '', { slug: 'more', name: 'More' })).toMatchObject({ status: 403 })

  const areas = { issueAreas: [{ key: 'smog', names: { en: 'Smog' }, words: { en: ['smoke'] } }] }
  expect((await call('volunteer', 'PUT', '/air/issue-areas', areas)).status).toBe(403)
  expect((await call('coordinator', 'PUT', '/air/issue-areas', areas)).status).toBe(200)
  expect((await call('coordinator', 'PUT', '/air/institutions', { institutions: [{ key: 'city', names: { en: 'City' }, issueAreas: ['smog'] }] })).status).toBe(200)
  expect((await call('coordinator', 'PUT', '/air/places', { places: [{ name: 'Old Town', lat: 10, lon: 20 }] })).body).toEqual({ places: 1 })
  expect(await call('coordinator', 'PATCH', '/air', { goal: 'Clean air', consent: { x: { quote: false } }, precision: '1km' })).toMatchObject({ status: 200, body: { goal: 'Clean air', precision: '1km', consent: { x: { quote: false } } } })
  const looser = { consent: { sms: { quote: true } }, goal: 'Not kept' }
  expect(await call('coordinator', 'PATCH', '/air', { ...looser, consentReason: 'Everybody was told so' })).toMatchObject({ status: 403 })
  expect(await call('owner', 'PATCH', '/air', looser)).toMatchObject({ status: 422, body: { code: 'consent-reason' } })
  expect(await call('owner', 'PATCH', '/air', { consent: looser.consent, consentReason: 'Everybody is told so in the first message' })).toMatchObject({ status: 200 })
  for (const wrong of [{ consent: { pigeon: { quote: true } } }, { consent: { sms: { sell: true } } }, { precision: '1mm' }, { slug: 'else' }]) {
    expect(await call('coordinator', 'PATCH', '/air', wrong)).toMatchObject({ status: 400, body: { code: 'invalid' } })
  }
  expect((await call('volunteer', 'GET', '/air')).body).toMatchObject({ goal: 'Clean air', consent: { sms: { quote: true } }, issueAreas: [{ key: 'smog', words: { en: ['smoke'] } }], institutions: [{ key: 'city', issueAreas: ['smog'] }] })
  expect((await call('volunteer', 'GET', '/air/places?q=old')).body).toMatchObject({ places: [{ name: 'Old Town', lat: 10, lon: 20 }] })
  expect((await call('coordinator', 'GET', '/water')).status).toBe(404)
})
