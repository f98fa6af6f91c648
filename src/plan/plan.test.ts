import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authorIdOf, eraseAuthor } from '#post/index.ts'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { measureAims } from './aim/measure.ts'

let office: Office
const people: Record<string, string> = {}
const hour = 3_600_000

beforeAll(async () => {
  office = await openOffice()
  for (const [name, role] of [['nadia', 'coordinator'], ['ben', 'volunteer'], ['ana', 'volunteer'], ['otto', 'observer'], ['olga', 'owner']] as const) people[name] = await office.person(name, role)
  await office.person('far', 'coordinator', { organisation: 'Forest Watch' }).catch(() => undefined)
})
afterAll(() => office.close())

const made = async (who: string, path: string, body: unknown) => {
  const { status, body: answer } = await office.here(who, 'POST', path, body)
  expect([path, status, answer.detail]).toEqual([path, 201, undefined])
  return answer
}
const tactic = async (more = {}) => (await made('nadia', '/tactics', { kind: 'burst', title: 'Everybody in one hour', ...more })).tactic

test('the goal is a sentence, and how many follow is none; of two who change it at once the second is told', async () => {
  const goal = 'By June the water board answers everybody who asked.'
  const first = await office.here('nadia', 'PATCH', '/plan', { version: 0, goal, changeSought: 'A right-to-know law', zone: 'America/El_Salvador' })
  expect([first.status, first.body.goal, first.body.version]).toEqual([200, goal, 1])
  expect(await office.here('nadia', 'PATCH', '/plan', { version: 1, goal: 'Reach 10,000 followers' })).toMatchObject({ status: 422, body: { code: 'goal-followers' } })
  expect(await office.here('olga', 'PATCH', '/plan', { version: 0, strategy: 'Late' })).toMatchObject({ status: 409, body: { code: 'stale-version', version: 1 } })
  expect((await office.here('otto', 'GET', '/plan')).body).toMatchObject({ goal, strategy: '', zone: 'America/El_Salvador' })
  expect(await office.here('nadia', 'PATCH', '/plan', { version: 1, zone: '+02:00' })).toMatchObject({ status: 422, body: { code: 'zone-wrong' } })
})

test('a goal of one’s own is read by that person alone: no coordinator, no owner, no token, and in the database it is sealed', async () => {
  await office.here('ben', 'PUT', '/goals/me', { version: 0, text: 'Bring in two zanzibird partners', byDay: '2027-05-01' })
  await office.here('ben', 'POST', '/goals/me/check-ins', { going: 'stuck', note: 'The quarrelsome one never calls back' })
  expect((await office.here('ben', 'GET', '/goals/me')).body.goal).toMatchObject({ text: 'Bring in two zanzibird partners', byDay: '2027-05-01', version: 1, checkIns: [{ going: 'stuck', note: 'The quarrelsome one never calls back' }] })
  for (const who of ['nadia', 'olga', 'ana']) expect((await office.here(who, 'GET', '/goals/me')).body).toEqual({ goal: null })
  expect((await office.here(await office.token('ben', ['desk', 'read', 'intake']), 'GET', '/goals/me')).status).toBe(403)
  const rows = await office.house.db.rows<{ row: string }>(
    `select g::text as row from own_goal g where campaign_id = $1 union all select c::text from check_in c where campaign_id = $1 union all select a::text from audit a where campaign_id = $1`, [office.campaign.id])
  expect(rows.map((one) => one.row).join()).not.toMatch(/zanzibird|quarrelsome/)
  const { body: { goal } } = await office.here('ben', 'GET', '/goals/me')
  expect((await office.here('ana', 'DELETE', `/goals/me/check-ins/${goal.checkIns[0].id}`)).status).toBe(404)
  expect((await office.here('ben', 'PUT', '/goals/me', { version: 7, text: 'Another one' })).body.code).toBe('stale-version')
  await office.here('ben', 'DELETE', '/goals/me')
  expect((await office.here('ben', 'GET', '/goals/me')).body).toEqual({ goal: null })
})

