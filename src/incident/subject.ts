import { refuse, type Transactor } from '#core/index.ts'

/** What a checklist is about. */
export interface Subject {
  kind: 'statement' | 'incident'
  id: string
}

/** An incident has a checklist from the beginning, a statement when somebody works on it. */
export async function beginChecklist(t: Transactor, campaignId: string, { kind, id }: Subject): Promise<void> {
  await t.run(
    `insert into checklist (campaign_id, id, statement_id, incident_id) values ($1, $2, $3, $4) on conflict do nothing`,
    [campaignId, id, kind === 'statement' ? id : null, kind === 'incident' ? id : null],
  )
}

/** Locks the checklist that `version` still describes, and raises its version. */
export async function changeChecklist(t: Transactor, campaignId: string, subject: Subject, version: number): Promise<void> {
  const there = await t.row(`select 1 from ${subject.kind === 'statement' ? 'statement' : 'incident'} where campaign_id = $1 and id = $2`, [campaignId, subject.id])
  if (!there) throw refuse('not-found', 404, `There is no such ${subject.kind}.`)
  if (version === 0) await beginChecklist(t, campaignId, subject)
  const changed = await t.run(`update checklist set version = version + 1 where campaign_id = $1 and id = $2 and version = $3`, [campaignId, subject.id, version])
  if (changed > 0) return
  const row = await t.row<{ version: number }>(`select version from checklist where campaign_id = $1 and id = $2`, [campaignId, subject.id])
  throw refuse('stale-version', 409, 'Somebody has worked on this checklist since you read it.', { mend: 'Reload it; what you typed is kept.', extra: { version: row?.version ?? 0 } })
}
