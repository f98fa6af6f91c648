import { afterAll, beforeAll, expect, test } from 'vitest'
import { withdraw } from '#post/index.ts'
import { takeSnapshot } from '#publish/index.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { standsFor } from './index.ts'

let office: Office
let serial = 0

beforeAll(async () => {
  office = await openOffice()
  await office.person('vera', 'volunteer')
})
afterAll(() => office?.close())

interface Made {
  id: string
  statements: string[]
  posts: string[]
}

async function made(title: string, reports: number): Promise<Made> {
  let id = 'new'
  const [statements, posts]: string[][] = [[], []]
  for (let at = 0; at < reports; at++) {
    const externalId = `s${serial}`
    await office.say([{ channel: 'mastodon', externalId, text: sentence(serial++), author: { handle: externalId, network: 'mastodon' }, knows: 'saw' }])
    const row = await office.house.db.row<{ s: string; p: string }>(
      `select f.statement_id as s, p.id as p from post p join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id where p.campaign_id = $1 and p.external_id = $2`, [office.campaign.id, externalId])
    const { body } = await office.here('vera', 'POST', '/claims', { statement: row!.s })
    const done = await office.here('vera', 'POST', `/statements/${row!.s}/decisions`, { version: body.claims[0].statement.version, decision: 'incident', incident: id, ...(id === 'new' ? { title } : {}) })
    id = (await office.house.db.row<{ id: string }>(`select incident_id as id from incident_statement where campaign_id = $1 and deed_id = $2`, [office.campaign.id, done.body.decision]))!.id
    statements!.push(row!.s)
    posts!.push(row!.p)
  }
  return { id, statements: statements!, posts: posts! }
}

const get = async (id: string) => (await office.here('vera', 'GET', `/incidents/${id}`)).body
const supports = async (id: string) => (await get(id)).support.map((one: { id: string }) => one.id).sort()
const titles = async () => (await takeSnapshot(office.house, office.campaign)).incidents.map((one) => one.title)
/** All that undoing must bring back, but not the versions, which only go up. */
const state = async (...ids: string[]) => Promise.all(ids.map(async (id) => {
  const { title, verification, support, checklist, posts, people } = await get(id)
  return { title, verification, posts, people, support: support.map((one: { id: string }) => one.id), points: checklist.points }
}))

test('two become one: statements, evidence and findings move, the old address leads on, and undo brings both back as they were', async () => {
  const [a, b] = [await made('Bridge closed', 1), await made('Bridge shut', 2)]
  await office.here('vera', 'POST', `/incidents/${a.id}/evidence`, { version: 0, point: 'place', kind: 'note', text: 'The bridge is the old one.' })
  await office.here('vera', 'PUT', `/incidents/${a.id}/findings/place`, { version: 1, standing: 'holds', sentence: 'Recognised by its towers.' })
  const before = await state(a.id, b.id)
  const number = (await get(a.id)).number
  const joined = await office.here('vera', 'POST', `/incidents/${b.id}/joins`, { version: (await get(b.id)).version, incident: a.id })
  expect(joined.status).toBe(201)
  expect(await supports(b.id)).toEqual([...a.statements, ...b.statements].sort())
  expect((await get(b.id)).checklist.points.find((one: { point: string }) => one.point === 'place')).toMatchObject({ standing: 'holds', evidence: [{ text: 'The bridge is the old one.' }] })
  expect(await standsFor(office.house.db, office.campaign.id, { number })).toMatchObject({ id: b.id })
  expect((await get(a.id)).id).toBe(b.id)
  expect(await titles()).not.toContain('Bridge closed')
  expect((await office.here('vera', 'DELETE', `/incident-moves/${joined.body.move}`)).status).toBe(200)
  expect(await state(a.id, b.id)).toEqual(before)
  expect(await titles()).toContain('Bridge closed')
  expect((await office.here('vera', 'DELETE', `/incident-moves/${joined.body.move}`)).body.code).toBe('already-taken-back')
})

test('one becomes two, at least one statement stays, and undo makes it whole; an old version splits nothing', async () => {
  const one = await made('Two fires', 3)
  const before = await state(one.id)
  const { version } = await get(one.id)
  const split = (statements: string[], at = version) => office.here('vera', 'POST', `/incidents/${one.id}/splits`, { version: at, statements, title: 'The second fire' })
  expect((await split(one.statements)).body.code).toBe('split-wrong')
  const done = await split([one.statements[1]!])
  expect(done.status).toBe(201)
  expect((await split([one.statements[2]!])).body.code).toBe('stale-version')
  expect(await supports(one.id)).toEqual([one.statements[0], one.statements[2]].sort())
  expect(await supports(done.body.incident)).toEqual([one.statements[1]])
  expect(await titles()).toEqual(expect.arrayContaining(['Two fires', 'The second fire']))
  await office.here('vera', 'DELETE', `/incident-moves/${done.body.move}`)
  expect(await state(one.id)).toEqual(before)
  expect((await get(done.body.incident)).id).toBe(one.id)
  expect(await titles()).not.toContain('The second fire')
})

test('what was joined and rested on a withdrawn post alone is gone with its words, also behind the other', async () => {
  const [a, b] = [await made('The zanzibird gate', 1), await made('The gate', 1)]
  await office.here('vera', 'POST', `/incidents/${b.id}/joins`, { version: (await get(b.id)).version, incident: a.id })
  await withdraw(office.house, office.campaign.id, a.posts, 'withdrawn')
  expect(await supports(b.id)).toEqual(b.statements)
  const rows = await office.house.db.rows<{ title: string }>(`select title from incident where campaign_id = $1`, [office.campaign.id])
  expect(rows.map((row) => row.title)).not.toContain('The zanzibird gate')
  expect((await office.here('vera', 'GET', `/incidents/${a.id}`)).status).toBe(404)
})

test('a number that stood in a public address is never given to another incident', async () => {
  const a = await made('First', 1)
  const { number } = await get(a.id)
  await withdraw(office.house, office.campaign.id, a.posts, 'withdrawn')
  const b = await made('Second', 1)
  expect((await get(b.id)).number).toBe(number + 1)
})