test('a moment is what the clock there shows; changed by two at once the second keeps what they typed and is told', async () => {
  const { moment } = await made('nadia', '/moments', { kind: 'hearing', title: 'Water hearing', reason: 'The board must answer', wall: '2027-03-28T10:00', zone: 'Europe/Madrid', minutes: 90, public: true })
  // Clocks are put on in that night.
  expect([moment.startsAt, moment.next.until]).toEqual(['2027-03-28T08:00:00.000Z', '2027-03-28T09:30:00.000Z'])
  const changed = await office.here('nadia', 'PATCH', `/moments/${moment.id}`, { version: 1, wall: '2027-03-27T10:00' })
  expect(changed.body.moment.startsAt).toBe('2027-03-27T09:00:00.000Z')
  expect((await office.here('olga', 'PATCH', `/moments/${moment.id}`, { version: 1, title: 'Another' })).body.code).toBe('stale-version')
  expect((await office.here('ben', 'PATCH', `/moments/${moment.id}`, { version: 2, title: 'Mine' })).status).toBe(403)
})

test('go or no-go follows from the pledges until its hour, and a person may say otherwise with a reason', async () => {
  const decideAt = new Date(office.clock.now().getTime() + 2 * hour).toISOString()
  const { moment } = await made('nadia', '/moments', { kind: 'day', title: 'March to the board', wall: '2027-04-10T10:00', zone: 'UTC', needed: 5, decideAt })
  const call = async () => (await office.here('otto', 'GET', '/moments')).body.moments.find((one: any) => one.id === moment.id)
  expect((await call()).call).toBe('open')
  await office.here('ben', 'PUT', `/moments/${moment.id}/pledges/me`, { people: 3 })
  expect(await call()).toMatchObject({ call: 'open', pledged: 3, pledgers: 1 })
  await office.here('ana', 'PUT', `/moments/${moment.id}/pledges/me`, { people: 2 })
  expect((await call()).call).toBe('go')
  await office.here('ana', 'DELETE', `/moments/${moment.id}/pledges/me`)
  office.clock.pass(3 * hour)
  expect((await call()).call).toBe('no-go')
  expect((await office.here('ana', 'PUT', `/moments/${moment.id}/pledges/me`, { people: 9 })).body.code).toBe('decided')
  expect((await office.here('nadia', 'PUT', `/moments/${moment.id}/call`, { version: 1, call: 'go' })).body.code).toBe('because-missing')
  await office.here('nadia', 'PUT', `/moments/${moment.id}/call`, { version: 1, call: 'go', because: 'The union brings forty' })
  expect(await call()).toMatchObject({ call: 'go', saidBecause: 'The union brings forty', saidBy: 'nadia' })
})

test('exactly one leads what nobody led, however many press; a leader changes what they lead and nobody else’s', async () => {
  const one = await tactic({ title: 'Radio spots', kind: 'radio' })
  expect(one).toMatchObject({ lane: 'offline', leader: null, state: 'planned', verdict: null })
  const answers = await Promise.all(['ben', 'ana'].map((who) => office.here(who, 'PUT', `/tactics/${one.id}/leader`)))
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  const [leader, other] = answers[0]!.status === 200 ? ['ben', 'ana'] : ['ana', 'ben']
  expect(answers.find((answer) => answer.status === 409)!.body).toMatchObject({ code: 'led-by-other', leader })
  expect((await office.here(other, 'PATCH', `/tactics/${one.id}`, { version: 2, title: 'Mine now' })).status).toBe(403)
  expect((await office.here(leader, 'PATCH', `/tactics/${one.id}`, { version: 2, state: 'running' })).body.tactic).toMatchObject({ state: 'running', title: 'Radio spots', version: 3 })
  expect((await office.here(leader, 'PATCH', `/tactics/${one.id}`, { version: 3, leaderId: people[other!] })).status).toBe(403)
  expect((await office.here('nadia', 'PATCH', `/tactics/${one.id}`, { version: 3, leaderId: people['otto'] })).body.code).toBe('leader-wrong')
})

