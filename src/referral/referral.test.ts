/** Handing a case to a helper, by a real mail server: with consent only, no more than was chosen, stopped when it is taken back. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readAudit } from '#person/index.ts'
import { authorIdOf, eraseAuthor, withdraw } from '#post/index.ts'
import { accountsOf, sendDue } from '#talk/index.ts'
import { openMail, toOf, type MailServer } from '../../test/harness/mail.ts'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { tracesOf } from '../../test/harness/traces.ts'

let office: Office
let mail: MailServer
let serial = 0
const helpers: Record<string, string> = {}
const seconds = 1_000

beforeAll(async () => {
  mail = await openMail()
  office = await openOffice('water-now', { smtpUrl: mail.url, mailFrom: 'Water now <desk@example.org>' })
  for (const name of ['lucia', 'samir']) await office.person(name, 'volunteer')
  await office.person('maelle', 'coordinator')
  await office.person('ines', 'observer')
  const add = async (name: string, fields: object) => (await office.here('maelle', 'POST', '/helpers', { name, ...fields })).body.helper.id as string
  helpers['lawyer'] = await add('Chambers of the Fen', { kind: 'lawyer', languages: ['es', 'en'], email: 'Cases@Fen.example.org', phone: '+15550111' })
  helpers['line'] = await add('Night line', { kind: 'helpline', languages: ['en'], phone: '+15550122' })
})
beforeEach(async () => {
  office.clock.pass(20 * 60 * seconds)
  await send()
  mail.arrived.length = 0
})
afterAll(async () => {
  await office?.close()
  await mail?.close()
})

const send = () => sendDue(office.house, office.campaign.id, accountsOf(office.house))
const agreed = () => ({ how: 'call', at: new Date(office.clock.now().getTime() - 3_600_000).toISOString(), words: 'Yes, tell the lawyer, but only her.' })

/** A statement with one post, held by Lucía. */
async function held(text: string, more: Record<string, unknown> = {}) {
  await office.say([{ channel: 'email', externalId: `case ${serial++}`, text, language: 'es', contact: { email: `sender${serial}@example.org` }, ...more }])
  const [{ id }] = (await office.here('lucia', 'GET', `/statements?q=${encodeURIComponent(`"${text.split(' ').slice(0, 6).join(' ')}"`)}`)).body.statements
  const { body } = await office.here('lucia', 'POST', '/claims', { statement: id })
  return { id: id as string, version: body.claims[0].statement.version as number, post: body.claims[0].statement.posts[0].id as string }
}

type Held = Awaited<ReturnType<typeof held>>
const refer = (one: Held, fields: Record<string, unknown>) =>
  office.here('lucia', 'POST', `/statements/${one.id}/decisions`, { version: one.version, decision: 'refer', post: one.post, helper: helpers['lawyer'], passes: ['words'], way: 'email', ...fields })
const cases = async (state?: string) => (await office.here('samir', 'GET', `/referrals${state ? `?state=${state}` : ''}`)).body.referrals

test('without the person’s consent it is refused with what to do, and so is hearsay', async () => {
  const one = await held('Me echaron de mi casa cerca del canal y no tengo a dónde ir')
  const without = await refer(one, {})
  expect([without.status, without.body.code]).toEqual([422, 'consent-missing'])
  expect(without.body.detail).toContain('Ask them first')
  expect((await refer(one, { consent: { ...agreed(), at: new Date(office.clock.now().getTime() + 60_000).toISOString() } })).body.code).toBe('consent-later')
  expect((await refer(one, { consent: agreed(), passes: [] })).status).toBe(400)
  const heard = await held('Dicen que a una vecina le quitaron los papeles en el puesto', { knows: 'heard' })
  expect((await refer(heard, { consent: agreed() })).body.code).toBe('hearsay')
  const judged = await held('A mi prima le cerraron la tienda por hablar con la radio')
  await office.here('lucia', 'PUT', `/statements/${judged.id}/posts/${judged.post}/judgement`, { version: judged.version, hand: 'heard' })
  expect((await refer({ ...judged, version: judged.version + 1 }, { consent: agreed() })).body.code).toBe('hearsay')
  const paper = await held('Nobody lets us see the list of the drowned', { channel: 'paper', contact: undefined })
  expect((await refer(paper, { consent: agreed(), passes: ['contact'] })).body.code).toBe('no-contact')
  expect((await refer(paper, { consent: agreed(), helper: helpers['line'] })).body.code).toBe('helper-no-email')
  expect((await cases()).length).toBe(0)
})

