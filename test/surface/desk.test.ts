import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openOffice, sentence, type Office } from '../harness/office.ts'

let office: Office
let said = 0
const minute = 60_000

beforeAll(async () => {
  office = await openOffice()
  await office.person('carim', 'coordinator')
  await office.person('vera', 'volunteer')
  await office.person('viktor', 'volunteer')
})
afterAll(() => office?.close())
beforeEach(async () => {
  // Nobody holds anything, everything decided stays: what each test takes is its own.
  office.clock.pass(20 * minute)
})

async function statements(count: number): Promise<void> {
  await office.say(Array.from({ length: count }, () => ({ channel: 'x', externalId: `d${said}`, text: sentence(said++), language: 'en' })))
}

async function take(who: string, body: unknown = { count: 1 }): Promise<any[]> {
  const answer = await office.here(who, 'POST', '/claims', body)
  expect(answer.status).toBe(201)
  return answer.body.claims
}

const queue = async () => (await office.here('vera', 'GET', '/queue')).body

test('claims: a list of statements with version and until; an empty list when nothing waits; count is 1 to 25', async () => {
  expect(await take('vera')).toEqual([])
  await statements(30)
  const [claim] = await take('vera', {})
  expect(claim).toMatchObject({ statement: { state: 'held', holder: 'vera', version: 2, copies: 0, language: 'en', posts: [{ channel: 'x' }], decisions: [] } })
  expect(new Date(claim.until).getTime()).toBe(office.clock.now().getTime() + 15 * minute)
  expect(await take('viktor', { count: 25 })).toHaveLength(25)
  for (const count of [0, 26, 1.5, '3']) expect((await office.here('vera', 'POST', '/claims', { count })).body).toMatchObject({ status: 400, code: 'invalid' })
  expect(await take('carim', { count: 25 })).toHaveLength(4)
  expect(await take('vera')).toEqual([])
})

test('twenty people who take at once never get the same statement, and each waiting one is taken', async () => {
  await office.here('carim', 'GET', '/queue')
  await take('carim', { count: 25 })
  await take('viktor', { count: 25 })
  office.clock.pass(20 * minute)
  await take('viktor', { count: 25 })
  await take('viktor', { count: 25 })
  await statements(7)
  const taken = (await Promise.all(Array.from({ length: 20 }, (_, n) => take(n % 2 ? 'vera' : 'carim')))).flat().map((one) => one.statement.id)
  expect(taken).toHaveLength(7)
  expect(new Set(taken).size).toBe(7)
})

test('filter takes the query keys of the list', async () => {
  await office.say([
    { channel: 'sms', externalId: 'f1', text: 'La bomba del barrio norte lleva tres semanas sin agua y nadie responde', language: 'es' },
    { channel: 'paper', externalId: 'f2', text: 'Who pays for the broken purification plant by the old lighthouse', language: 'en' },
  ])
  expect((await take('vera', { filter: { language: 'es' } }))[0].statement.text).toMatch(/^La bomba/)
  expect((await take('vera', { filter: { channel: 'paper', q: '"purification plant"' } }))[0].statement.text).toMatch(/lighthouse/)
  expect(await take('vera', { filter: { issueArea: 'water' } })).toEqual([])
  expect((await office.here('vera', 'POST', '/claims', { filter: { issueArea: 'no such' } })).body).toMatchObject({ status: 422, code: 'unknown-issue-area' })
})

test('a heartbeat lets the lease run from now, a release puts it back, an idle lease returns by itself', async () => {
  const [{ statement }] = await take('vera')
  office.clock.pass(10 * minute)
  const kept = await office.here('vera', 'PUT', `/claims/${statement.id}`)
  expect(kept).toMatchObject({ status: 200, body: { until: new Date(office.clock.now().getTime() + 15 * minute).toISOString() } })
  office.clock.pass(14 * minute)
  expect((await office.here('viktor', 'POST', '/claims', { statement: statement.id })).body).toMatchObject({ status: 409, code: 'held-by-other', holder: 'vera' })
  expect((await office.here('viktor', 'PUT', `/claims/${statement.id}`)).body).toMatchObject({ status: 409, code: 'held-by-other', holder: 'vera' })
  expect((await office.here('viktor', 'DELETE', `/claims/${statement.id}`)).body).toMatchObject({ status: 409, code: 'held-by-other', holder: 'vera' })

  expect((await office.here('vera', 'DELETE', `/claims/${statement.id}`)).status).toBe(204)
  expect((await office.here('vera', 'DELETE', `/claims/${statement.id}`)).status).toBe(204)
  expect((await office.here('vera', 'PUT', `/claims/${statement.id}`)).body).toMatchObject({ status: 409, code: 'not-held', holder: null })

  expect((await office.here('vera', 'POST', '/claims', { statement: statement.id })).status).toBe(201)
  office.clock.pass(15 * minute)
  expect((await office.here('vera', 'PUT', `/claims/${statement.id}`)).body).toMatchObject({ status: 409, code: 'not-held' })
  const again = await office.here('viktor', 'POST', '/claims', { statement: statement.id })
  expect(again).toMatchObject({ status: 201, body: { claims: [{ statement: { holder: 'viktor' } }] } })
  expect(again.body.claims[0].statement.version).toBeGreaterThan(statement.version)
})