test('no figure judges: a verdict is a person’s, with a reason', async () => {
  const one = await tactic()
  const { aim } = await made('nadia', `/tactics/${one.id}/aims`, { indicator: 'outlets', threshold: 5 })
  expect((await office.here('nadia', 'PATCH', `/aims/${aim.id}`, { version: 1, figure: 6 })).body.code).toBe('source-missing')
  expect((await office.here('nadia', 'PATCH', `/aims/${aim.id}`, { version: 1, figure: 6, source: 'Ben listened to all of them' })).body.aim).toMatchObject({ figure: 6, countedBy: 'nadia' })
  expect((await office.here('otto', 'GET', `/tactics/${one.id}`)).body.tactic).toMatchObject({ verdict: null, state: 'planned' })
  expect((await office.here('nadia', 'PUT', `/tactics/${one.id}/verdict`, { version: 1, verdict: 'met' })).body.code).toBe('because-missing')
  expect((await office.here('nadia', 'PUT', `/tactics/${one.id}/verdict`, { version: 1, verdict: 'mixed', because: 'Rain; two buses were stopped.' })).body.tactic).toMatchObject({ verdict: 'mixed', state: 'done', judgedBy: 'nadia' })
  await expect(office.house.db.rows(`update tactic set verdict = 'met', because = '' where campaign_id = $1 and id = $2`, [office.campaign.id, one.id])).rejects.toThrow('check constraint')
})

test('figures are found where they can be: posts, people and countries under a hashtag in the window, and what is not known is said', async () => {
  const now = office.clock.now()
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
  const wall = (date: Date) => date.toISOString().slice(0, 16)
  const one = await tactic({ title: 'Counted', startsWall: wall(at(0)), endsWall: wall(at(120)), zone: 'UTC' })
  const aims = new Map<string, string>()
  for (const indicator of ['posts', 'people', 'countries'] as const) aims.set(indicator, (await made('nadia', `/tactics/${one.id}/aims`, { indicator, threshold: 2, tag: 'WaterNow' })).aim.id)
  const post = (id: string, handle: string, minutes: number, more = {}) => ({ channel: 'mastodon', externalId: id, text: `${id} says the ${handle} well is dry #waternow`, author: { handle, network: 'mastodon' }, postedAt: at(minutes).toISOString(), ...more })
  office.clock.pass(hour)
  await office.say([
    post('w1', 'ines', 5, { place: { name: 'Madrid', lat: 40.4, lon: -3.7 } }), post('w2', 'ines', 10), post('w3', 'omar', 15, { place: { name: 'Nairobi', lat: -1.29, lon: 36.82 } }),
    post('early', 'early', -30), { ...post('untagged', 'nobody', 20), text: 'the well behind the chapel is dry' },
  ])
  await measureAims(office.house, office.campaign.id)
  const figures = async () => Object.fromEntries(await Promise.all([...aims].map(async ([name, id]) => [name, (await office.house.db.row(`select figure, known, whole from aim where campaign_id = $1 and id = $2`, [office.campaign.id, id]))!])))
  expect(await figures()).toEqual({ posts: { figure: 3, known: null, whole: null }, people: { figure: 2, known: 3, whole: 3 }, countries: { figure: 2, known: 2, whole: 3 } })
  // What is taken back counts nowhere, with the next look.
  await eraseAuthor(office.house, office.campaign.id, authorIdOf(office.house, office.campaign.id, 'mastodon/omar'))
  for (const id of aims.values()) await made('nadia', `/aims/${id}/measurements`, {})
  expect(await figures()).toMatchObject({ posts: { figure: 2 }, people: { figure: 1 }, countries: { figure: 1 } })
})

test('an institution is a target once and not doubled; a person in it has an office, and a contact behind one door', async () => {
  const { body: { institutions } } = await office.call('nadia', 'GET', '/campaigns/water-now')
  const board = institutions.find((one: any) => one.key === 'water-board')
  const { target } = await made('nadia', '/targets', { kind: 'institution', institutionId: board.id })
  expect(target).toMatchObject({ name: null, institution: { key: 'water-board', names: { en: 'Water Board' } } })
  expect((await office.here('nadia', 'POST', '/targets', { kind: 'institution', institutionId: board.id })).body.code).toBe('target-twice')
  const { target: person } = await made('nadia', '/targets', { kind: 'person', institutionId: board.id, name: 'Vera Quintal', office: 'Director', asked: 'Publish the route', handles: [{ network: 'x', handle: '@vera' }], contact: { email: 'vera@board.example', phone: '+1 555 0100' } })
  expect(person).toMatchObject({ reachable: true, handles: [{ network: 'x', handle: 'vera' }] })
  expect(JSON.stringify((await office.here('nadia', 'GET', '/targets')).body)).not.toContain('vera@board.example')
  const everything = await office.house.db.rows<{ row: string }>(`select g::text as row from target g where campaign_id = $1 union all select k::text from target_contact k where campaign_id = $1`, [office.campaign.id])
  expect(everything.map((one) => one.row).join()).not.toContain('board.example')
  expect((await office.here('ben', 'GET', `/targets/${person.id}/contact`)).status).toBe(403)
  expect((await office.here('nadia', 'GET', `/targets/${person.id}/contact?reason=answer`)).body).toEqual({ email: 'vera@board.example', phone: '+1 555 0100' })
  const { body: { entries } } = await office.here('nadia', 'GET', '/audit')
  expect(entries.find((one: any) => one.kind === 'target.contact.read')).toMatchObject({ subject: person.id, person: { name: 'nadia' } })
  // Left out of the campaign it would take the target with it, so it stays.
  expect((await office.call('nadia', 'PUT', '/campaigns/water-now/institutions', { institutions: [] })).body.code).toBe('in-use')
})

