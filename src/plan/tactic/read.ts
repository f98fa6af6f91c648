import { isUuid, type Reader, type Wall } from '#core/index.ts'
import { missing } from '../text.ts'
import type { Lane, TacticKind, TacticState, Verdict } from './kinds.ts'

export interface Tactic {
  id: string
  kind: TacticKind
  lane: Lane
  title: string
  why: string
  leader: { id: string; name: string } | null
  partnerId: string | null
  momentId: string | null
  targetIds: string[]
  startsWall: Wall | null
  endsWall: Wall | null
  zone: string
  startsAt: Date | null
  endsAt: Date | null
  resources: string
  cost: number | null
  side: string | null
  state: TacticState
  verdict: Verdict | null
  because: string | null
  judgedBy: string | null
  judgedAt: Date | null
  template: string | null
  version: number
}

const select = `select t.id, t.kind, t.lane, t.title, t.why, case when l.id is null then null else json_build_object('id', l.id, 'name', l.name) end as leader, t.partner_id as "partnerId",
    t.moment_id as "momentId", coalesce(g.ids, '{}') as "targetIds", t.starts_wall as "startsWall", t.ends_wall as "endsWall", t.zone, t.starts_at as "startsAt", t.ends_at as "endsAt", t.resources,
    t.cost, t.side, t.state, t.verdict, t.because, j.name as "judgedBy", t.judged_at as "judgedAt", t.template, t.version
  from tactic t left join person l on l.id = t.leader_id left join person j on j.id = t.judged_by
  left join (select tactic_id, array_agg(target_id::text order by target_id) as ids from tactic_target where campaign_id = $1 group by tactic_id) g on g.tactic_id = t.id
  where t.campaign_id = $1`

/** All tactics, the first to begin first, those without a date at the end. */
export async function tacticsOf(reader: Reader, campaignId: string): Promise<Tactic[]> {
  return reader.rows<Tactic>(`${select} order by t.starts_at, t.id limit 1000`, [campaignId])
}

export async function tacticById(reader: Reader, campaignId: string, id: string): Promise<Tactic | undefined> {
  return reader.row<Tactic>(`${select} and t.id = $2`, [campaignId, id])
}

export async function scheduledTactics(reader: Reader, campaignId: string): Promise<(Tactic & { startsAt: Date })[]> {
  return reader.rows(`${select} and t.starts_at is not null order by t.starts_at, t.id limit 1000`, [campaignId])
}

/** The tactic that something is to carry out, which must be there; null: none. */
export async function tacticFor(reader: Reader, campaignId: string, id: string | null): Promise<string | null> {
  if (id === null) return null
  if (!isUuid(id) || !(await reader.row(`select 1 from tactic where campaign_id = $1 and id = $2`, [campaignId, id]))) throw missing('tactic')
  return id
}