test('five hundred leases that ran out at once return with the next claim', async () => {
  await statements(220)
  while ((await take('viktor', { count: 25 })).length > 0);
  office.clock.pass(16 * minute)
  const back = (await queue()).held
  expect(back).toBeGreaterThan(220)
  expect(await take('vera')).toHaveLength(1)
  expect((await queue()).held).toBe(1)
})

test('work under a claim keeps it and raises the version; an old version is refused with the holder', async () => {
  const [{ statement }] = await take('vera')
  const patch = (who: string, body: unknown) => office.here(who, 'PATCH', `/statements/${statement.id}`, body)
  const first = await patch('vera', { version: statement.version, issueArea: 'Agua', language: 'es', note: 'Asked my aunt.', place: { name: 'Old port', lat: 1.5, lon: -2.25, precision: '1km' } })
  expect(first).toMatchObject({
    status: 200,
    body: { statement: { version: statement.version + 1, state: 'held', holder: 'vera', issueArea: 'water', language: 'es', place: { name: 'Old port', lat: 1.5, lon: -2.25, precision: '1km' }, notes: [{ by: 'vera', text: 'Asked my aunt.' }] } },
  })
  expect((await patch('vera', { version: statement.version, issueArea: 'health' })).body).toMatchObject({ status: 409, code: 'stale-version', holder: 'vera', version: statement.version + 1 })
  expect((await patch('viktor', { version: statement.version + 1, issueArea: 'health' })).body).toMatchObject({ status: 409, code: 'held-by-other', holder: 'vera' })
  expect((await patch('vera', { version: statement.version + 1, issueArea: null })).body.statement).toMatchObject({ issueArea: null, version: statement.version + 2 })
  const wrong = [{ issueArea: 'water' }, { version: 4, place: { name: 'x', lat: 91, lon: 0, precision: 'exact' } }, { version: 4, place: { name: 'x', lat: 1, lon: 0, precision: 'about' } }, { version: 4, language: 'Klingon!' }, { version: 4, note: 'x'.repeat(4_001) }]
  for (const body of wrong) expect((await patch('vera', body)).body).toMatchObject({ status: 400, code: 'invalid' })
  await office.here('vera', 'DELETE', `/claims/${statement.id}`)
  expect((await patch('vera', { version: 9 })).body).toMatchObject({ status: 409, code: 'not-held' })
})

const reasons = ['off-topic', 'spam', 'abuse', 'not-actionable', 'already-known', 'test']

