/** A decision with what was worked out before it, in one call: what a device sends that had no connection. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'

let office: Office
let said = 0

beforeAll(async () => {
  office = await openOffice()
  await office.person('vera', 'volunteer')
  await office.person('cora', 'coordinator')
  await office.here('cora', 'PUT', '/places', { places: [{ name: 'Harrowquay', lat: 4.5, lon: 9.25 }] })
})
afterAll(() => office?.close())

async function taken(): Promise<{ id: string; version: number }> {
  await office.say([{ channel: 'sms', externalId: `w${said}`, text: sentence(said++) }])
  return (await office.here('vera', 'POST', '/claims', { count: 1 })).body.claims[0].statement
}
const decide = (id: string, body: object, key?: string) => office.here('vera', 'POST', `/statements/${id}/decisions`, body, key ? { 'idempotency-key': key } : {})
const notes = async (id: string) => (await office.here('vera', 'GET', `/statements/${id}`)).body.notes.map((note: { text: string }) => note.text)

test('what was worked out is saved with the decision, in one call that may be made again', async () => {
  const { id, version } = await taken()
  const body = { version, decision: 'done', work: { issueArea: 'water', note: 'Seen by two of us' } }
  const first = await decide(id, body, 'once')
  expect(first).toMatchObject({ status: 200, body: { statement: { state: 'decided', issueArea: 'water' } } })
  const again = await decide(id, body, 'once')
  expect([again.status, again.body.decision, again.headers.get('idempotency-replayed')]).toEqual([200, first.body.decision, 'true'])
  expect(await notes(id)).toEqual(['Seen by two of us'])
})

test('a decision that is refused saves nothing of what was worked out', async () => {
  const { id, version } = await taken()
  for (const [work, decision, code] of [
    [{ note: 'A', place: { name: 'Nowhere at all', precision: 'district' } }, 'done', 'place-unknown'],
    [{ note: 'B', issueArea: 'no such area' }, 'done', 'unknown-issue-area'],
    [{ note: 'C' }, 'discard', 'invalid'],
  ] as const) expect((await decide(id, { version, decision, work })).body.code).toBe(code)
  expect((await decide(id, { version: version + 5, decision: 'done', work: { note: 'D' } })).body).toMatchObject({ code: 'stale-version', holder: 'vera' })
  expect(await notes(id)).toEqual([])
  expect((await decide(id, { version, decision: 'done' })).status).toBe(200)
})

test('work under a claim is saved once, however often it is sent', async () => {
  const { id, version } = await taken()
  const save = () => office.here('vera', 'PATCH', `/statements/${id}`, { version, note: 'Asked the neighbours' }, { 'idempotency-key': 'note-1' })
  const [one, two] = [await save(), await save()]
  expect([one.status, two.status, two.headers.get('idempotency-replayed')]).toEqual([200, 200, 'true'])
  expect(await notes(id)).toEqual(['Asked the neighbours'])
})
