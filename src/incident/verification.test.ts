import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { takeSnapshot } from '#publish/index.ts'
import { withdraw } from '#post/index.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { settleGrown } from './index.ts'

let office: Office
let serial = 0

beforeAll(async () => {
  office = await openOffice()
  await office.person('vera', 'volunteer')
  await office.person('cleo', 'coordinator')
})
afterAll(() => office?.close())

interface Said {
  statement: string
  post: string
}

/** Somebody says something that nobody else says. */
async function say(extra: Record<string, unknown> = {}, text = sentence(serial++)): Promise<Said> {
  const id = `s${serial++}`
  await office.say([{ channel: 'sms', externalId: id, text, author: { handle: id }, ...extra }])
  const row = await office.house.db.row<Said>(
    `select f.statement_id as statement, p.id as post from post p join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id where p.campaign_id = $1 and p.external_id = $2`,
    [office.campaign.id, id])
  return row!
}

/** Makes what was said an incident, or part of one. */
async function report({ statement }: Said, incident = 'new', title?: string): Promise<string> {
  const { body } = await office.here('vera', 'POST', '/claims', { statement })
  const done = await office.here('vera', 'POST', `/statements/${statement}/decisions`, { version: body.claims[0].statement.version, decision: 'incident', incident, ...(title ? { title } : {}) })
  expect(done.status).toBe(200)
  return (await office.house.db.row<{ id: string }>(`select incident_id as id from incident_statement where campaign_id = $1 and deed_id = $2`, [office.campaign.id, done.body.decision]))!.id
}

const incident = async (id: string) => (await office.here('vera', 'GET', `/incidents/${id}`)).body
const find = (id: string, version: number, point: string, standing: string, kind = 'incidents', sentence = 'We asked and were shown it.') => {
  office.clock.pass(1_000)
  return office.here('vera', 'PUT', `/${kind}/${id}/findings/${point}`, { version, standing, sentence })
}
const shown = async () => (await takeSnapshot(office.house, office.campaign)).incidents.map((one) => one.title)

let id: string
beforeEach(async () => {
  id = await report(await say({ knows: 'saw' }), 'new', `Incident ${serial}`)
})

test('one report is unverified; a second first-hand one by somebody else corroborates it; hearsay, a copy or the same author do not', async () => {
  expect((await incident(id)).verification).toBe('unverified')
  await report(await say({ knows: 'heard' }), id)
  expect((await incident(id)).verification).toBe('unverified')
  const { support } = await incident(id)
  // The same words from another telephone are a copy: counted, but they corroborate nothing.
  const copy = await say({ knows: 'saw' }, support[0].text)
  expect(copy.statement).toBe(support[0].id)
  expect(await incident(id)).toMatchObject({ verification: 'unverified', posts: 3, people: 3, firstHand: 2 })
  const second = await say({ knows: 'lived' })
  await report(second, id)
  expect(await incident(id)).toMatchObject({ verification: 'corroborated', checklist: { derived: 'corroborated', independent: 2 } })
  await withdraw(office.house, office.campaign.id, [second.post], 'withdrawn')
  expect(await incident(id)).toMatchObject({ verification: 'unverified', checklist: { independent: 1 }, posts: 3 })
})

test('two reports of one author corroborate nothing', async () => {
  const author = { handle: `twice${serial}` }
  const one = await report(await say({ knows: 'saw', author }), 'new', 'Said twice')
  await report(await say({ knows: 'saw', author }), one)
  expect((await incident(one)).verification).toBe('unverified')
})

test('a copy that somebody saw first-hand may come later: the job finds it', async () => {
  const hearsay = await say({ knows: 'heard' })
  await report(hearsay, id)
  const { support } = await incident(id)
  await say({ knows: 'saw' }, support.find((one: { id: string }) => one.id === hearsay.statement).text)
  expect((await incident(id)).verification).toBe('unverified')
  await settleGrown(office.house)
  expect((await incident(id)).verification).toBe('corroborated')
})

