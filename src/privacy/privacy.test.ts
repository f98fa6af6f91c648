/** What somebody may do with what is held about them, and that nothing of it is left when it is erased. */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actionById, sign } from '#action/index.ts'
import { checkTicket, issueTicket, tell } from '#intake/index.ts'
import { addNote } from '#desk/index.ts'
import { eraseAgain, journalOf, peopleTakingBackSince, readContact, readOwn, cleanPhoto, keepPhoto } from '#post/index.ts'
import { foldAll } from '#statement/index.ts'
import { accountsOf, post, sendDue } from '#talk/index.ts'
import { translate } from '#ui/words.ts'
import { openMail, toOf, type MailServer } from '../../test/harness/mail.ts'
import { codeOf, openOffice, type Office } from '../../test/harness/office.ts'
import { tracesOf } from '../../test/harness/traces.ts'
import { authorOf, readAddress } from './address.ts'
import { addWords, correctContact, sayConsent, takeBackOwn } from './correct.ts'
import { eraseOwner } from './erase.ts'
import { exportHtml, exportJson } from './export.ts'
import { holdingsOf } from './holdings.ts'
import { ownerOf } from './owner.ts'
import { dropProofs, linkStands, openLink, passLink, sendLink } from './prove.ts'
import { addRequest, blankRequests, closeRequest, readRequest, requestsIn } from './request.ts'

const minute = 60_000
let office: Office
let mail: MailServer

beforeAll(async () => {
  mail = await openMail()
  office = await openOffice('water-now', { smtpUrl: mail.url, mailFrom: 'Water <desk@example.org>' })
  await office.person('nadia', 'coordinator')
})
afterAll(async () => {
  await office?.close()
  await mail?.close()
})

/** Somebody fills in the form. */
async function tells(text: string, contact: { email?: string; phone?: string; name?: string } = {}, consent = false) {
  const ticket = issueTicket(office.house, office.campaign.id)
  office.clock.pass(5_000)
  const typed = { text, knows: 'saw', place: 'Oldford', email: '', phone: '', name: '', quote: consent, nameShown: consent, passOn: consent, write: consent, ...contact }
  const told = await tell(office.house, office.campaign, typed, checkTicket(office.house, office.campaign.id, ticket))
  await foldAll(office.house, office.campaign.id)
  return told
}

/** Asks for a link, reads the mail, opens it. */
async function keyByMail(email: string): Promise<string> {
  await sendLink(office.house, office.campaign, { kind: 'email', value: email }, 'en')
  await sendDue(office.house, office.campaign.id, accountsOf(office.house))
  const letter = mail.arrived.findLast((one) => toOf(one) === email)!
  return openLink(office.house, office.campaign.id, /\/yours\/(\S+)/.exec(letter.text!)![1]!)
}

const owner = (proof: string) => ownerOf(office.house, office.campaign, proof)
const held = async (proof: string) => (await holdingsOf(office.house, office.campaign, await owner(proof))).posts

test('a receipt code opens what was told with it, and not what others wrote under the address that stands in the form', async () => {
  await office.say([{ channel: 'email', externalId: 'm1', text: 'The quillwort spring was fenced off by the mayor himself', author: { name: 'Mira Voss' }, contact: { email: 'mira@example.org' } }])
  const { code } = await tells('Somebody who types the address of another person into this form', { email: 'mira@example.org' })
  expect((await held(code)).map((one) => one.text)).toEqual(['Somebody who types the address of another person into this form'])
  const all = await held(await keyByMail('mira@example.org'))
  expect(all.map((one) => [one.channel, one.byline?.name ?? null, one.contact?.email])).toEqual([['email', 'Mira Voss', 'mira@example.org'], ['form', null, 'mira@example.org']])
  expect(all[0]).toMatchObject({ consent: { quote: false, name: false }, state: 'waiting', said: { quote: null } })
})