test('what was chosen goes, nothing else, after the ten seconds; the look at the address is written down', async () => {
  const words = 'La policía me golpeó en el mercado y tengo miedo de volver'
  const one = await held(words, { place: { name: 'Mercado Viejo' } })
  const preview = await office.here('lucia', 'POST', `/statements/${one.id}/referral-letters`, { helper: helpers['lawyer'], post: one.post, passes: ['words', 'contact'] })
  expect(preview.body.text).toContain(words)
  expect(preview.body.text).toContain('[la dirección que dio]')
  expect(preview.body.text).not.toMatch(/sender\d+@|Mercado Viejo/)
  const done = await refer(one, { consent: agreed(), passes: ['words', 'contact'] })
  expect([done.status, done.body.statement.state]).toEqual([200, 'decided'])
  office.clock.pass(10 * seconds)
  await send()
  expect(mail.arrived).toEqual([])
  office.clock.pass(2 * seconds)
  await send()
  expect(mail.arrived.map(toOf)).toEqual(['"Chambers of the Fen" <cases@fen.example.org>'])
  const { text, subject } = mail.arrived[0]!
  expect(text).toContain(words)
  expect(text).toMatch(/sender\d+@example\.org/)
  expect(text).not.toContain('Mercado Viejo')
  const [row] = await cases('offered')
  expect(row).toMatchObject({ passes: ['words', 'contact'], way: 'email', fate: 'sent', consent: { how: 'call', words: 'Yes, tell the lawyer, but only her.' } })
  expect(subject).toContain(row.ref)
  expect((await readAudit(office.house.db, office.campaign.id, { kind: 'contact.read' }))[0]).toMatchObject({ subject: one.post, person: { name: 'lucia' }, detail: { referral: row.id } })
})

test('taken back within ten seconds nothing leaves, and it is held again', async () => {
  const one = await held('Perdí el permiso del puesto por firmar la carta de los vecinos')
  const done = await refer(one, { consent: agreed() })
  office.clock.pass(5 * seconds)
  expect((await office.here('lucia', 'DELETE', `/statements/${one.id}/decisions/${done.body.decision}`)).status).toBe(200)
  office.clock.pass(60 * seconds)
  await send()
  expect([mail.arrived, (await cases()).filter((row: { statementId: string }) => row.statementId === one.id)]).toEqual([[], []])
})

test('it is followed to its end: accepted, in hand, closed with an outcome; what is late is late', async () => {
  const one = await held('Mi hermano sigue detenido sin cargo desde el domingo', { place: { name: 'Puerto' } })
  await refer(one, { consent: agreed(), passes: ['words', 'place'], days: 3 })
  const row = (await cases('offered')).find((found: { statementId: string }) => found.statementId === one.id)
  const move = (who: string, version: number, fields: object) => office.here(who, 'PATCH', `/referrals/${row.id}`, { version, ...fields })
  expect((await move('ines', 1, { state: 'accepted' })).status).toBe(403)
  expect((await move('samir', 1, { state: 'ready' })).body.code).toBe('no-such-step')
  expect((await move('samir', 1, { state: 'accepted' })).body.referral).toMatchObject({ state: 'accepted', version: 2 })
  expect((await move('lucia', 1, { state: 'closed', outcome: 'done' })).body.code).toBe('stale-version')
  expect((await move('samir', 2, { state: 'in-hand', dueAt: new Date(office.clock.now().getTime() + 86_400_000).toISOString() })).status).toBe(200)
  expect((await move('samir', 3, { state: 'closed' })).body.code).toBe('outcome-missing')
  expect((await move('samir', 3, { state: 'closed', outcome: 'Released on Tuesday; the lawyer was there.' })).body.referral).toMatchObject({ state: 'closed' })
  expect((await move('samir', 4, { state: 'accepted' })).body.code).toBe('no-such-step')
  const { body } = await office.here('samir', 'GET', `/referrals/${row.id}`)
  expect(body.steps.map((step: { kind: string; by: string }) => [step.kind, step.by])).toEqual(expect.arrayContaining([['offered', 'lucia'], ['accepted', 'samir'], ['in-hand', 'samir'], ['closed', 'samir']]))
})

test('by phone a person hands it over and says so', async () => {
  const one = await held('They shut the ward and my mother needs her treatment', { language: 'en' })
  expect((await refer(one, { consent: agreed(), way: 'phone', helper: helpers['line'] })).status).toBe(200)
  const [row] = (await cases('ready')).filter((found: { statementId: string }) => found.statementId === one.id)
  expect(row).toMatchObject({ offeredAt: null, fate: null })
  office.clock.pass(60 * seconds)
  await send()
  expect(mail.arrived).toEqual([])
  const { body } = await office.here('lucia', 'PATCH', `/referrals/${row.id}`, { version: 1, state: 'offered' })
  expect(body.referral).toMatchObject({ state: 'offered', offeredAt: office.clock.now().toISOString() })
})