test('each decision ends the claim, and can be taken back within ten seconds', async () => {
  const deeds: [Record<string, unknown>, (done: any) => void][] = [
    ...reasons.map((reason): [Record<string, unknown>, (done: any) => void] => [{ decision: 'discard', reason }, (done) => expect(done.reason).toBe(reason)]),
    [{ decision: 'done' }, () => {}],
    [{ decision: 'incident', incident: 'new', title: 'The tanker never came' }, (done) => expect(done.made).toBe(true)],
    [{ decision: 'question', question: 'new', wording: 'Who decides the route of the tanker?' }, (done) => expect(done.made).toBe(true)],
  ]
  for (const [deed, check] of deeds) {
    const [{ statement }] = await take('vera')
    const path = `/statements/${statement.id}/decisions`
    const done = await office.here('vera', 'POST', path, { version: statement.version, ...deed })
    expect([deed, done.status]).toEqual([deed, 200])
    expect(done.body.statement).toMatchObject({ id: statement.id, state: 'decided', holder: null, version: statement.version + 1, decisions: [{ id: done.body.decision, decision: deed['decision'], by: 'vera', takenBackAt: null }] })
    check(done.body.statement.decisions[0].done)
    expect((await office.here('viktor', 'DELETE', `${path}/${done.body.decision}`)).body).toMatchObject({ status: 404 })
    office.clock.pass(10_000)
    const back = await office.here('vera', 'DELETE', `${path}/${done.body.decision}`)
    expect(back).toMatchObject({ status: 200, body: { until: expect.any(String), statement: { state: 'held', holder: 'vera', version: statement.version + 2 } } })
    expect((await office.here('vera', 'DELETE', `${path}/${done.body.decision}`)).body).toMatchObject({ status: 409, code: 'already-taken-back' })
    await office.here('vera', 'POST', path, { version: statement.version + 2, decision: 'discard', reason: 'test' })
  }
  expect((await office.here('vera', 'GET', '/incidents')).body.incidents).toEqual([])
  expect((await office.here('vera', 'GET', '/questions')).body.questions).toEqual([])
})

test('a question has the language of its wording, whichever the statement was written in', async () => {
  const [{ statement }] = await take('vera')
  await office.here('vera', 'PATCH', `/statements/${statement.id}`, { version: statement.version, language: 'ar' })
  const done = await office.here('vera', 'POST', `/statements/${statement.id}/decisions`, { version: statement.version + 1, decision: 'question', question: 'new', wording: 'Who decides the route of the tanker, and who pays for it?' })
  const [made] = (await office.here('vera', 'GET', '/questions')).body.questions
  expect([made.language, done.body.statement.language]).toEqual(['en', 'ar'])
  const patched = await office.here('vera', 'PATCH', `/questions/${made.id}`, { version: made.version, wording: '¿Quién decide la ruta del camión de agua y quién la paga?' })
  expect(patched.body.question.language).toBe('es')
  const back = await office.here('vera', 'DELETE', `/statements/${statement.id}/decisions/${done.body.decision}`)
  await office.here('vera', 'POST', `/statements/${statement.id}/decisions`, { version: back.body.statement.version, decision: 'discard', reason: 'test' })
})

test('a second statement joins the incident or the question by its id', async () => {
  for (const [kind, list] of [['incident', 'incidents'], ['question', 'questions']] as const) {
    const [one, two] = await take('vera', { count: 2 })
    await office.here('vera', 'POST', `/statements/${one.statement.id}/decisions`, { version: one.statement.version, decision: kind, [kind]: 'new' })
    const [made] = (await office.here('vera', 'GET', `/${list}`)).body[list]
    expect(made).toMatchObject({ number: 1, statements: 1, posts: 1 })
    expect((await office.here('vera', 'POST', `/statements/${two.statement.id}/decisions`, { version: two.statement.version, decision: kind, [kind]: made.id })).status).toBe(200)
    expect((await office.here('vera', 'GET', `/${list}`)).body[list]).toMatchObject([{ id: made.id, statements: 2, posts: 2 }])
    const [three] = await take('vera')
    const nowhere = await office.here('vera', 'POST', `/statements/${three.statement.id}/decisions`, { version: three.statement.version, decision: kind, [kind]: office.campaign.id })
    expect(nowhere.body).toMatchObject({ status: 404 })
    expect((await office.here('vera', 'GET', `/statements/${three.statement.id}`)).body).toMatchObject({ state: 'held', version: three.statement.version })
  }
})

test('after ten seconds, or when the statement has moved since, a decision stays', async () => {
  const [late, moved] = await take('vera', { count: 2 })
  const decide = async ({ statement }: any) => (await office.here('vera', 'POST', `/statements/${statement.id}/decisions`, { version: statement.version, decision: 'done' })).body.decision
  const [first, second] = [await decide(late), await decide(moved)]
  await office.house.db.rows('update statement set version = version + 1 where campaign_id = $1 and id = $2', [office.campaign.id, moved.statement.id])
  expect((await office.here('vera', 'DELETE', `/statements/${moved.statement.id}/decisions/${second}`)).body).toMatchObject({ status: 409, code: 'stale-version' })
  office.clock.pass(10_001)
  expect((await office.here('vera', 'DELETE', `/statements/${late.statement.id}/decisions/${first}`)).body).toMatchObject({ status: 409, code: 'too-late' })
})