test('only the door reads what is sealed with a target', async () => {
  const src = resolve(import.meta.dirname, '..')
  const readers: string[] = []
  for (const path of (await readdir(src, { recursive: true })).filter((name) => /\.(ts|svelte)$/.test(name) && !/\.test\.ts$/.test(name))) {
    if (/\btarget_(contact|key)\b/.test(await readFile(join(src, path), 'utf8'))) readers.push(path)
  }
  // A backup carries the table of keys as a whole, apart from the rest.
  expect(readers.sort()).toEqual(['backup/tables.ts', 'plan/target/door.ts'])
})

test('responses have evidence, stances a reason; the last stance is where the target stands, whenever it was noted', async () => {
  const { target } = await made('nadia', '/targets', { kind: 'person', name: 'Deputy minister', office: 'Water' })
  const past = (days: number) => new Date(office.clock.now().getTime() - days * 24 * hour).toISOString()
  expect((await office.here('ben', 'POST', `/targets/${target.id}/responses`, { said: 'No comment.', evidence: 'link', link: 'javascript:alert(1)' })).body.code).toBe('evidence-missing')
  expect((await office.here('ben', 'POST', `/targets/${target.id}/responses`, { said: 'No comment.', evidence: 'note', note: 'On the radio', at: '2999-01-01T00:00:00Z' })).body.code).toBe('time-later')
  const { response } = await made('ben', `/targets/${target.id}/responses`, { said: 'We will publish it.', evidence: 'link', link: 'https://board.example/minutes', at: past(1), stance: 'wavering' })
  await made('ben', `/targets/${target.id}/stances`, { stance: 'opposed', because: 'Voted against it in spring', at: past(30) })
  const whole = async () => (await office.here('otto', 'GET', `/targets/${target.id}`)).body
  expect(await whole()).toMatchObject({ target: { stance: 'wavering', responses: 1 }, stances: [{ stance: 'wavering', responseId: response.id }, { stance: 'opposed' }] })
  expect((await office.here('ana', 'DELETE', `/responses/${response.id}`)).status).toBe(403)
  await office.here('ben', 'DELETE', `/responses/${response.id}`)
  expect(await whole()).toMatchObject({ target: { stance: 'opposed', responses: 0 }, responses: [], stances: [{ stance: 'opposed' }] })
})

test('a response seen in a post goes on without its words when the post is taken back, and leaves no trace of them', async () => {
  await office.say([{ channel: 'mastodon', externalId: 'minister', text: 'The zanzibird pipeline will open in May, I promise', author: { handle: 'minister', network: 'mastodon' } }])
  const { id } = (await office.house.db.row<{ id: string }>(`select id from post where campaign_id = $1 and external_id = 'minister'`, [office.campaign.id]))!
  const { target } = await made('nadia', '/targets', { kind: 'person', name: 'Minister' })
  await made('ben', `/targets/${target.id}/responses`, { said: 'Promised the zanzibird pipeline for May', evidence: 'post', postId: id, stance: 'moved' })
  await eraseAuthor(office.house, office.campaign.id, authorIdOf(office.house, office.campaign.id, 'mastodon/minister'))
  const tables = await office.house.db.rows<{ name: string }>(`select distinct table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'campaign_id'`)
  const rows = await Promise.all(tables.map(({ name }) => office.house.db.rows<{ row: string }>(`select t::text as row from "${name}" t where campaign_id = $1`, [office.campaign.id])))
  // Sealed answers to calls with a key are no readable trace; here there are none.
  expect(rows.flat().map((one) => one.row).filter((row) => /zanzibird/i.test(row))).toEqual([])
  expect((await office.here('otto', 'GET', `/targets/${target.id}`)).body).toMatchObject({ target: { stance: 'moved', responses: 1 }, responses: [{ withdrawn: true, said: '', postId: null }] })
})

