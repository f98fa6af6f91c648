import { isUuid, notify, type Actor, type House, type Reader, type Transactor } from '#core/index.ts'

/** A page says twice within this time that it is still there. */
const stillHereSeconds = 75

/** Somebody whose page shows a statement. */
export interface Looker {
  /** Of the page: one person may look from two. */
  page: string
  person: string
  name: string
}

/**
 * A page of somebody shows this statement, or the queue alone. Told to all only when it is another one than before: said again
 * it is a sign of life. What comes from a page that somebody else has named first is left aside.
 */
export async function look(house: House, campaignId: string, actor: Actor, page: string, statementId: string | null): Promise<void> {
  if (!isUuid(page)) return
  const now = house.clock.now()
  const until = new Date(now.getTime() + stillHereSeconds * 1_000)
  await house.db.transact(async (t) => {
    // Gone after a power cut, and said again by whoever still looks.
    await t.run('set local synchronous_commit = off')
    const shown = statementId !== null && isUuid(statementId) && (await t.row(`select 1 from statement where campaign_id = $1 and id = $2`, [campaignId, statementId])) ? statementId : null
    const same = await t.run(
      `update looking set until = $5 where campaign_id = $1 and id = $2 and person_id = $3 and statement_id is not distinct from $4::uuid`,
      [campaignId, page, actor.person.id, shown, until],
    )
    if (same > 0) return
    const written = await t.run(
      `insert into looking (campaign_id, id, person_id, statement_id, until) values ($1, $2, $3, $4, $5)
       on conflict (campaign_id, id) do update set statement_id = excluded.statement_id, until = excluded.until where looking.person_id = excluded.person_id`,
      [campaignId, page, actor.person.id, shown, until],
    )
    if (written > 0) await notify(t, campaignId, { kind: 'looking', page, person: actor.person.id, by: actor.person.name, statement: shown })
  })
}

/** The page was closed, or its line is gone. */
export async function lookAway(house: House, campaignId: string, personId: string, page: string): Promise<void> {
  if (!isUuid(page)) return
  await house.db.transact(async (t) => {
    const gone = await t.rows<{ id: string }>(`delete from looking where campaign_id = $1 and id = $2 and person_id = $3 returning id`, [campaignId, page, personId])
    await tellGone(t, campaignId, gone)
  })
}

/** Pages of which nothing has been heard: their process or their telephone died without a word. */
export async function forgetGone(t: Transactor, campaignId: string, now: Date): Promise<void> {
  await tellGone(t, campaignId, await t.rows<{ id: string }>(`delete from looking where campaign_id = $1 and until <= $2 returning id`, [campaignId, now]))
}

async function tellGone(t: Transactor, campaignId: string, pages: { id: string }[]): Promise<void> {
  for (const { id } of pages) await notify(t, campaignId, { kind: 'looking', page: id, statement: null })
}

/** Who looks at a statement now. */
export async function lookersAt(reader: Reader, campaignId: string, statementId: string, now: Date): Promise<Looker[]> {
  return reader.rows(
    `select l.id as page, p.id as person, p.name from looking l join person p on p.id = l.person_id
     where l.campaign_id = $1 and l.statement_id = $2 and l.until > $3 order by p.name, l.id limit 50`,
    [campaignId, statementId, now],
  )
}

/** Everybody who is there: a desk is open, or something is held. */
export async function presentPeople(reader: Reader, campaignId: string, now: Date): Promise<string[]> {
  const rows = await reader.rows<{ id: string }>(
    `select person_id as id from looking where campaign_id = $1 and until > $2
     union select person_id from claim where campaign_id = $1 and until > $2`,
    [campaignId, now],
  )
  return rows.map((row) => row.id)
}