test('a link opens once, within its time, and not by looking at it', async () => {
  await sendLink(office.house, office.campaign, { kind: 'email', value: 'nobody@example.org' }, 'en')
  await sendDue(office.house, office.campaign.id, accountsOf(office.house))
  const secret = /\/yours\/(\S+)/.exec(mail.arrived.at(-1)!.text!)![1]!
  expect([await linkStands(office.house, office.campaign.id, secret), await linkStands(office.house, office.campaign.id, secret)]).toEqual([true, true])
  const key = await openLink(office.house, office.campaign.id, secret)
  expect(await held(key)).toEqual([])
  expect(await codeOf(openLink(office.house, office.campaign.id, secret))).toBe('privacy-link-over')
  office.clock.pass(31 * minute)
  expect(await codeOf(owner(key))).toBe('privacy-link-over')
  await dropProofs(office.house)
  expect(await office.house.db.rows('select 1 from privacy_proof where campaign_id = $1 and expires_at < $2', [office.campaign.id, office.clock.now()])).toEqual([])
})

test('who asks is told the same for every address, and mails stop at three a day', async () => {
  const before = mail.arrived.length
  for (let time = 0; time < 5; time++) expect(await sendLink(office.house, office.campaign, { kind: 'email', value: 'often@example.org' }, 'es')).toBeUndefined()
  await sendDue(office.house, office.campaign.id, accountsOf(office.house))
  expect(mail.arrived.length - before).toBe(3)
  expect(await codeOf(sendLink(office.house, office.campaign, { kind: 'email', value: 'not an address' }, 'en'))).toBe('address-wrong')
})

test('a coordinator passes a link to somebody they recognised; the log says how, and no address', async () => {
  await office.say([{ channel: 'sms', externalId: 's1', text: 'Nobody reads the gauge at the weir any more', contact: { phone: '+44 20 7946 0999' } }])
  const nadia = (await office.actor('nils', 'coordinator'))
  expect(await codeOf(passLink(office.house, nadia, office.campaign, { kind: 'phone', value: '+442079460999' }, ' '))).toBe('reason-for-log')
  const link = await passLink(office.house, nadia, office.campaign, { kind: 'phone', value: '+44 (20) 7946 0999' }, 'called back at the number we had')
  const key = await openLink(office.house, office.campaign.id, link.split('/').at(-1)!)
  expect((await held(key)).map((one) => one.text)).toEqual(['Nobody reads the gauge at the weir any more'])
  const [entry] = await office.house.db.rows<{ row: string }>(`select a::text as row from audit a where campaign_id = $1 and kind = 'privacy.link'`, [office.campaign.id])
  expect(entry!.row).toContain('called back')
  expect(entry!.row).not.toMatch(/7946/)
  expect(await codeOf(passLink(office.house, await office.actor('vera', 'volunteer'), office.campaign, { kind: 'phone', value: '+442079460999' }, 'met in person'))).toBe('forbidden')
})

test('they see who looked and why, without the name of whoever works here', async () => {
  const { code, postId } = await tells('A look at the contact of this message is written down', { email: 'seen@example.org' })
  const nadia = await office.actor('noor', 'coordinator')
  await readContact(office.house, { campaignId: office.campaign.id, personId: nadia.person.id, reason: 'verify' }, postId)
  const [post] = await held(code)
  expect(post!.looks).toMatchObject([{ kind: 'contact.read', reason: 'verify' }])
  const html = await exportHtml(office.house, office.campaign, await owner(code), translate('en'))
  expect(html).toContain('to check what was said')
  expect(html).not.toContain('noor')
})

