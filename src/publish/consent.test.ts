import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPlaces, bringSet, campaignById, changeCampaign, readPlaces, touchPublic, type Campaign } from '#campaign/index.ts'
import { translate } from '#ui/words.ts'
import { channels } from '#channel/index.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { dossierFor, gather } from '../deliver/gather.ts'
import { closePresses, makeDossiers } from '../deliver/index.ts'
import { areasGeoJsonOf, districtCounts, mapAtom, mapBounds, mapCsv, mapGeoJson, questionsCsv, questionsJson, takeSnapshot } from './index.ts'
import { drawMap } from './map/index.ts'

let office: Office
let dir: string
/** What each post said and may, by the words that only it has. */
const cases: { words: string; channel: string; quote: boolean; passOn: boolean; about: string }[] = []

// DESIGN.md, "Consent and keys": what may be done without asking further.
const table: Record<string, { quote: boolean; passOn: boolean }> = {
  ...Object.fromEntries(['x', 'mastodon', 'bluesky', 'feed', 'paper'].map((channel) => [channel, { quote: true, passOn: true }])),
  ...Object.fromEntries(['telegram', 'whatsapp', 'sms', 'email', 'form', 'call', 'webhook', 'file'].map((channel) => [channel, { quote: false, passOn: false }])),
}

const words = [undefined, true, false]

beforeAll(async () => {
  office = await openOffice()
  dir = await mkdtemp(join(tmpdir(), 'clamor-consent-'))
  await office.person('vera', 'volunteer')
  const posts: Record<string, unknown>[] = []
  for (const channel of channels) {
    for (const quote of words) {
      for (const passOn of words) {
        for (const knows of ['lived', 'heard'] as const) {
          const mark = `mark${cases.length}x`
          const may = table[channel]!
          cases.push({
            words: mark, channel, about: JSON.stringify({ channel, quote, passOn, knows }),
            quote: knows !== 'heard' && (quote ?? may.quote), passOn: knows !== 'heard' && (passOn ?? may.passOn),
          })
          posts.push({
            channel, externalId: mark, text: `${mark} ${sentence(cases.length)}`, knows, author: { name: `Person ${mark}`, handle: `handle${mark}`, network: channel },
            contact: { email: `${mark}@example.org` }, ...(quote === undefined && passOn === undefined ? {} : { consent: { quote, passOn } }),
          })
        }
      }
    }
  }
  await office.say(posts)
})
afterAll(async () => {
  closePresses()
  await office?.close()
  await rm(dir, { recursive: true, force: true })
})

/** Every waiting statement becomes an incident and a question of its own, without any wording: only consent decides what is seen. */
async function hang(): Promise<void> {
  const { house, campaign } = office
  await house.db.transact(async (t) => {
    const statements = await t.rows<{ id: string }>(`select id from statement where campaign_id = $1 and state = 'waiting' order by number`, [campaign.id])
    const area = await t.row<{ id: string }>(`select id from issue_area where campaign_id = $1 and key = 'water'`, [campaign.id])
    const ids = statements.map((row) => row.id)
    const values = [campaign.id, ids, area!.id, house.clock.now()]
    await t.run(`insert into question (campaign_id, id, number, issue_area_id, created_at) select $1, id, n, $3, $4 from unnest($2::uuid[]) with ordinality as s (id, n)`, values)
    await t.run(`insert into question_statement (campaign_id, question_id, statement_id, deed_id) select $1, id, id, id from unnest($2::uuid[]) as id`, values.slice(0, 2))
    await t.run(
      `insert into incident (campaign_id, id, number, issue_area_id, precision, happened_at, created_at) select $1, id, n, $3, 'hidden', $4, $4 from unnest($2::uuid[]) with ordinality as s (id, n)`, values)
    await t.run(`insert into incident_statement (campaign_id, incident_id, statement_id, deed_id) select $1, id, id, id from unnest($2::uuid[]) as id`, values.slice(0, 2))
    await t.run(`update statement set state = 'decided' where campaign_id = $1`, [campaign.id])
    await touchPublic(t, campaign.id)
  })
  // As autovacuum does within a minute: without figures of its tables PostgreSQL reads the snapshot a hundred times slower.
  await house.db.rows('analyze')
}

/** Everything that leaves the house, by its name. */
async function outside(campaign: Campaign): Promise<Record<string, string>> {
  const { house } = office
  const snapshot = await takeSnapshot(house, campaign)
  const gathered = await gather(house, campaign)
  const institution = gathered.snapshot.institutions.find((one) => one.key === 'water-board')!
  return {
    snapshot: JSON.stringify(snapshot), geojson: mapGeoJson(snapshot, 'https://example.org'), csv: mapCsv(snapshot, 'https://example.org'), atom: mapAtom(snapshot, 'https://example.org'),
    'questions.json': questionsJson(snapshot), 'questions.csv': questionsCsv(snapshot), dossier: JSON.stringify(dossierFor(house, gathered, institution, 'en', 1)),
  }
}

