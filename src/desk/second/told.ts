import { notify, uuid7, type Reader, type Transactor } from '#core/index.ts'

/** `given`: a coordinator gave it to somebody else; `back`: put it back into the queue; `otherwise`: decided otherwise than proposed. */
export type TellingKind = 'given' | 'back' | 'otherwise'

export interface Told {
  id: string
  kind: TellingKind
  statementId: string
  by: string
  at: Date
}

interface Telling {
  personId: string
  kind: TellingKind
  statementId: string
}

/** Tells people what became of their work, now and until they have seen it. `of`: the deed or the steering that did it. */
export async function tell(t: Transactor, campaignId: string, tellings: Telling[], by: string, of: string, at: Date): Promise<void> {
  const others = tellings.filter((one) => one.personId !== by)
  if (others.length === 0) return
  await t.run(
    `insert into told (campaign_id, id, person_id, kind, statement_id, by_id, of_id, at)
     select $1, x.id, x.person, x.kind, x.statement, $3, $4, $5
     from unnest($2::uuid[], $6::text[], $7::text[], $8::uuid[]) as x(id, person, kind, statement)`,
    [campaignId, others.map(() => uuid7(at)), by, of, at, others.map((one) => one.personId), others.map((one) => one.kind), others.map((one) => one.statementId)],
  )
  await notify(t, campaignId, { kind: 'told', people: [...new Set(others.map((one) => one.personId))] })
}

/** It was taken back: nobody needs to hear of it. */
export async function untell(t: Transactor, campaignId: string, of: string): Promise<void> {
  const gone = await t.rows<{ person: string }>(`delete from told where campaign_id = $1 and of_id = $2 returning person_id as person`, [campaignId, of])
  if (gone.length > 0) await notify(t, campaignId, { kind: 'told', people: [...new Set(gone.map((row) => row.person))] })
}

/** Not seen yet, the latest first. */
export async function toldTo(reader: Reader, campaignId: string, personId: string): Promise<Told[]> {
  return reader.rows(
    `select t.id, t.kind, t.statement_id as "statementId", p.name as by, t.at from told t join person p on p.id = t.by_id
     where t.campaign_id = $1 and t.person_id = $2 and t.seen_at is null order by t.at desc, t.id limit 20`,
    [campaignId, personId],
  )
}

export async function seeTold(t: Transactor, campaignId: string, personId: string, ids: string[], at: Date): Promise<void> {
  await t.run(`update told set seen_at = $4 where campaign_id = $1 and person_id = $2 and id = any($3::uuid[]) and seen_at is null`, [campaignId, personId, ids, at])
}
