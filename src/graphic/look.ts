import { prepared, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { membersOf } from '#person/index.ts'
import { graphicSql } from './mark.ts'
import { graphicSettings, shiftHours } from './settings.ts'

/** How long something stays uncovered for whoever asked: as long as a claim without a sign of life. */
const openMinutes = 15

/** Somebody asks to see what is covered. Each time counts. */
export async function uncover(house: House, campaignId: string, actor: Actor, statementId: string): Promise<void> {
  await house.db.transact(async (t) => {
    const at = house.clock.now()
    await t.run(
      `insert into graphic_look (campaign_id, id, person_id, statement_id, at) select $1, $2, $3, s.id, $5 from statement s where s.campaign_id = $1 and s.id = $4`,
      [campaignId, uuid7(at), actor.person.id, statementId, at])
  })
}

/** Which of these a person has uncovered a moment ago. */
export async function uncoveredFor(reader: Reader, campaignId: string, personId: string, statementIds: string[], now: Date): Promise<Set<string>> {
  if (statementIds.length === 0) return new Set()
  const rows = await reader.rows<{ id: string }>(
    `select distinct statement_id as id from graphic_look where campaign_id = $1 and person_id = $2 and statement_id = any($3::uuid[]) and at > $4`,
    [campaignId, personId, statementIds, minutesBefore(now, openMinutes)])
  return new Set(rows.map((row) => row.id))
}

/** How often a person has uncovered something in this shift. */
export async function looksInShift(reader: Reader, campaignId: string, personId: string, now: Date): Promise<number> {
  const row = await reader.row<{ count: number }>(
    prepared(`select count(*)::int as count from graphic_look where campaign_id = $1 and person_id = $2 and at > $3`), [campaignId, personId, minutesBefore(now, shiftHours * 60)])
  return row!.count
}

/** Whether the next graphic ones go to somebody else. */
export async function tooMuchGraphic(reader: Reader, campaignId: string, personId: string, now: Date): Promise<boolean> {
  const [{ most }, looks] = await Promise.all([graphicSettings(reader, campaignId), looksInShift(reader, campaignId, personId, now)])
  return looks >= most
}

/**
 * For "take next": a condition on `statement s` that leaves graphic ones to others, once a person has had enough; nothing before.
 * Whoever opens one by hand still may: it is their choice.
 */
export async function spared(reader: Reader, campaignId: string, personId: string, now: Date): Promise<string> {
  return (await tooMuchGraphic(reader, campaignId, personId, now)) ? ` and not ${graphicSql('s.id')}` : ''
}

export interface LooksOf {
  id: string
  name: string
  /** In the shift that is running, and in seven days. */
  shift: number
  week: number
}

/** What people have had to look at, by name: to give somebody a break, never to compare them. */
export async function looksOfAll(reader: Reader, campaign: CampaignRef, now: Date): Promise<LooksOf[]> {
  const rows = await reader.rows<{ id: string; shift: number; week: number }>(
    `select person_id as id, (count(*) filter (where at > $3))::int as shift, count(*)::int as week from graphic_look where campaign_id = $1 and at > $2 group by person_id`,
    [campaign.id, minutesBefore(now, 7 * 1_440), minutesBefore(now, shiftHours * 60)])
  const counts = new Map(rows.map((row) => [row.id, row]))
  const members = await membersOf(reader, campaign)
  return members.flatMap(({ id, name }) => (counts.has(id) ? [{ name, ...counts.get(id)! }] : []))
}

const minutesBefore = (now: Date, minutes: number) => new Date(now.getTime() - minutes * 60_000)
