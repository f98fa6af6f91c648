import { addCampaign, addStartingAreas, issueAreasOf, type Campaign } from '#campaign/index.ts'
import { openLog, readConfig, type House } from '#core/index.ts'
import { temporaryDataDir } from '#core/postgres/index.ts'
import { roomOf } from '#room/index.ts'
import { statementIdOf } from '#statement/index.ts'
import { openHouse } from '../../src/open.ts'

const seed = 0.42
const rounds = 200

/**
 * Milliseconds for the figures of the room: statements, people who hold up to 25 each, a day of decisions. Goal: under 50 ms with
 * 20,000 statements and 200 people. Beside them, as the baseline of this run, the counts that the desk's tabs show.
 */
export async function roomBench({ statements, people }: { statements: number; people: number }): Promise<void> {
  openLog('silent')
  const { house, close } = await openHouse(readConfig({ data: await temporaryDataDir(), log: 'silent' }), { throwAway: true })
  try {
    const campaign = await addCampaign(house, { slug: 'busy-day', name: 'Busy day', organisation: 'Bench' })
    await fill(house, campaign, statements, people)
    const room = await roomOf(house, campaign)
    console.log(`${statements} statements (${room.waiting} wait, ${room.held} held, ${room.review} in review), ${room.people.length} people, ${room.people.reduce((sum, one) => sum + one.decidedToday, 0)} decisions today`)
    const counts = await timed(() => house.db.rows(`select state, count(*) from statement where campaign_id = $1 group by state`, [campaign.id]))
    const figures = await timed(() => roomOf(house, campaign))
    console.log(`figures of the room: median ${figures.median.toFixed(1)} ms, 95 % under ${figures.p95.toFixed(1)} ms`)
    console.log(`counting the states alone: median ${counts.median.toFixed(1)} ms; the room is ${(figures.median / counts.median).toFixed(1)} times that`)
  } finally {
    await close()
  }
}

async function timed(work: () => Promise<unknown>): Promise<{ median: number; p95: number }> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  return { median: times[rounds / 2]!, p95: times[Math.floor(rounds * 0.95)]! }
}

/** A day's state written at once: half decided today, a fifth held or in review, the rest waiting. */
async function fill(house: House, campaign: Campaign, statements: number, people: number): Promise<void> {
  const now = house.clock.now()
  await house.db.transact(async (t) => {
    await addStartingAreas(t, campaign.id, now)
    const areas = (await issueAreasOf(t, campaign.id)).map((area) => area.id)
    await t.run(`select setseed(${seed})`)
    await t.run(
      `insert into person (id, email, name, languages, ready, created_at)
       select 'p' || n, 'p' || n || '@example.org', 'Person ' || n, array[(array['en','es','fr','ar'])[1 + n % 4]], true, $2 from generate_series(1, $1::int) n`,
      [people, now],
    )
    await t.run(
      `insert into role (id, organisation_id, campaign_id, person_id, role, created_at)
       select 'r' || n, $2, $3, 'p' || n, 'volunteer', $4 from generate_series(1, $1::int) n`,
      [people, campaign.organisationId, campaign.id, now],
    )
    const ids = Array.from({ length: statements }, (_, number) => statementIdOf(campaign.id, number + 1))
    const held = Math.min(people * 12, Math.floor(statements / 5))
    const stateOf = (at: number) => (at < statements / 2 ? 'decided' : at < statements / 2 + held ? (at % 10 === 0 ? 'review' : 'held') : 'waiting')
    await t.run(
      `insert into statement (campaign_id, id, number, state, posts, language, channels, suggested_area_id, first_said_at, last_said_at, arrived_at, due_at)
       select $1, x.id, x.number, x.state, 1 + (random() * 30)::int, (array['en','es','fr','ar', null])[1 + (random() * 4)::int],
         array[(array['x','sms','mastodon','form','call'])[1 + (random() * 4)::int]], ($5::uuid[])[1 + (random() * ${areas.length - 1})::int], at, at, at, at
       from unnest($2::uuid[], $3::text[]) with ordinality as x(id, state, number)
       cross join lateral (select $4::timestamptz - (random() * 240 + (x.number - x.number)) * interval '1 minute') as w(at)`,
      [campaign.id, ids, ids.map((_, at) => stateOf(at)), now, areas],
    )
    const working = ids.filter((_, at) => ['held', 'review'].includes(stateOf(at)))
    await t.run(
      `insert into claim (campaign_id, statement_id, person_id, taken_at, until)
       select $1, x.id, 'p' || (1 + x.number % $3::int), $4::timestamptz - random() * interval '20 minutes', $4::timestamptz + random() * interval '15 minutes'
       from unnest($2::uuid[]) with ordinality as x(id, number)`,
      [campaign.id, working, people, now],
    )
    const review = ids.filter((_, at) => stateOf(at) === 'review')
    await t.run(
      `insert into proposal (campaign_id, id, statement_id, person_id, kind, input, at, version, second)
       select $1, gen_random_uuid(), x.id, 'p1', 'done', '{}', $3, 2, 'anybody' from unnest($2::uuid[]) as x(id)`,
      [campaign.id, review, now],
    )
    const done = ids.filter((_, at) => stateOf(at) === 'decided')
    await t.run(
      `insert into deed (campaign_id, id, statement_id, person_id, kind, done, at, version, waited_seconds)
       select $1, gen_random_uuid(), x.id, 'p' || (1 + x.number % $3::int), (array['discard','done','question'])[1 + (random() * 2)::int], '{}',
         $4::timestamptz - random() * interval '8 hours', 2, (random() * 900)::int from unnest($2::uuid[]) with ordinality as x(id, number)`,
      [campaign.id, done, people, now],
    )
  })
  await house.db.rows('analyze')
}
