import { afterAll, beforeAll, expect, test } from 'vitest'
import { changePhoto, keepPhoto, shownPhoto } from '#post/index.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { takeSnapshot } from './index.ts'

let office: Office

beforeAll(async () => {
  office = await openOffice()
  await office.person('vera', 'volunteer')
})
afterAll(() => office?.close())

/** One incident of several reports, which differ in what their authors agreed to. */
async function reports(posts: Record<string, unknown>[]): Promise<{ post: string }[]> {
  const rows: { post: string }[] = []
  let incident = 'new'
  for (const [at, post] of posts.entries()) {
    const externalId = `p${at}`
    await office.say([{ channel: 'form', externalId, text: sentence(at * 7), author: { name: `Name ${at}`, handle: externalId }, ...post }])
    const row = (await office.house.db.row<{ statement: string; post: string }>(
      `select f.statement_id as statement, p.id as post from post p join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id where p.campaign_id = $1 and p.external_id = $2`, [office.campaign.id, externalId]))!
    const { body } = await office.here('vera', 'POST', '/claims', { statement: row.statement })
    const done = await office.here('vera', 'POST', `/statements/${row.statement}/decisions`, { version: body.claims[0].statement.version, decision: 'incident', incident, ...(incident === 'new' ? { title: 'One incident' } : {}) })
    incident = (await office.house.db.row<{ id: string }>(`select incident_id as id from incident_statement where campaign_id = $1 and deed_id = $2`, [office.campaign.id, done.body.decision]))!.id
    rows.push(row)
  }
  return rows
}

test('words, names and photos each stand only where their sender agreed to each', async () => {
  const { house, campaign } = office
  const [named, quoted, silent, hearsay] = await reports([
    { consent: { quote: true, name: true } }, { consent: { quote: true } }, { consent: { name: true } }, { consent: { quote: true, name: true }, knows: 'heard' },
  ])
  const vera = { person: { id: (await house.db.row<{ id: string }>(`select id from person where name = 'vera'`))!.id, name: 'vera', email: '', languages: [] }, roles: [] }
  const photo = { type: 'image/webp', bytes: Buffer.from('bytes') }
  for (const [one, wish] of [[named, { allowed: true }], [quoted, { allowed: true, graphic: true }], [silent, {}], [hearsay, { allowed: true }]] as const) await keepPhoto(house, campaign.id, one!.post, photo, wish)
  const show = (post: string, change: object) => changePhoto(house, campaign.id, vera, post, change).then(() => 'shown', (refusal: { code: string }) => refusal.code)
  expect(await show(named!.post, { shown: true })).toBe('alt-needed')
  expect(await show(named!.post, { alt: 'A gate', shown: true })).toBe('shown')
  expect(await show(quoted!.post, { alt: 'A wound', shown: true })).toBe('shown')
  for (const one of [silent, hearsay]) expect(await show(one!.post, { alt: 'Something', shown: true })).toBe('photo-not-allowed')
  const [incident] = (await takeSnapshot(house, campaign)).incidents
  expect(incident).toMatchObject({ posts: 4, people: 4 })
  expect(incident!.quotes.map(({ text, name }) => [text, name])).toEqual([[sentence(0), 'Name 0'], [sentence(7), null]])
  expect(incident!.photos).toMatchObject([{ alt: 'A gate', graphic: false }, { alt: 'A wound', graphic: true }])
  expect(await shownPhoto(house, campaign.id, incident!.photos[0]!.id)).toEqual(photo)
  // Without its description a photo is not public any more.
  await changePhoto(house, campaign.id, vera, named!.post, { alt: '' })
  expect(await shownPhoto(house, campaign.id, incident!.photos[0]!.id)).toBeUndefined()
})
