import { uuid7, type Reader, type Transactor } from '#core/index.ts'

export interface AuditEntry {
  campaignId: string
  at: Date
  /** Undefined: the operator, on the command line. */
  personId?: string | undefined
  /** What was done, as noun.deed: `contact.read`, `member.role`, `token.made`. */
  kind: string
  /** To what: an id. Never an address, never anybody's words. */
  subject?: string | undefined
  reason?: string | undefined
  detail?: Record<string, unknown>
}

export interface AuditRow {
  id: string
  at: Date
  person: { id: string; name: string } | null
  kind: string
  subject: string | null
  reason: string | null
  detail: Record<string, unknown>
}

/** Writes it down in the transaction that does it: what is not in the log has not happened. */
export async function audit(t: Transactor, entry: AuditEntry): Promise<void> {
  await auditAll(t, [entry])
}

/** Several entries of one campaign and one moment in one statement. */
export async function auditAll(t: Transactor, entries: AuditEntry[]): Promise<void> {
  const [first] = entries
  if (!first) return
  await t.run(
    `insert into audit (campaign_id, id, at, person_id, kind, subject, reason, detail)
     select $1, id, $2, person_id, kind, subject, reason, detail::jsonb from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) as given (id, person_id, kind, subject, reason, detail)`,
    [first.campaignId, first.at, entries.map((one) => uuid7(one.at)), entries.map((one) => one.personId ?? null), entries.map((one) => one.kind), entries.map((one) => one.subject ?? null),
      entries.map((one) => one.reason ?? null), entries.map((one) => JSON.stringify(one.detail ?? {}))],
  )
}

/** Newest first; `after` is the id of the last entry of the page before. */
export async function readAudit(reader: Reader, campaignId: string, page: { after?: string | undefined; limit?: number; kind?: string | undefined } = {}): Promise<AuditRow[]> {
  return reader.rows<AuditRow>(
    `select a.id, a.at, a.kind, a.subject, a.reason, a.detail, case when p.id is null then null else json_build_object('id', p.id, 'name', p.name) end as person
     from audit a left join person p on p.id = a.person_id
     where a.campaign_id = $1 and ($2::uuid is null or a.id < $2) and ($3::text is null or a.kind = $3)
     order by a.id desc limit $4`,
    [campaignId, page.after ?? null, page.kind ?? null, Math.min(page.limit ?? 100, 1_000)],
  )
}

/** For retention: what was written down before this, of these kinds or of all but these. */
export async function dropAudit(t: Transactor, campaignId: string, before: Date, { only, but }: { only?: readonly string[]; but?: readonly string[] }, most: number): Promise<number> {
  return t.run(
    `delete from audit where campaign_id = $1 and id in (
       select id from audit where campaign_id = $1 and at < $2 and ($3::text[] is null or kind = any($3)) and ($4::text[] is null or kind <> all($4)) limit $5)`,
    [campaignId, before, only ?? null, but ?? null, most],
  )
}
