import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, sentence, type Office } from '../../../test/harness/office.ts'

let office: Office
const ids: Record<string, string> = {}
beforeAll(async () => {
  office = await openOffice()
  for (const name of ['ana', 'ben']) ids[name] = await office.person(name, 'volunteer')
  ids['cora'] = await office.person('cora', 'coordinator')
  await office.say([
    { channel: 'form', externalId: 'es', text: 'El puente viejo sigue cerrado desde marzo', language: 'es' },
    { channel: 'form', externalId: 'ar', text: 'الجسر القديم مغلق منذ آذار', language: 'ar' },
    { channel: 'form', externalId: 'en-urgent', text: 'Somebody is trapped in the lift of the town hall', language: 'en' },
    { channel: 'form', externalId: 'en-far', text: sentence(3), language: 'en', place: { name: 'Farview', lat: 20, lon: 30 } },
    { channel: 'form', externalId: 'en-near', text: sentence(44), language: 'en', place: { name: 'Harbour', lat: 13.7, lon: -89.2 } },
    { channel: 'form', externalId: 'water', text: 'Water prices doubled again without a word', language: 'en' },
  ])
  const { house, campaign } = office
  await house.db.rows(`update statement s set suggested_area_id = (select id from issue_area where campaign_id = $1 and key = 'water')
    from statement_text x where s.campaign_id = $1 and x.campaign_id = $1 and x.statement_id = s.id and x.text like 'Water prices%'`, [campaign.id])
})
afterAll(() => office?.close())

const here = (who: string, method: string, path: string, body?: unknown) => office.here(who, method, path, body)

/** What somebody gets who takes all they can; it goes back at once. */
async function gets(who: string): Promise<string[]> {
  const { claims } = (await here(who, 'POST', '/claims', { count: 25 })).body
  for (const { statement } of claims) await here(who, 'DELETE', `/claims/${statement.id}`)
  const rows = await office.house.db.rows<{ id: string; name: string }>(
    `select f.statement_id as id, p.external_id as name from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id where f.campaign_id = $1`, [office.campaign.id])
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return claims.map((one: { statement: { id: string } }) => names.get(one.statement.id)).sort()
}
const set = (who: string, skill: object) => here('cora', 'PUT', `/skills/${ids[who]}`, skill)
const all = ['ar', 'en-far', 'en-near', 'en-urgent', 'es', 'water']

test('of whom nothing is said, everything is expected', async () => {
  expect(await gets('ana')).toEqual(all)
})

test('people say which languages they read, and get nothing else', async () => {
  expect((await here('ana', 'PUT', '/skills/me', { languages: ['ES', 'en'] })).body).toMatchObject({ languages: ['es', 'en'], level: 'trained' })
  expect(await gets('ana')).toEqual(['en-far', 'en-near', 'en-urgent', 'es', 'water'])
  expect((await here('ana', 'PUT', '/skills/me', { level: 'trusted' })).status).toBe(400)
  expect((await here('ana', 'PUT', `/skills/${ids['ben']}`, { languages: [] })).status).toBe(403)
  expect((await here('ana', 'PUT', '/skills/me', { languages: ['not a language'] })).body.code).toBe('language-wrong')
})

test('a new one gets nothing urgent; an area and a region narrow, and what is unknown fits everybody', async () => {
  await set('ben', { level: 'new' })
  expect(await gets('ben')).toEqual(all.filter((one) => one !== 'en-urgent'))
  await set('ben', { level: 'trained', around: { name: 'San Salvador', lat: 13.69, lon: -89.19, km: 50 } })
  expect(await gets('ben')).toEqual(all.filter((one) => one !== 'en-far'))
  await set('ben', { around: null, areas: ['health'] })
  expect(await gets('ben')).toEqual(all.filter((one) => one !== 'water'))
  expect((await set('ben', { areas: ['nowhere'] })).body.code).toBe('unknown-issue-area')
  await set('ben', { areas: [] })
  expect(await gets('ben')).toEqual(all)
})

test('who gets nothing is told what waits for others, and why', async () => {
  await here('ana', 'PUT', '/skills/me', { languages: ['fr'] })
  expect(await gets('ana')).toEqual([])
  const { body } = await here('ana', 'GET', '/skills/me')
  expect(body.left).toEqual({ waiting: 6, groups: 0, by: { languages: 6 }, languages: [{ language: 'en', count: 4 }, { language: 'ar', count: 1 }, { language: 'es', count: 1 }] })
})

test('picking one by hand is free to everybody: skills say what is next, not what is allowed', async () => {
  const arabic = (await here('ana', 'GET', '/statements?language=ar')).body.statements[0]
  expect((await here('ana', 'POST', '/claims', { statement: arabic.id })).status).toBe(201)
})