test('hashtags are kept with the campaign: looked through, adopted when they run already, each with what it said', async () => {
  expect((await office.here('otto', 'POST', '/hashtag-checks', { tag: '#watermarchnow' })).body.findings).toMatchObject([{ code: 'one-word', level: 'warn' }])
  await office.say([{ channel: 'x', externalId: 't1', text: 'The tanker of the chapel never came #EauPourTous' }, { channel: 'x', externalId: 't2', text: 'RT The tanker of the chapel never came #EauPourTous' }])
  await made('nadia', '/adoptions', { tag: '#EauPourTous', language: 'fr' })
  const { body: { hashtags } } = await office.here('otto', 'GET', '/hashtags')
  expect(hashtags).toMatchObject([{ tag: 'WaterNow', adoptedAt: null }, { tag: 'EauPourTous', language: 'fr', said: { statements: 1, posts: 2 } }])
  expect(hashtags[1].adoptedAt).not.toBeNull()
  expect((await office.call('otto', 'GET', '/campaigns/water-now')).body.hashtags).toEqual(['WaterNow', 'EauPourTous'])
  const { body: plan } = await office.here('nadia', 'GET', '/plan')
  expect((await office.here('nadia', 'PUT', '/hashtags', { version: plan.version, hashtags: [{ tag: 'WaterNow' }, { tag: 'waternow' }] })).body.code).toBe('hashtag-twice')
  expect((await office.here('nadia', 'PUT', '/hashtags', { version: plan.version, hashtags: [{ tag: 'Wаter' }] })).body.code).toBe('hashtag-mixed')
  expect((await office.here('nadia', 'PUT', '/hashtags', { version: plan.version, hashtags: [{ tag: 'EauPourTous', language: 'fr' }, { tag: 'WaterNow', language: 'en' }] })).body.hashtags.map((one: any) => one.tag)).toEqual(['EauPourTous', 'WaterNow'])
  expect((await office.here('nadia', 'PUT', '/hashtags', { version: plan.version, hashtags: [] })).body.code).toBe('stale-version')
})

test('a partner’s week is said by its point person or a coordinator', async () => {
  const { partner } = await made('nadia', '/partners', { name: 'Harbour union', personId: people['ben'], commitment: 'One post a week' })
  const monday = new Date(office.clock.now())
  monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7))
  const week = monday.toISOString().slice(0, 10)
  expect((await office.here('ana', 'PUT', `/partners/${partner.id}/weeks/${week}`, { done: true })).status).toBe(403)
  expect((await office.here('ben', 'PUT', `/partners/${partner.id}/weeks/${week}`, { done: true })).status).toBe(204)
  expect((await office.here('ben', 'PUT', `/partners/${partner.id}/weeks/2999-01-07`, { done: true })).body.code).toBe('week-wrong')
  expect((await office.here('otto', 'GET', '/partners')).body.partners).toMatchObject([{ name: 'Harbour union', done: true, weeksDone: 1, weeksSaid: 1, person: { name: 'ben' } }])
})

test('a ready plan becomes moments, tactics, aims and tasks around one’s own day, in the plan’s zone; nobody leads them yet, and the board says so', async () => {
  const { tactics, moments } = await made('nadia', '/template-uses', { template: 'trained-team', day: '2027-03-15', language: 'es', zone: 'America/New_York' })
  const { body: { tactics: all } } = await office.here('otto', 'GET', '/tactics')
  const burst = all.find((one: any) => one.id === tactics[2])
  // The day after clocks were put on there: nine o'clock is thirteen hours UTC.
  expect(burst).toMatchObject({ kind: 'burst', startsWall: '2027-03-15T09:00', startsAt: '2027-03-15T13:00:00.000Z', momentId: moments[0], leader: null, template: 'trained-team' })
  expect(burst.title).toBe('Todo el mundo en las mismas dos horas')
  const workshop = all.find((one: any) => one.id === tactics[0])
  expect(workshop).toMatchObject({ startsWall: '2027-02-01T10:00', startsAt: '2027-02-01T15:00:00.000Z' })
  const { body: board } = await office.here('otto', 'GET', '/board')
  expect(board.unled.map((one: any) => one.id)).toEqual(expect.arrayContaining(tactics))
  expect((await office.here('nadia', 'POST', '/template-uses', { template: 'trained-team', day: '2027-02-30' })).body.code).toBe('day-wrong')
})

