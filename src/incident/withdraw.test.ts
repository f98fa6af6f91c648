import { afterAll, beforeAll, expect, test } from 'vitest'
import { eraseAuthor, keepPhoto, withdraw } from '#post/index.ts'
import { takeSnapshot } from '#publish/index.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { tracesOf } from '../../test/harness/traces.ts'

let office: Office

beforeAll(async () => {
  office = await openOffice()
  await office.person('vera', 'volunteer')
  await office.person('cleo', 'coordinator')
})
afterAll(() => office?.close())

let serial = 0

/** Somebody says it; it becomes an incident with everything that people write around one. */
async function reported(words: string): Promise<{ statement: string; post: string; author: string; incident: string }> {
  const externalId = `w${serial++}`
  await office.say([{ channel: 'mastodon', externalId, text: `${words} ${sentence(serial * 3)}`, author: { handle: externalId, network: 'mastodon' }, knows: 'saw' }])
  const row = (await office.house.db.row<{ statement: string; post: string; author: string }>(
    `select f.statement_id as statement, p.id as post, p.author_id as author from post p join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id where p.campaign_id = $1 and p.external_id = $2`, [office.campaign.id, externalId]))!
  const { statement } = row
  const { body } = await office.here('vera', 'POST', '/claims', { statement })
  const worked = await office.here('vera', 'PATCH', `/statements/${statement}`, { version: body.claims[0].statement.version, note: `@cleo says: ${words}` })
  const done = await office.here('vera', 'POST', `/statements/${statement}/decisions`, { version: worked.body.statement.version, decision: 'incident', incident: 'new', title: `Title of ${words}` })
  const found = await office.house.db.row<{ id: string }>(`select incident_id as id from incident_statement where campaign_id = $1 and deed_id = $2`, [office.campaign.id, done.body.decision])
  await office.here('vera', 'PUT', `/statements/${statement}/findings/source`, { version: 0, standing: 'holds', sentence: `They said ${words}` })
  await office.here('vera', 'PUT', `/incidents/${found!.id}/findings/place`, { version: 0, standing: 'holds', sentence: `Where ${words}` })
  await office.here('vera', 'POST', `/incidents/${found!.id}/evidence`, { version: 1, point: 'time', kind: 'note', text: `When ${words}` })
  await office.here('vera', 'PUT', `/statements/${statement}/graphic`, { graphic: true })
  await office.here('vera', 'POST', `/statements/${statement}/looks`)
  return { ...row, incident: found!.id }
}

test.each(['withdrawn', 'erased'] as const)('%s: of what rested on it alone no word is left in any table, nor in public', async (kind) => {
  const words = `zanzibird${kind}`
  const { post, author, incident } = await reported(words)
  await office.here('cleo', 'PUT', `/incidents/${incident}/override`, { version: 2, verification: 'false', reason: `It was not ${words}` })
  expect(JSON.stringify((await takeSnapshot(office.house, office.campaign)).corrections)).toContain(words)
  if (kind === 'erased') await eraseAuthor(office.house, office.campaign.id, author)
  else await withdraw(office.house, office.campaign.id, [post], 'withdrawn')
  expect((await tracesOf(office.house, office.campaign.id)).includes(words)).toBe(false)
  expect(JSON.stringify(await takeSnapshot(office.house, office.campaign))).not.toContain(words)
  expect((await office.here('cleo', 'GET', '/mentions')).body.mentions).toEqual([])
  expect((await office.here('vera', 'GET', `/incidents/${incident}`)).status).toBe(404)
})

test('what rested on one of two goes, the incident goes on: photo as evidence, what came from the statement, its line in the timeline', async () => {
  const one = await reported('quarrelsome')
  const other = await reported('peaceable')
  const { house, campaign } = office
  await keepPhoto(house, campaign.id, other.post, { type: 'image/webp', bytes: Buffer.from('a photo') })
  const { version } = (await office.here('vera', 'GET', `/incidents/${one.incident}`)).body
  await office.here('vera', 'POST', `/incidents/${one.incident}/joins`, { version, incident: other.incident })
  const checklist = async () => (await office.here('vera', 'GET', `/incidents/${one.incident}/checklist`)).body
  const attach = async (piece: object) => expect((await office.here('vera', 'POST', `/incidents/${one.incident}/evidence`, { version: (await checklist()).version, point: 'place', ...piece })).status).toBe(201)
  await attach({ kind: 'photo', text: 'What the photo shows', post: other.post })
  await attach({ kind: 'note', text: 'They say it was the upper gate', statement: other.statement })
  await withdraw(house, campaign.id, [other.post], 'withdrawn')
  const { body } = await office.here('vera', 'GET', `/incidents/${one.incident}`)
  expect(body).toMatchObject({ statements: 1, posts: 1, people: 1 })
  expect(JSON.stringify(body)).not.toMatch(/What the photo shows|the upper gate|Title of peaceable|They said peaceable/)
  expect(body.timeline.filter((row: { statement?: string }) => row.statement).map((row: { statement: string }) => row.statement)).toEqual([one.statement])
  expect((await takeSnapshot(house, campaign)).incidents.map((shown) => shown.title)).toEqual(['Title of quarrelsome'])
})
