import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { joinStatements } from '../statement/join.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { graphicAmong, markedBySender, tooMuchGraphic } from './index.ts'

let office: Office
let serial = 0
let vera: string

beforeAll(async () => {
  office = await openOffice()
  vera = await office.person('vera', 'volunteer')
  await office.person('omar', 'volunteer')
  await office.person('cleo', 'coordinator')
})
afterAll(() => office?.close())
// A shift later nobody has looked at anything.
beforeEach(() => office.clock.pass(9 * 3_600_000))

async function say(text: string): Promise<{ statement: string; post: string }> {
  const id = `s${serial++}`
  await office.say([{ channel: 'sms', externalId: id, text, author: { handle: id } }])
  return (await office.house.db.row<{ statement: string; post: string }>(
    `select f.statement_id as statement, p.id as post from post p join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id where p.campaign_id = $1 and p.external_id = $2`, [office.campaign.id, id]))!
}

const marked = async (statement: string) => (await graphicAmong(office.house.db, office.campaign.id, [statement])).get(statement)?.source
const look = (who: string, statement: string) => office.here(who, 'POST', `/statements/${statement}/looks`)
const next = async (who: string) => (await office.here(who, 'POST', '/claims', {})).body.claims.map((one: { statement: { id: string } }) => one.statement.id)

test.each([
  ['two corpses lay behind the mill before dawn, says the miller of the lower quarter', 'words'],
  ['Encontraron un CADÁVER junto al puente viejo del barrio de los tejedores', 'words'],
  ['وجدنا جثث على ضفة النهر قرب المدرسة القديمة صباح اليوم', 'words'],
  ['The incorporated board of the harbour promised a new pump for the orchard', undefined],
])('a word of the list in any language covers what says it, and nothing that only resembles it: %s', async (text, source) => {
  expect(await marked((await say(text)).statement)).toBe(source)
})

test('what its sender marks is covered, whether it is folded before or after; the desk has the last word', async () => {
  const { statement, post } = await say(sentence(serial))
  expect(await marked(statement)).toBeUndefined()
  await markedBySender(office.house, office.campaign.id, post)
  expect(await marked(statement)).toBe('sender')
  await office.here('vera', 'PUT', `/statements/${statement}/graphic`, { graphic: false })
  expect(await marked(statement)).toBeUndefined()
  await markedBySender(office.house, office.campaign.id, post)
  expect(await marked(statement)).toBeUndefined()
})

test('each uncovering counts; after enough in a shift the next graphic ones go to somebody else, and come back with the next shift', async () => {
  await office.here('cleo', 'PATCH', '/graphic', { most: 2 })
  const plain = await say(sentence(serial))
  const hard = await say('a severed hand was found by the children of the upper canal this morning')
  await office.house.db.rows(`update statement set state = 'aside' where campaign_id = $1 and id <> all($2::uuid[])`, [office.campaign.id, [plain.statement, hard.statement]])
  expect(await tooMuchGraphic(office.house.db, office.campaign.id, vera, office.clock.now())).toBe(false)
  for (let time = 0; time < 2; time++) expect((await look('vera', hard.statement)).status).toBe(204)
  const { people } = (await office.here('cleo', 'GET', '/graphic')).body
  expect(people).toEqual([{ id: vera, name: 'vera', shift: 2, week: 2 }])
  expect(await next('vera')).toEqual([plain.statement])
  expect(await next('vera')).toEqual([])
  expect(await next('omar')).toEqual([hard.statement])
  await office.here('omar', 'DELETE', `/claims/${hard.statement}`)
  // Their own choice stays theirs.
  expect((await office.here('vera', 'POST', '/claims', { statement: hard.statement })).status).toBe(201)
  await office.here('vera', 'DELETE', `/claims/${hard.statement}`)
  office.clock.pass(9 * 3_600_000)
  expect(await next('vera')).toEqual([hard.statement])
})

test('a new word covers what waits at once, and of other campaigns nothing', async () => {
  const other = await addCampaign(office.house, { slug: `other-${serial}`, name: 'Other', organisation: 'River Watch' })
  const { statement } = await say('the quarrelsome ferryman of the south bank tells of a blast at noon')
  await office.here('cleo', 'PATCH', '/graphic', { words: ['ferryman of', '  ', '"; drop table'] })
  expect(await marked(statement)).toBe('words')
  expect(await graphicAmong(office.house.db, other.id, [statement])).toEqual(new Map())
})

test('of statements that become one, what was covered stays covered', async () => {
  const [a, b] = [await say(sentence(serial + 20)), await say(sentence(serial + 21))]
  await office.here('vera', 'PUT', `/statements/${b.statement}/graphic`, { graphic: true })
  const numbers = await office.house.db.rows<{ id: string; number: string }>(`select id, number from statement where campaign_id = $1 and id = any($2::uuid[])`, [office.campaign.id, [a.statement, b.statement]])
  const number = (id: string) => Number(numbers.find((row) => row.id === id)!.number)
  await office.house.db.transact((t) => joinStatements(office.house, t, office.campaign.id, [{ from: number(b.statement), into: number(a.statement) }], office.clock.now()))
  expect(await marked(a.statement)).toBe('desk')
})

test('taken apart again, what was said of the one covers it alone, and a person has the last word on each', async () => {
  const [a, b] = [await say(sentence(serial + 40)), await say(sentence(serial + 41))]
  await markedBySender(office.house, office.campaign.id, b.post)
  const takeApart = await office.join('cleo', a.statement, b.statement)
  expect(await marked(a.statement)).toBe('sender')
  await office.here('vera', 'PUT', `/statements/${a.statement}/graphic`, { graphic: false })
  expect(await marked(a.statement)).toBeUndefined()
  await takeApart()
  expect([await marked(a.statement), await marked(b.statement)]).toEqual([undefined, 'sender'])
})
