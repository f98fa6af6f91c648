import { refuse, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { graphicSql } from '#graphic/index.ts'
import { allow } from '#person/index.ts'
import { consentChanges, effectiveConsentSql } from '#post/index.ts'
import { record } from './event.ts'
import { evidenceOf, type Evidence } from './evidence.ts'
import { derive, points, standingOf, verifications, type Derived, type Point, type Standing, type Verification } from './rule.ts'
import { gather, settle, settleWith } from './settle.ts'
import { changeChecklist, type Subject } from './subject.ts'

export interface PointRow {
  point: Point
  standing: Standing
  /** Not found about the incident itself, but about one of its statements. */
  taken: boolean
  sentence: string | null
  by: string | null
  at: Date | null
  evidence: Evidence[]
}

export interface Checklist {
  /** 0: nobody has worked on it. */
  version: number
  verification: Verification
  /** What the rule makes of it, whatever a person said. */
  derived: Derived
  /** First-hand statements by different authors. */
  independent: number
  override: { verification: Verification; reason: string; by: string | null; at: Date | null } | null
  points: PointRow[]
}

export async function checklistOf(reader: Reader, campaignId: string, { id }: Subject): Promise<Checklist> {
  const row = await reader.row<{ version: number; said: Verification | null; reason: string | null; by: string | null; at: Date | null }>(
      `select c.version, c.said, c.reason, p.name as by, c.said_at as at from checklist c left join person p on p.id = c.said_by where c.campaign_id = $1 and c.id = $2`, [campaignId, id])
  const findings = await reader.rows<{ point: Point; sentence: string; by: string; at: Date }>(
      `select f.point, f.sentence, p.name as by, f.at from finding f join person p on p.id = f.person_id where f.campaign_id = $1 and f.checklist_id = $2`, [campaignId, id])
  const evidence = await evidenceOf(reader, campaignId, id)
  const gathered = await gather(reader, campaignId, [id])
  const known = gathered.get(id)!
  const rows = points.map((point): PointRow => {
    const found = findings.find((one) => one.point === point)
    return {
      point, ...standingOf(point, known), sentence: found?.sentence || null, by: found?.by ?? null, at: found?.at ?? null,
      evidence: evidence.filter((one) => one.point === point),
    }
  })
  const derived = derive(Object.fromEntries(rows.map((one) => [one.point, one.standing])) as Record<Point, Standing>, known.independent)
  return {
    version: row?.version ?? 0, verification: row?.said ?? derived, derived, independent: known.independent, points: rows,
    override: row?.said ? { verification: row.said, reason: row.reason ?? '', by: row.by, at: row.at } : null,
  }
}

export interface NewFinding {
  version: number
  point: Point
  standing: Standing
  sentence: string
}

/** What somebody found about one point, in a sentence. Anything but `open` needs one. */
export async function findOut(house: House, campaignId: string, actor: Actor, subject: Subject, { version, point, standing, sentence }: NewFinding): Promise<Checklist> {
  if (standing !== 'open' && sentence.trim().length < 3) throw refuse('sentence-needed', 422, 'Say in a sentence how you know.', { mend: 'Others go by it.' })
  return house.db.transact(async (t) => {
    const at = house.clock.now()
    await changeChecklist(t, campaignId, subject, version)
    await t.run(
      `insert into finding (campaign_id, checklist_id, point, standing, sentence, person_id, at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (campaign_id, checklist_id, point) do update set standing = excluded.standing, sentence = excluded.sentence, person_id = excluded.person_id, at = excluded.at`,
      [campaignId, subject.id, point, standing, sentence.trim().slice(0, 1_000), actor.person.id, at],
    )
    if (subject.kind === 'incident') await record(t, campaignId, subject.id, { kind: 'finding', detail: { point, standing }, personId: actor.person.id, at })
    await settleWith(t, campaignId, subject, at)
    return checklistOf(t, campaignId, subject)
  })
}

/**
 * A person says otherwise than the rule, with a reason; null takes it back. Only who has the right: an incident that is said to be
 * false leaves the public map at once.
 */
export async function override(
  house: House, campaign: CampaignRef, actor: Actor | undefined, subject: Subject, wish: { version: number; verification: Verification | null; reason?: string },
): Promise<Checklist> {
  allow(actor, campaign, 'verification.override')
  const reason = wish.reason?.trim() ?? ''
  if (wish.verification && reason.length < 3) throw refuse('reason-needed', 422, 'Say why you decide otherwise than the checklist.', { mend: 'The reason stands beside your name.' })
  if (wish.verification && !verifications.includes(wish.verification)) throw refuse('invalid', 400, `verification: is one of ${verifications.join(', ')}.`)
  return house.db.transact(async (t) => {
    const at = house.clock.now()
    await changeChecklist(t, campaign.id, subject, wish.version)
    await t.run(`update checklist set said = $3, reason = $4, said_by = $5, said_at = $6 where campaign_id = $1 and id = $2`, [
      campaign.id, subject.id, wish.verification, wish.verification ? reason.slice(0, 1_000) : null, wish.verification ? actor.person.id : null, wish.verification ? at : null,
    ])
    if (subject.kind === 'incident') {
      await settle(t, campaign.id, [subject.id], at, actor.person.id)
      await correct(t, campaign.id, subject.id, at)
    }
    return checklistOf(t, campaign.id, subject)
  })
}

/** Who has read it in public is told on its page that it was false; what never was public just stays inside. */
async function correct(t: Transactor, campaignId: string, incidentId: string, at: Date): Promise<void> {
  const quotable = effectiveConsentSql(await consentChanges(t, campaignId), 'quote')
  await t.run(
    `update incident i set corrected_at = case when i.verification <> 'false' then null else coalesce(i.corrected_at, case when i.title is not null or exists (
         select from incident_statement l join post_fold f on f.campaign_id = l.campaign_id and f.statement_id = l.statement_id
         join post o on o.campaign_id = f.campaign_id and o.id = f.post_id where l.campaign_id = $1 and l.incident_id = i.id and ${quotable} and not ${graphicSql('l.statement_id')}) then $3::timestamptz end) end
     where i.campaign_id = $1 and i.id = $2`,
    [campaignId, incidentId, at],
  )
}
