import type { BenchHouse } from '../intake/house.ts'

const workers = 10

/**
 * What PostgreSQL alone makes of the same work: a table of the same size, `for update skip locked`, a row of a claim, its end and
 * a row of a decision, each in its transaction, on as many connections as a house has. Claims a second.
 */
export async function bareClaims(bench: BenchHouse, rows: number): Promise<number> {
  const { db } = bench.house
  await db.rows(`create table bare_statement (campaign_id uuid, id uuid, state text, due_at timestamptz, version integer, primary key (campaign_id, id))`)
  await db.rows(`create index on bare_statement (campaign_id, state, due_at, id)`)
  await db.rows(`create table bare_claim (campaign_id uuid, statement_id uuid, person_id text, until timestamptz, primary key (campaign_id, statement_id))`)
  await db.rows(`create table bare_deed (campaign_id uuid, id uuid, statement_id uuid, person_id text, primary key (campaign_id, id))`)
  const campaign = '00000000-0000-7000-8000-000000000001'
  await db.rows(`insert into bare_statement select $1, gen_random_uuid(), 'waiting', now() + n * interval '1 second', 1 from generate_series(1, $2::int) n`, [campaign, rows])
  await db.rows(`analyze bare_statement`)
  let claims = 0
  const began = performance.now()
  const work = async (person: string) => {
    for (;;) {
      const taken = await db.transact(async (t) => {
        const found = await t.rows<{ id: string }>(`select id from bare_statement where campaign_id = $1 and state = 'waiting' order by due_at, id limit 5 for update skip locked`, [campaign])
        const ids = found.map((row) => row.id)
        await t.run(`update bare_statement set state = 'held', version = version + 1 where campaign_id = $1 and id = any($2)`, [campaign, ids])
        await t.run(`insert into bare_claim select $1, id, $3, $4 from unnest($2::uuid[]) as id`, [campaign, ids, person, new Date()])
        return ids
      })
      if (taken.length === 0) return
      claims += taken.length
      for (const id of taken) {
        await db.transact(async (t) => {
          await t.rows(`select 1 from bare_statement where campaign_id = $1 and id = $2 for update`, [campaign, id])
          await t.run(`delete from bare_claim where campaign_id = $1 and statement_id = $2`, [campaign, id])
          await t.run(`update bare_statement set state = 'decided', version = version + 1 where campaign_id = $1 and id = $2`, [campaign, id])
          await t.run(`insert into bare_deed values ($1, gen_random_uuid(), $2, $3)`, [campaign, id, person])
        })
      }
    }
  }
  await Promise.all(Array.from({ length: workers }, (_, at) => work(`person ${at}`)))
  return claims / ((performance.now() - began) / 1_000)
}