test('they set right how they are reached, say what may be done, and add beside what they said; the original stays', async () => {
  const { code, postId } = await tells('The reading lamp by the lock house burns day and night', { email: 'old@example.org', name: 'Rosa Quint' })
  const before = (await readOwn(office.house, office.campaign.id, postId))!.original
  await correctContact(office.house, office.campaign, await owner(code), { email: 'new@example.org' }, 'Rosa Q.')
  await sayConsent(office.house, office.campaign, await owner(code), postId, { quote: true, name: false, passOn: true, write: true }, false)
  await addWords(office.house, office.campaign, await owner(code), postId, { text: 'It is the lock house at Newford, not Oldford', place: '' })
  await foldAll(office.house, office.campaign.id)
  const posts = await held(code)
  expect(posts).toMatchObject([
    { text: 'The reading lamp by the lock house burns day and night', contact: { email: 'new@example.org' }, byline: { name: 'Rosa Q.' }, consent: { quote: true, name: false, passOn: true, write: true } },
    { text: 'It is the lock house at Newford, not Oldford' },
  ])
  expect(Buffer.from(posts[0]!.original!)).toEqual(Buffer.from(before))
  const file = JSON.parse(await exportJson(office.house, office.campaign, await owner(code)))
  expect(file.posts[0]).toMatchObject({ contact: { email: 'new@example.org' }, original: { text: expect.stringContaining('old@example.org') } })
  await takeBackOwn(office.house, office.campaign, await owner(code), 'all')
  expect((await held(code)).map((one) => [one.text !== '', one.withdrawnAt !== null, one.statementId])).toEqual([[true, true, null], [true, true, null]])
})

test('what belongs to somebody else is not reached with a code of one’s own', async () => {
  const mine = await tells('Mine alone, about the drawbridge', {})
  const theirs = await tells('Theirs alone, about the windmill', {})
  const me = await owner(mine.code)
  expect(await codeOf(addWords(office.house, office.campaign, me, theirs.postId, { text: 'not mine', place: '' }))).toBe('not-found')
  expect(await codeOf(takeBackOwn(office.house, office.campaign, me, theirs.postId))).toBe('not-found')
})

test('erased by the address: no trace of words, name, address or blind index in any table of the campaign, and the figures are right', async () => {
  const email = 'zenobia.thistledown@example.org'
  const author = authorOf(office.house, office.campaign.id, readAddress({ kind: 'email', value: email }))
  const figures = () => office.house.db.row(`select count(*)::int as statements, sum(posts)::int as posts from statement where campaign_id = $1`, [office.campaign.id])
  await tells('A plain sentence that everybody may say about the harbour crane here today')
  const others = await figures()
  const { code, postId } = await tells('Zanzibird sand fills the quarrelsome cistern', { email, name: 'Zenobia Thistledown' }, true)
  await office.say([
    { channel: 'email', externalId: 'z2', text: 'A plain sentence that everybody may say about the harbour crane here today', author: { name: 'Zenobia Thistledown' }, contact: { email } },
    { channel: 'email', externalId: 'z3', text: 'The perfidious millstone of Vexley was sold', contact: { email } },
  ])
  await keepPhoto(office.house, office.campaign.id, postId, await cleanPhoto(await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } }).jpeg().toBuffer()))
  const statement = await office.house.db.row<{ id: string }>(
    `select f.statement_id as id from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id where f.campaign_id = $1 and p.external_id = 'z2'`, [office.campaign.id])
  const nadia = await office.actor('nina', 'coordinator')
  await office.house.db.transact((t) => addNote(t, office.campaign.id, { about: { statement: statement!.id }, personId: nadia.person.id, text: 'Said on the phone that it is urgent' }, office.clock.now()))
  const { body } = await office.here('nadia', 'POST', '/actions', { key: 'crane', kind: 'petition', words: { en: { title: 'Mend the crane', lead: 'Now.' } } })
  await office.here('nadia', 'PATCH', `/actions/${body.action.id}`, { version: body.action.version, state: 'open' })
  const ticket = issueTicket(office.house, office.campaign.id)
  office.clock.pass(5_000)
  await sign(office.house, office.campaign, await actionById(office.house.db, office.campaign.id, body.action.id), checkTicket(office.house, office.campaign.id, ticket), { name: 'Zenobia Thistledown', email, shows: true, passes: true, language: 'en' })
  // A reply that waits, and one that has left.
  await office.house.db.transact((t) => post(office.house, t, { campaignId: office.campaign.id, channel: 'email', purpose: 'ask', to: { address: email }, text: 'And the cistern?', authorId: author, dueAt: new Date(office.clock.now().getTime() + minute) }))
  const key = await keyByMail(email)
  await office.house.db.transact((t) => post(office.house, t, { campaignId: office.campaign.id, channel: 'email', purpose: 'ask', to: { address: email }, text: 'And the crane?', authorId: author }))
  await sendDue(office.house, office.campaign.id, accountsOf(office.house))

  const mine = await owner(key)
  expect([mine.postIds.length, mine.beside.length]).toEqual([3, 1])
  await eraseOwner(office.house, office.campaign, mine)
  const traces = await tracesOf(office.house, office.campaign.id)
  expect(traces).not.toMatch(/zanzibird|quarrelsome|perfidious|thistledown|zenobia/i)
  expect(traces).not.toContain(author)
  for (const id of [author, postId, ...mine.beside]) expect(await office.house.db.row('select 1 from author_key where campaign_id = $1 and id = $2', [office.campaign.id, id])).toBeUndefined()
  expect(await figures()).toEqual(others)
  expect(await office.house.db.rows(`select 1 from outgoing where campaign_id = $1 and state = 'queued' and purpose = 'ask'`, [office.campaign.id])).toEqual([])
  // A note on the statement that others say too is looked through by a person.
  expect((await requestsIn(office.house.db, office.campaign.id, 'open')).filter((one) => one.kind === 'notes').map((one) => one.statements)).toEqual([[statement!.id]])
  expect([await codeOf(owner(code)), await codeOf(owner(key))]).toEqual(['unknown-code', 'privacy-link-over'])
  expect(await held(await keyByMail(email))).toEqual([])
})