test('a neutral campaign counts the sides it shows', async () => {
  const { body: plan } = await office.here('nadia', 'GET', '/plan')
  await office.here('nadia', 'PATCH', '/plan', { version: plan.version, sides: ['Upstream', 'Downstream'] })
  for (let n = 0; n < 3; n++) await tactic({ title: `Upstream ${n}`, side: 'Upstream' })
  await tactic({ title: 'Downstream', side: 'Downstream' })
  expect((await office.here('nadia', 'POST', '/tactics', { kind: 'chat', title: 'Neither', side: 'Midstream' })).body.code).toBe('side-wrong')
  expect((await office.here('otto', 'GET', '/board')).body.balance).toMatchObject({ sides: [{ side: 'Upstream', tactics: 3 }, { side: 'Downstream', tactics: 1 }], uneven: true })
})

test('what may not be said holds while a case is pending, and no longer', async () => {
  const { case: legal } = await made('nadia', '/legal-cases', { title: 'The well of San Telmo', court: 'Second chamber', stage: 'hearing', unsaid: ['Do not name the witnesses.'], unsaidWords: ['Telmo Arévalo'] })
  expect(legal.key).toBe('the-well-of-san-telmo')
  expect((await office.here('ben', 'GET', '/embargoes')).body.embargoes).toMatchObject([{ title: 'The well of San Telmo', unsaid: ['Do not name the witnesses.'], words: ['Telmo Arévalo'] }])
  expect((await office.here('nadia', 'PATCH', `/legal-cases/${legal.id}`, { version: 1, public: true })).body.code).toBe('explanation-missing')
  await office.here('nadia', 'PATCH', `/legal-cases/${legal.id}`, { version: 1, stage: 'closed' })
  expect((await office.here('ben', 'GET', '/embargoes')).body.embargoes).toEqual([])
})

test('a task is taken on by one, and done is done', async () => {
  const one = await tactic({ title: 'Briefings', kind: 'briefing' })
  const { task } = await made('nadia', `/tactics/${one.id}/tasks`, { title: 'Book the room', dueOn: '2027-01-10' })
  await office.here('ben', 'PATCH', `/tasks/${task.id}`, { version: 1, mine: true })
  expect((await office.here('ana', 'PATCH', `/tasks/${task.id}`, { version: 2, mine: true })).body.code).toBe('task-taken')
  expect((await office.here('ben', 'PATCH', `/tasks/${task.id}`, { version: 1, done: true })).body.code).toBe('stale-version')
  expect((await office.here('ben', 'PATCH', `/tasks/${task.id}`, { version: 2, done: true })).body.task).toMatchObject({ person: { name: 'ben' }, doneAt: expect.any(String) })
})

test('each of the ready plans can be used, on any day and in any zone, all or nothing', async () => {
  const { body: { templates } } = await office.here('otto', 'GET', '/templates')
  expect(templates).toHaveLength(14)
  for (const [at, template] of templates.entries()) {
    // Days around changes of the clocks, the end of February and of the year.
    const day = ['2027-03-14', '2028-02-29', '2027-12-31', '2027-10-31'][at % 4]
    const { moments, tactics } = await made('nadia', '/template-uses', { template: template.key, day, language: ['en', 'es', 'fr', 'ar'][at % 4], zone: ['America/New_York', 'Pacific/Apia', 'Asia/Beirut', 'Africa/Casablanca'][at % 4] })
    expect([template.key, moments.length, tactics.length]).toEqual([template.key, template.moments, template.tactics])
  }
  const before = (await office.here('otto', 'GET', '/tactics')).body.tactics.length
  expect((await office.here('nadia', 'POST', '/template-uses', { template: 'question-day', day: '2027-05-01', zone: 'Mars/Olympus' })).body.code).toBe('zone-wrong')
  expect((await office.here('otto', 'GET', '/tactics')).body.tactics).toHaveLength(before)
})
