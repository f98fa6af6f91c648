import { issueAreasOf, type Names } from '#campaign/index.ts'
import type { Reader } from '#core/index.ts'
import { kappaFor, kappaOf, type Kappa } from './kappa.ts'

/** One statement that two people decided, the second without knowing the first. */
export interface Double {
  id: string
  statementId: string
  firstId: string
  first: string
  firstKind: string
  firstReason: string | null
  firstArea: string | null
  secondId: string
  second: string
  secondKind: string
  secondReason: string | null
  secondArea: string | null
  decidedAt: Date
  settled: string | null
  settledBy: string | null
}

/** Double decisions that figures rest on: the latest. */
const mostDoubles = 5_000

export interface Quality {
  /** Of what people do with a statement, all together and each deed against all others. */
  deeds: Kappa
  byDeed: { kind: string; kappa: Kappa }[]
  /** Of the issue area, together and each against all others. */
  areas: Kappa
  byArea: { key: string; names: Names; kappa: Kappa }[]
  /** Of each two people who met often, whoever was the first; on deeds. */
  pairs: { people: [string, string]; kappa: Kappa }[]
}

/** Agreement between volunteers, from double decisions since a moment. */
export async function qualityOf(reader: Reader, campaignId: string, since: Date): Promise<Quality> {
  const [doubles, areas] = await Promise.all([doublesSince(reader, campaignId, since), issueAreasOf(reader, campaignId)])
  const deeds = doubles.map((one) => [one.firstKind, one.secondKind] as const)
  const chosen = doubles.map((one) => [one.firstArea ?? 'none', one.secondArea ?? 'none'] as const)
  const kinds = [...new Set(deeds.flat())].sort()
  return {
    deeds: kappaOf(deeds),
    byDeed: kinds.map((kind) => ({ kind, kappa: kappaFor(deeds, kind) })),
    areas: kappaOf(chosen),
    byArea: areas.filter((area) => chosen.some((pair) => pair.includes(area.id))).map((area) => ({ key: area.key, names: area.names, kappa: kappaFor(chosen, area.id) })),
    pairs: pairsOf(doubles),
  }
}

function pairsOf(doubles: Double[]): Quality['pairs'] {
  const pairs = new Map<string, { people: [string, string]; decisions: [string, string][] }>()
  for (const one of doubles) {
    // Whoever was first stands where their name stands, so that each row of the table is one person.
    const swap = one.firstId > one.secondId
    const key = swap ? `${one.secondId} ${one.firstId}` : `${one.firstId} ${one.secondId}`
    const pair = pairs.get(key) ?? { people: swap ? [one.second, one.first] : [one.first, one.second], decisions: [] }
    pair.decisions.push(swap ? [one.secondKind, one.firstKind] : [one.firstKind, one.secondKind])
    pairs.set(key, pair)
  }
  return [...pairs.values()].map(({ people, decisions }) => ({ people, kappa: kappaOf(decisions) })).sort((a, b) => b.kappa.n - a.kappa.n)
}

const columns = `b.deed_id as id, b.statement_id as "statementId", b.first_id as "firstId", f.name as first, b.first_kind as "firstKind", b.first_reason as "firstReason",
  b.first_area as "firstArea", b.second_id as "secondId", n.name as second, b.second_kind as "secondKind", b.second_reason as "secondReason", b.second_area as "secondArea",
  b.decided_at as "decidedAt", b.settled, c.name as "settledBy"`
const joins = `join person f on f.id = b.first_id join person n on n.id = b.second_id left join person c on c.id = b.settled_by`

async function doublesSince(reader: Reader, campaignId: string, since: Date): Promise<Double[]> {
  return reader.rows(
    `select ${columns} from blind b ${joins} where b.campaign_id = $1 and b.decided_at >= $2 order by b.decided_at desc limit ${mostDoubles}`, [campaignId, since])
}

const differ = `(b.second_kind <> b.first_kind or b.second_reason is distinct from b.first_reason or b.second_area is distinct from b.first_area)`

/** Where two people decided differently: those that nobody has settled first, with the words they decided on. */
export async function disagreements(reader: Reader, campaignId: string, limit = 50): Promise<(Double & { text: string; language: string | null })[]> {
  return reader.rows(
    `select ${columns}, x.text, s.language from blind b ${joins}
     join statement s on s.campaign_id = b.campaign_id and s.id = b.statement_id
     join statement_text x on x.campaign_id = b.campaign_id and x.statement_id = b.statement_id
     where b.campaign_id = $1 and b.decided_at is not null and ${differ}
     order by b.settled is not null, b.decided_at desc limit $2`,
    [campaignId, limit],
  )
}