const found = (text: string) => new Set(text.match(/mark\d+x/g) ?? [])

test('each channel, each word of the author, lived or heard: only what may be quoted is public, only what may be passed on is in a dossier', async () => {
  await hang()
  const files = await outside(office.campaign)
  for (const [name, text] of Object.entries(files)) {
    const shown = found(text)
    const wrong = cases.filter((one) => shown.has(one.words) !== (name === 'dossier' ? one.passOn : one.quote)).map((one) => one.about)
    expect([name, wrong]).toEqual([name, []])
    // Nobody here agreed to be named.
    expect(text).not.toMatch(/Person mark|handlemark|@example\.org/)
  }
  // Counting needs no consent.
  expect(JSON.parse(files['snapshot']!).figures).toMatchObject({ posts: cases.length, people: cases.length, statements: cases.length, channels: channels.length })
})

test("a campaign's own table changes what nobody has said, and never the author's word or hearsay", async () => {
  const { house } = office
  const consent = { sms: { quote: true }, x: { quote: false, passOn: false } }
  const changed = await house.db.transact((t) => changeCampaign(t, office.campaign.id, { consent }, house.clock.now()))
  const shown = found((await outside(changed)).snapshot!)
  const wrong = cases.filter((one) => {
    const { quote, knows, channel } = JSON.parse(one.about)
    const table = channel === 'sms' ? true : channel === 'x' ? false : undefined
    return shown.has(one.words) !== (knows !== 'heard' && (quote ?? table ?? one.quote))
  })
  expect(wrong.map((one) => one.about)).toEqual([])
  await house.db.transact((t) => changeCampaign(t, office.campaign.id, { consent: {} }, house.clock.now()))
})

test('deleted upstream: the words go from everything, the counts stay', async () => {
  const { house, campaign } = office
  const gone = cases.filter((one) => one.channel === 'mastodon')
  const before = (await takeSnapshot(house, campaign)).figures
  await house.db.rows(`update post set gone_at = $2 where campaign_id = $1 and channel = 'mastodon'`, [campaign.id, house.clock.now()])
  for (const [name, text] of Object.entries(await outside(campaign))) {
    const shown = found(text)
    expect([name, gone.filter((one) => shown.has(one.words))]).toEqual([name, []])
    expect(shown.size).toBeGreaterThan(20)
  }
  expect((await takeSnapshot(house, campaign)).figures).toEqual(before)
})

test('a wording that a person wrote stands without quoting anybody, and the finished files quote nobody who did not agree', async () => {
  const { house, campaign } = office
  const secret = cases.find((one) => one.channel === 'sms' && !one.quote && !one.passOn)!
  const [question] = await house.db.rows<{ id: string }>(
    `select l.question_id as id from question_statement l join post_fold f on f.campaign_id = l.campaign_id and f.statement_id = l.statement_id
     join post p on p.campaign_id = f.campaign_id and p.id = f.post_id where l.campaign_id = $1 and p.external_id = $2`, [campaign.id, secret.words])
  await house.db.rows(`update question set wording = 'Who pays for the pump?', language = 'en' where campaign_id = $1 and id = $2`, [campaign.id, question!.id])
  const files = await outside(campaign)
  for (const name of ['snapshot', 'questions.json', 'questions.csv', 'dossier']) {
    expect(files[name]).toContain('Who pays for the pump?')
    expect(found(files[name]!).has(secret.words)).toBe(false)
  }
  await makeDossiers(house, campaign, { dir, institution: 'water-board' })
  const names = (await readdir(dir, { recursive: true })).filter((name) => /\.(html|csv)$/.test(name))
  expect(names.length).toBeGreaterThanOrEqual(2)
  const allowed = new Set(cases.filter((one) => one.passOn && one.channel !== 'mastodon').map((one) => one.words))
  const shown = new Set<string>()
  for (const name of names) for (const words of found(await readFile(join(dir, name), 'utf8'))) shown.add(words)
  expect([...shown].filter((one) => !allowed.has(one))).toEqual([])
  expect(shown.size).toBe(allowed.size)
})