test('four points that hold verify it; one that fails takes all of it back; each needs its sentence and the version that was read', async () => {
  for (const [version, point] of ['source', 'time', 'place'].entries()) expect((await find(id, version, point, 'holds')).body).toMatchObject({ version: version + 1, verification: 'unverified' })
  expect((await find(id, 3, 'corroboration', 'holds')).body).toMatchObject({ verification: 'verified' })
  expect((await incident(id)).verification).toBe('verified')
  expect((await find(id, 3, 'place', 'fails')).body).toMatchObject({ status: 409, code: 'stale-version', version: 4 })
  expect((await find(id, 4, 'place', 'fails', 'incidents', ' ')).body).toMatchObject({ status: 422, code: 'sentence-needed' })
  expect((await find(id, 4, 'place', 'fails')).body).toMatchObject({ verification: 'unverified' })
  expect((await incident(id)).timeline.filter((row: { kind?: string }) => row.kind === 'verification').map((row: { detail: { to: string } }) => row.detail.to)).toEqual(['verified', 'unverified'])
})

test('what holds for a statement holds for its incident until something is found about the incident itself', async () => {
  const { support } = await incident(id)
  const points = ['source', 'time', 'place', 'corroboration']
  for (const [version, point] of points.entries()) expect((await find(support[0].id, version, point, 'holds', 'statements')).status).toBe(200)
  expect(await incident(id)).toMatchObject({ verification: 'verified', checklist: { version: 0, points: points.map((point) => ({ point, standing: 'holds', taken: true })) } })
  await find(id, 0, 'time', 'fails')
  expect((await incident(id)).verification).toBe('unverified')
})

test('who has the right says otherwise, with a reason and their name: a false incident leaves the public at once', async () => {
  const { title } = await incident(id)
  expect(await shown()).toContain(title)
  const say = (who: string, verification: string | null, version: number, reason?: string) => office.here(who, 'PUT', `/incidents/${id}/override`, { version, verification, ...(reason ? { reason } : {}) })
  expect((await say('vera', 'false', 0, 'The photo is from another country.')).status).toBe(403)
  expect((await say('cleo', 'false', 0)).body).toMatchObject({ status: 422, code: 'reason-needed' })
  const said = await say('cleo', 'false', 0, 'The photo is from another country.')
  expect(said.body).toMatchObject({ verification: 'false', derived: 'unverified', override: { verification: 'false', reason: 'The photo is from another country.', by: 'cleo' } })
  expect(await shown()).not.toContain(title)
  // What is found afterwards changes the rule's word, not the person's.
  await find(id, 1, 'corroboration', 'holds')
  expect(await incident(id)).toMatchObject({ verification: 'false', checklist: { derived: 'corroborated' } })
  expect((await say('cleo', null, 2)).body).toMatchObject({ verification: 'corroborated', override: null })
  expect(await shown()).toContain(title)
})

test('evidence is kept with its hash, who attached it and when; a photo is made anew; what rests on a statement goes with it', async () => {
  const other = await say({ knows: 'saw' })
  const attach = (version: number, wish: Record<string, unknown>) => office.here('vera', 'POST', `/incidents/${id}/evidence`, { version, point: 'place', ...wish })
  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#336' } }).jpeg().withExif({ IFD0: { Artist: 'somebody' } }).toBuffer()
  expect((await attach(0, { kind: 'link', text: 'https://example.org/report' })).status).toBe(201)
  expect((await attach(1, { kind: 'link', text: 'javascript:alert(1)' })).body).toMatchObject({ status: 422, code: 'evidence-wrong' })
  expect((await attach(1, { kind: 'photo', text: 'The bridge from the east', photo: photo.toString('base64') })).status).toBe(201)
  expect((await attach(2, { kind: 'note', text: 'The zanzibird caretaker says the same.', statement: other.statement })).status).toBe(201)
  expect((await attach(3, { kind: 'statement', point: 'corroboration', statement: other.statement })).status).toBe(201)
  const { checklist, verification } = await incident(id)
  expect(verification).toBe('corroborated')
  const pieces = checklist.points.flatMap((one: { evidence: unknown[] }) => one.evidence)
  expect(pieces).toHaveLength(4)
  for (const piece of pieces) expect(piece).toMatchObject({ by: 'vera', at: expect.stringMatching(/^\d{4}-/), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const kept = pieces.find((one: { kind: string }) => one.kind === 'photo')
  expect(kept.cameSha256).toBe((await import('node:crypto')).createHash('sha256').update(photo).digest('hex'))
  expect(kept.sha256).not.toBe(kept.cameSha256)
  await withdraw(office.house, office.campaign.id, [other.post], 'withdrawn')
  const after = await incident(id)
  expect(after.checklist.points.flatMap((one: { evidence: { kind: string }[] }) => one.evidence.map(({ kind }) => kind)).sort()).toEqual(['link', 'photo'])
  expect(after.verification).toBe('unverified')
})