test('a journal does the same again on a database that knows nothing of it, twice as well as once', async () => {
  const { postId } = await tells('Nightshade grows over the umbrageous sluice', { email: 'again@example.org' })
  const erased = await tells('Another umbrageous thing at the lock, quite unlike the first one told', {})
  const now = office.clock.now()
  const rows = [{ id: postId, postId, kind: 'erased' as const, at: now, cause: null }, { id: erased.postId, postId: erased.postId, kind: 'erased' as const, at: now, cause: 'retention' as const }]
  await eraseAgain(office.house, office.campaign.id, rows)
  await eraseAgain(office.house, office.campaign.id, [...rows, { ...rows[0]!, id: office.campaign.id, postId: office.campaign.id }])
  expect(await tracesOf(office.house, office.campaign.id)).not.toMatch(/umbrageous/i)
  expect((await journalOf(office.house.db, office.campaign.id)).filter((row) => row.at.getTime() === now.getTime())).toHaveLength(3)
  expect(await peopleTakingBackSince(office.house.db, office.campaign.id, [new Date(now.getTime() - 1)])).toEqual([1])
})

test('a request is a task with a date; whoever looks at it is written down, and what it said goes after a time', async () => {
  const nadia = await office.actor('nora', 'coordinator')
  await addRequest(office.house, office.campaign, { kind: 'see', contact: 'Wednesdays at the ropewalk', text: 'I have lost the code', language: 'en' })
  expect(await codeOf(addRequest(office.house, office.campaign, { kind: 'see', contact: ' ', text: '', language: 'en' }))).toBe('contact-missing')
  const [request] = (await requestsIn(office.house.db, office.campaign.id, 'open')).filter((one) => one.kind === 'see')
  expect(request!.dueAt.getTime() - request!.createdAt.getTime()).toBe(30 * 86_400_000)
  expect(await tracesOf(office.house, office.campaign.id)).not.toMatch(/ropewalk/)
  expect(await readRequest(office.house, nadia, office.campaign, request!.id)).toEqual({ contact: 'Wednesdays at the ropewalk', text: 'I have lost the code' })
  expect(await codeOf(closeRequest(office.house, nadia, office.campaign, request!.id, 'refused', ''))).toBe('reason-for-log')
  await closeRequest(office.house, nadia, office.campaign, request!.id, 'done', 'Given a link')
  expect(await codeOf(closeRequest(office.house, nadia, office.campaign, request!.id, 'done', ''))).toBe('not-found')
  expect(await blankRequests(office.house, office.campaign.id, new Date(office.clock.now().getTime() + 1), 100)).toBe(1)
  expect(await codeOf(readRequest(office.house, nadia, office.campaign, request!.id))).toBe('not-found')
})
