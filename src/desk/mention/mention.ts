import { foldName } from '#campaign/index.ts'
import { notify, type House, type Reader, type Transactor } from '#core/index.ts'
import { membersOf, type Member } from '#person/index.ts'

export interface Mention {
  note: string
  /** What the note is about: one of the two. */
  statementId: string | null
  incidentId: string | null
  text: string
  by: string
  at: Date
  readAt: Date | null
}

/** Whom a note names: `@Omar` or `@Omar Haddad`, in any script. Where two share the name that is typed, both. */
export function namedIn<Person extends { name: string }>(text: string, people: readonly Person[]): Person[] {
  const found = new Set<Person>()
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}_.])@(?=[\p{L}\p{N}])/gu)) {
    const after = ` ${foldName(text.slice(index + 1, index + 200))} `
    const whole = people.filter((one) => after.startsWith(` ${foldName(one.name)} `))
    const first = people.filter((one) => after.startsWith(` ${foldName(one.name).split(' ')[0]} `))
    for (const one of whole.length > 0 ? whole : first) found.add(one)
  }
  return [...found]
}

/** Puts a note before those whom it names; in the transaction that writes it. Nobody is told what they wrote themselves. */
export async function mentionIn(t: Transactor, campaignId: string, note: { id: string; by: string; text: string }, at: Date): Promise<void> {
  if (!note.text.includes('@')) return
  const campaign = await t.row<{ id: string; slug: string; organisationId: string }>(`select id, slug, organisation_id as "organisationId" from campaign where id = $1`, [campaignId])
  const members: Member[] = (await membersOf(t, campaign!)).filter((one) => !one.frozen && one.id !== note.by)
  const named = namedIn(note.text, members)
  if (named.length === 0) return
  await t.run(
    `insert into mention (campaign_id, person_id, note_id, at) select $1, given.id, $3, $4 from unnest($2::text[]) as given (id) on conflict do nothing`,
    [campaignId, named.map((one) => one.id), note.id, at])
  await notify(t, campaignId, { kind: 'mention' })
}

/** The notes that name somebody, the unread ones first. */
export async function mentionsOf(reader: Reader, campaignId: string, personId: string): Promise<Mention[]> {
  return reader.rows(
    `select m.note_id as note, n.statement_id as "statementId", n.incident_id as "incidentId", n.text, p.name as by, m.at, m.read_at as "readAt"
     from mention m join note n on n.campaign_id = m.campaign_id and n.id = m.note_id join person p on p.id = n.person_id
     where m.campaign_id = $1 and m.person_id = $2 order by m.read_at is not null, m.at desc, m.note_id limit 100`, [campaignId, personId])
}

export async function unreadMentions(reader: Reader, campaignId: string, personId: string): Promise<number> {
  const row = await reader.row<{ count: number }>(`select count(*)::int as count from mention where campaign_id = $1 and person_id = $2 and read_at is null`, [campaignId, personId])
  return row!.count
}

/** Somebody has read it; all of theirs without a note. */
export async function readMention(house: House, campaignId: string, personId: string, note?: string): Promise<void> {
  await house.db.transact((t) => t.run(
    `update mention set read_at = $3 where campaign_id = $1 and person_id = $2 and read_at is null and ($4::uuid is null or note_id = $4)`,
    [campaignId, personId, house.clock.now(), note ?? null]))
}
