/** A snapshot that remembers what it read says to the last letter what one says that reads all of it anew, whatever happens in between. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { campaignById } from '#campaign/index.ts'
import { changeConsent, changePhoto, judgePost, keepPhoto, sayPlace, withdraw } from '#post/index.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { takeSnapshot } from './index.ts'
import { noMemory } from './memory.ts'
import { ready } from './ready.ts'

let office: Office
const memory = noMemory()
let serial = 0

beforeAll(async () => {
  office = await openOffice()
  await office.person('vera', 'volunteer')
  await office.person('cora', 'coordinator')
})
afterAll(() => office?.close())

interface Told {
  statement: string
  post: string
}

async function tell(post: Record<string, unknown> = {}): Promise<Told> {
  const externalId = `p${serial}`
  await office.say([{ channel: 'form', externalId, text: sentence(serial++ * 7), author: { name: `Name ${serial}`, handle: externalId }, consent: { quote: true, name: true }, place: { name: 'Here', lat: 10 + serial / 10, lon: 20 }, ...post }])
  return (await office.house.db.row<Told>(
    `select f.statement_id as statement, p.id as post from post p join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id where p.campaign_id = $1 and p.external_id = $2`, [office.campaign.id, externalId]))!
}

async function decide(statement: string, decision: Record<string, unknown>): Promise<string> {
  const { body } = await office.here('vera', 'POST', '/claims', { statement })
  const done = await office.here('vera', 'POST', `/statements/${statement}/decisions`, { version: body.claims[0].statement.version, ...decision })
  if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  return done.body.decision
}

async function same(what: string): Promise<void> {
  const campaign = (await campaignById(office.house.db, office.campaign.id))!
  const [remembered, anew] = [await takeSnapshot(office.house, campaign, 'quote', office.house.db, memory), await takeSnapshot(office.house, campaign)]
  // Figures of the whole campaign may lag behind what comes in.
  expect([what, { ...remembered, figures: null }]).toEqual([what, { ...anew, figures: null }])
}

test('after each thing that people do, at the desk, with their own words, or against somebody else’s', async () => {
  const { house, campaign } = office
  const [first, second, third, fourth] = [await tell(), await tell(), await tell({ channel: 'sms', consent: undefined }), await tell()]
  await same('nothing decided')
  await decide(first.statement, { decision: 'incident', incident: 'new' })
  await same('an incident without a wording')
  const incident = (await house.db.row<{ id: string }>('select id from incident where campaign_id = $1', [campaign.id]))!.id
  await decide(second.statement, { decision: 'incident', incident })
  const question = await decide(third.statement, { decision: 'question', question: 'new', wording: 'Who repairs the pump?' })
  await same('more hangs on it, and a question')
  await office.here('vera', 'DELETE', `/statements/${third.statement}/decisions/${question}`)
  await same('taken back within ten seconds')
  // A copy joins what was decided: counted, and quoted no differently.
  await tell({ text: sentence(0), channel: 'mastodon' })
  await same('a copy joins')
  await keepPhoto(house, campaign.id, first.post, { type: 'image/webp', bytes: Buffer.from('bytes') }, { allowed: true })
  const vera = { person: { id: (await house.db.row<{ id: string }>(`select id from person where name = 'vera'`))!.id, name: 'vera', email: '', languages: [] }, roles: [] }
  await changePhoto(house, campaign.id, vera as never, first.post, { alt: 'A gate', shown: true })
  await same('a photo is shown')
  await changeConsent(house, campaign.id, [first.post], { quote: true, name: false, passOn: false, write: false })
  await same('a name is taken back')
  await house.db.transact((t) => judgePost(t, campaign.id, second.post, 'heard'))
  await same('hearsay is not quoted')
  const place = await tell({ place: { name: 'Santa Lira' } })
  await house.db.transact((t) => sayPlace(t, campaign.id, place.post, { place: { name: 'Santa Lira, Sur', lat: 11, lon: 21 }, precision: 'hidden' }))
  await decide(place.statement, { decision: 'incident', incident: 'new', title: 'Told from somewhere' })
  await same('a place that its author wants hidden')
  const campaignNow = (await campaignById(house.db, campaign.id))!
  expect((await takeSnapshot(house, campaignNow)).incidents.find((one) => one.title === 'Told from somewhere')).toMatchObject({ precision: 'hidden', place: undefined })
  await office.join('cora', second.statement, fourth.statement)
  await same('two are joined')
  await withdraw(house, campaign.id, [first.post], 'withdrawn')
  await same('the words that carried it are taken back')
  await withdraw(house, campaign.id, [second.post, fourth.post], 'erased')
  await same('and all others')
})

test('whoever asks while a page is made gets one that holds what was done before they asked, and all of them together one', async () => {
  const { house, campaign } = office
  const made: string[] = []
  let release = () => {}
  const make = async () => {
    const { version } = (await house.db.row<{ version: string }>('select public_version as version from campaign_pulse where campaign_id = $1', [campaign.id]))!
    made.push(version)
    if (made.length === 1) await new Promise<void>((done) => (release = done))
    return version
  }
  const ask = () => ready(house, campaign, 'test', make)
  const slow = ask()
  await expect.poll(() => made.length).toBe(1)
  const wanted: string[] = []
  const asked: Promise<string>[] = []
  for (let at = 0; at < 3; at++) {
    await changeConsent(house, campaign.id, [], { quote: true, name: true, passOn: true, write: true })
    wanted.push((await house.db.row<{ version: string }>('select public_version as version from campaign_pulse where campaign_id = $1', [campaign.id]))!.version)
    asked.push(ask())
  }
  release()
  const got = await Promise.all([slow, ...asked])
  expect(got[0]).toBe(made[0])
  for (const [at, version] of wanted.entries()) expect(Number(got[at + 1])).toBeGreaterThanOrEqual(Number(version))
  expect(made.length).toBe(2)
  expect(await ask()).toBe(wanted.at(-1))
  expect(made.length).toBe(2)
})