test('a place leaves the house only as exact as was chosen, in every file; what was false leaves it not at all', async () => {
  const { house, campaign } = office
  await house.db.transact((t) => addPlaces(t, campaign.id, [
    { name: 'Old Port', district: 'Coast', lat: 10.1, lon: 20.1, kind: 'town' }, { name: 'Mill Hill', district: 'Coast', lat: 10.2, lon: 20.3, kind: 'town' },
  ], house.clock.now()))
  const chosen = ['exact', '1km', 'district', 'hidden', 'exact'] as const
  const ids = (await house.db.rows<{ id: string }>(`select id from incident where campaign_id = $1 order by number limit 5`, [campaign.id])).map((row) => row.id)
  for (const [at, id] of ids.entries()) {
    await house.db.rows(
      `update incident set title = $3, place_name = $4, lat = $5, lon = $6, precision = $7, verification = $8 where campaign_id = $1 and id = $2`,
      [campaign.id, id, `titled ${at} end`, `House ${at}`, 10.123456 + at / 1_000, 20.123456 + at / 1_000, chosen[at], at === 4 ? 'false' : 'verified'])
  }
  const files = await outside((await campaignById(house.db, campaign.id))!)
  for (const name of ['snapshot', 'geojson', 'csv', 'atom']) {
    const text = files[name]!
    for (const at of [0, 1, 2, 3]) expect([name, text.includes(`titled ${at} end`)]).toEqual([name, true])
    expect(text).not.toContain('titled 4 end')
    expect(text).toContain('10.123')
    // The true coordinates, and the name that a reporter gave, of all but the exact one.
    for (const at of [1, 2, 3, 4]) expect([name, at, text.includes(`House ${at}`), text.includes(String(10.123456 + at / 1_000)), text.includes(`10.12${3 + at}4`)]).toEqual([name, at, false, false, false])
  }
  const shown = new Map((await takeSnapshot(house, campaign)).incidents.map((one) => [one.title, one.place]))
  const [one, two] = [shown.get('titled 1 end')!, shown.get('titled 2 end')!]
  expect(one).toMatchObject({ name: 'Old Port' })
  expect(Math.hypot(one.lat - 10.124456, one.lon - 20.124456)).toBeLessThan(0.02)
  expect(two).toMatchObject({ name: 'Coast' })
  expect(shown.get('titled 3 end')).toBeUndefined()
})

test('a district counts what everybody sees in it: what is kept to it, what is blurred into it, never what is hidden', async () => {
  const { house, campaign } = office
  const box = (west: number, east: number) => [[west, 10], [east, 10], [east, 11], [west, 11], [west, 10]]
  const file = { type: 'FeatureCollection', features: [['West', 'الغرب', 20, 20.125], ['East', 'الشرق', 20.125, 21]].map(([name, arabic, west, east]) => ({ type: 'Feature', properties: { name, name_ar: arabic }, geometry: { type: 'Polygon', coordinates: [box(west as number, east as number)] } })) }
  const read = await readPlaces(Buffer.from(JSON.stringify(file)))
  await bringSet(house, campaign, null, read, { name: 'Districts', file: 'd.geojson' })
  const snapshot = await takeSnapshot(house, (await campaignById(house.db, campaign.id))!)
  const shown = new Map(snapshot.incidents.map((one) => [one.title, one]))
  const nameOf = (title: string) => snapshot.areaMap.areas.find((area) => area.id === shown.get(title)?.districtId)?.name
  // True points: 20.123 and 20.124 lie in the west; what is blurred to a kilometre is counted where its mark stands.
  expect(nameOf('titled 0 end')).toBe('West')
  expect(nameOf('titled 1 end')).toBe(shown.get('titled 1 end')!.place!.lon < 20.125 ? 'West' : 'East')
  expect([nameOf('titled 2 end'), shown.get('titled 2 end')!.place!.name]).toEqual(['East', 'East'])
  expect(shown.get('titled 3 end')!.districtId).toBeNull()
  const counts = districtCounts(snapshot, snapshot.incidents, 'rtl')
  expect(counts.map((one) => one.name).sort()).toEqual(['الشرق', 'الغرب'])
  const placed = snapshot.incidents.filter((one) => one.districtId !== null)
  expect(counts.reduce((sum, one) => sum + one.incidents, 0)).toBe(placed.length)
  const written = JSON.parse(areasGeoJsonOf(snapshot)) as GeoJSON.FeatureCollection
  expect(written.features.map(({ properties }) => [properties!['name'], properties!['incidents']])).toEqual(counts.map(({ area, incidents }) => [area.name, incidents]))
  const svg = drawMap({ incidents: [], t: translate('en'), width: 600, height: 400, bounds: mapBounds(snapshot)!, districts: { borders: snapshot.areaMap.borders, chosen: snapshot.areaMap.areas[0]!.outline.flat(), text: 'By district: West 2.' } })
  expect(svg).toMatch(/stroke-width="2"/)
  expect(svg).toContain('By district: West 2.')
})