test('taken back before it left, it never leaves; after, the helper is told, and no word of it is left here', async () => {
  const early = await held('El quarrelous alcalde amenazó a mi familia en la plaza')
  await refer(early, { consent: { ...agreed(), words: 'Sí, por el quarrelous alcalde.' } })
  office.clock.pass(3 * seconds)
  await withdraw(office.house, office.campaign.id, [early.post], 'withdrawn')
  office.clock.pass(60 * seconds)
  await send()
  expect(mail.arrived).toEqual([])

  const late = await held('El zanzibird comandante se llevó nuestras barcas')
  await refer(late, { consent: { ...agreed(), words: 'Sí, por las zanzibird barcas.' } })
  office.clock.pass(20 * seconds)
  await send()
  const [row] = (await cases('offered')).filter((found: { statementId: string }) => found.statementId === late.id)
  await office.here('lucia', 'PATCH', `/referrals/${row.id}`, { version: 1, state: 'closed', outcome: 'The zanzibird boats are back.' })
  mail.arrived.length = 0
  await eraseAuthor(office.house, office.campaign.id, authorIdOf(office.house, office.campaign.id, `email/sender${serial}@example.org`))
  await send()
  expect(mail.arrived.map((one) => [toOf(one), one.subject])).toEqual([['"Chambers of the Fen" <cases@fen.example.org>', `Se retiró el caso ${row.ref} de «Water now»`]])
  expect((await office.here('samir', 'GET', `/referrals/${row.id}`)).body.referral).toMatchObject({ state: 'stopped', statementId: null, outcome: null, consent: { words: null } })
  expect(await tracesOf(office.house, office.campaign.id)).not.toMatch(/quarrelous|zanzibird/i)
})

test('proposed to a second pair of eyes, the words of consent go with the post too', async () => {
  const text = 'The vexillary clerk keeps our deeds and will not give them back'
  await office.say([{ channel: 'sms', externalId: 'copy of a case', text, language: 'en' }])
  const one = await held(text, { language: 'en' })
  await office.here('maelle', 'PUT', '/second-rules', { rules: [{ kinds: ['refer'] }] })
  const { body } = await office.here('lucia', 'GET', `/statements/${one.id}`)
  const post = body.posts.find((found: { channel: string }) => found.channel === 'email').id
  expect((await refer({ ...one, post }, { consent: { ...agreed(), words: 'Yes, against the vexillary one.' } })).body.proposed).toBe(true)
  await office.here('maelle', 'PUT', '/second-rules', { rules: [] })
  await withdraw(office.house, office.campaign.id, [post], 'withdrawn')
  const proposals = await office.house.db.rows<{ input: string }>(`select input::text as input from proposal where campaign_id = $1`, [office.campaign.id])
  expect(proposals.map((found) => found.input)).toEqual(['{}'])
})

test('a helper without an address of e-mail is told by a person, and that is asked for', async () => {
  const one = await held('The landlord took the key of the cistern from us', { language: 'en' })
  await refer(one, { consent: agreed(), way: 'phone', helper: helpers['line'] })
  const [row] = (await cases('ready')).filter((found: { statementId: string }) => found.statementId === one.id)
  await office.here('lucia', 'PATCH', `/referrals/${row.id}`, { version: 1, state: 'offered' })
  await withdraw(office.house, office.campaign.id, [one.post], 'withdrawn')
  await send()
  expect([mail.arrived, (await cases('stopped')).find((found: { id: string }) => found.id === row.id).tellStop]).toEqual([[], true])
})

test('the directory is kept by coordinators; who takes no new cases gets none', async () => {
  expect((await office.here('lucia', 'POST', '/helpers', { name: 'Mine', kind: 'other', phone: '1' })).status).toBe(403)
  expect((await office.here('maelle', 'POST', '/helpers', { name: 'Nobody', kind: 'clinic' })).body.code).toBe('no-reach')
  const { body } = await office.here('maelle', 'POST', '/helpers', { name: 'Old clinic', kind: 'clinic', phone: '+15550199' })
  expect((await office.here('maelle', 'PATCH', `/helpers/${body.helper.id}`, { version: 1, retired: true })).body.helper).toMatchObject({ retired: true, version: 2 })
  expect((await office.here('maelle', 'PATCH', `/helpers/${body.helper.id}`, { version: 1, name: 'New name' })).body.code).toBe('stale-version')
  const one = await held('My leg is broken since the march and nobody treats it', { language: 'en' })
  expect((await refer(one, { consent: agreed(), way: 'phone', helper: body.helper.id })).status).toBe(404)
})