test('a decision that cannot be is refused, and the claim stays', async () => {
  const [{ statement }] = await take('vera')
  const decide = (who: string, body: unknown, headers?: Record<string, string>) => office.here(who, 'POST', `/statements/${statement.id}/decisions`, body, headers)
  const { version } = statement
  const wrong = [
    { version, decision: 'discard' }, { version, decision: 'discard', reason: 'boring' }, { version, decision: 'incident' }, { version, decision: 'incident', incident: '7' },
    { version, decision: 'question', question: '' }, { version, decision: 'banish' }, { decision: 'done' }, { version: '2', decision: 'done' }, [], 'nothing',
  ]
  for (const body of wrong) expect([body, (await decide('vera', body)).status]).toEqual([body, 400])
  // A body that is no JSON is not taken for an empty one.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
    expect((await decide('vera', JSON.stringify({ version, decision: 'done' }), { 'content-type': type })).body).toMatchObject({ status: 415, code: 'unsupported' })
  }
  expect((await decide('viktor', { version, decision: 'done' })).body).toMatchObject({ status: 409, code: 'held-by-other', holder: 'vera' })
  expect((await decide('vera', { version: version - 1, decision: 'done' })).body).toMatchObject({ status: 409, code: 'stale-version', holder: 'vera' })
  expect((await office.here('vera', 'GET', `/statements/${statement.id}`)).body).toMatchObject({ state: 'held', holder: 'vera', version, decisions: [] })
})

test('the queue: six states that add up to the statements, and how long the oldest has waited', async () => {
  const counts = await queue()
  const { oldestWaitingSeconds, ...six } = counts
  expect(Object.keys(six).sort()).toEqual(['aside', 'asked', 'decided', 'held', 'review', 'waiting'])
  const row = await office.house.db.row<{ n: number }>('select count(*)::int as n from statement where campaign_id = $1', [office.campaign.id])
  expect(Object.values(six).reduce((sum: number, n) => sum + (n as number), 0)).toBe(row!.n)
  expect(counts.decided).toBeGreaterThan(10)
  expect(oldestWaitingSeconds).toBeGreaterThan(600)
})

test('lists page by key: every statement once, whatever the order', async () => {
  const all = (await office.house.db.rows('select id from statement where campaign_id = $1', [office.campaign.id])).length
  for (const order of ['loudest', 'oldest', 'newest']) {
    const seen: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const page: any = await office.here('vera', 'GET', `/statements?order=${order}&limit=70${after ? `&after=${encodeURIComponent(after)}` : ''}`)
      expect(page.status).toBe(200)
      seen.push(...page.body.statements.map((one: any) => one.id))
      after = page.body.next
    }
    expect([order, seen.length, new Set(seen).size]).toEqual([order, all, all])
  }
  for (const query of ['limit=0', 'limit=201', 'state=lost', 'order=random', 'limit=x']) expect((await office.here('vera', 'GET', `/statements?${query}`)).body).toMatchObject({ status: 400, code: 'invalid' })
  // Keys that a form leaves blank ask for nothing.
  expect((await office.here('vera', 'GET', '/statements?q=&state=&language=&issueArea=&channel=&limit=200')).body.statements).toHaveLength(Math.min(all, 200))
  // Whatever is given as a place in the list is answered, not failed on.
  for (const after of ['x', Buffer.from('["x","y"]').toString('base64url'), Buffer.from(`["1","${office.campaign.id}"]`).toString('base64url')]) {
    expect([200, 400]).toContain((await office.here('vera', 'GET', `/statements?after=${after}`)).status)
  }
})

test('what is not there is 404, also with an id that is none', async () => {
  for (const id of ['0', office.campaign.id, '../x', '%00']) {
    expect((await office.here('vera', 'GET', `/statements/${id}`)).status).toBe(404)
    expect((await office.here('vera', 'PUT', `/claims/${id}`)).status).toBe(id === office.campaign.id ? 409 : 404)
    expect((await office.here('vera', 'DELETE', `/claims/${id}`)).status).toBe(404)
    expect((await office.here('vera', 'PATCH', `/statements/${id}`, { version: 1 })).status).toBe(404)
    expect((await office.here('vera', 'POST', `/statements/${id}/decisions`, { version: 1, decision: 'done' })).status).toBe(404)
  }
})
