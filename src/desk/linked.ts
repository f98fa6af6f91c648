import type { Reader, Transactor } from '#core/index.ts'

/**
 * What a deed of a later slice linked statements to, by that slice's own word: rows (campaign_id, {of}_id, statement_id, deed_id) of its table
 * {of}_statement, with the same word for the deed and in what it kept (`done`). The table is the caller's; how links follow statements is the
 * same for all.
 */
export type Linked = 'incident' | 'question'

/** Step `join`: what the one was linked to, the other is linked to. */
export async function moveLinked(t: Transactor, campaignId: string, of: Linked, pairs: { from: string; into: string }[]): Promise<void> {
  const [from, into] = [pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)]
  await t.run(
    `insert into ${of}_statement (campaign_id, ${of}_id, statement_id, deed_id)
     select l.campaign_id, l.${of}_id, pair.b, l.deed_id
     from ${of}_statement l join unnest($2::uuid[], $3::uuid[]) as pair (a, b) on l.statement_id = pair.a
     where l.campaign_id = $1
     on conflict do nothing`,
    [campaignId, from, into],
  )
  await t.run(`delete from ${of}_statement where campaign_id = $1 and statement_id = any($2)`, [campaignId, from])
}

/** Step `part`: links follow the deeds that went back. */
export async function moveLinkedBack(t: Transactor, campaignId: string, of: Linked, { from, into }: { from: string; into: string }): Promise<void> {
  await t.run(
    `insert into ${of}_statement (campaign_id, ${of}_id, statement_id, deed_id)
     select d.campaign_id, i.id, d.statement_id, d.id
     from deed d join ${of} i on i.campaign_id = d.campaign_id and i.id = (d.done->>'${of}')::uuid
     where d.campaign_id = $1 and d.statement_id = $2 and d.kind = '${of}' and d.taken_back_at is null
     on conflict do nothing`,
    [campaignId, into],
  )
  await t.run(
    `delete from ${of}_statement l using deed d
     where l.campaign_id = $1 and l.statement_id = $2 and d.campaign_id = $1 and d.id = l.deed_id and d.statement_id = $3`,
    [campaignId, from, into],
  )
}

/** Which statements stand behind something, and how many people said them. */
export interface Behind {
  statements: string[]
  people: number
}

export async function behindLinked(reader: Reader, campaignId: string, of: Linked, ids: string[]): Promise<Map<string, Behind>> {
  const rows = await reader.rows<Behind & { id: string }>(
    `select l.${of}_id as id, (array_agg(distinct l.statement_id::text)) as statements, count(distinct o.key_id)::int as people
     from ${of}_statement l
     join post_fold f on f.campaign_id = l.campaign_id and f.statement_id = l.statement_id
     join post o on o.campaign_id = f.campaign_id and o.id = f.post_id
     where l.campaign_id = $1 and l.${of}_id = any($2::uuid[]) group by l.${of}_id`,
    [campaignId, ids],
  )
  return new Map(rows.map(({ id, ...rest }) => [id, rest]))
}
