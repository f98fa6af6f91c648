import { refuse, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { allow, membersOf } from '#person/index.ts'
import { lockCoverage, told } from './coverage.ts'

export const coverageParts = ['scribe', 'checker', 'poster'] as const
export type CoveragePart = (typeof coverageParts)[number]

export interface Turn {
  id: string
  part: CoveragePart
  personId: string
  person: string
  from: Date
  until: Date
}

export async function turnsOf(reader: Reader, campaignId: string, coverageId: string): Promise<Turn[]> {
  return reader.rows<Turn>(
    `select r.id, r.part, r.person_id as "personId", p.name as person, r.from_at as "from", r.until_at as until from coverage_turn r join person p on p.id = r.person_id
     where r.campaign_id = $1 and r.coverage_id = $2 order by r.from_at, r.part, r.id`, [campaignId, coverageId])
}

export async function addTurn(house: House, actor: Actor | undefined, campaign: CampaignRef, coverageId: string, wish: { part: CoveragePart; personId: string; from: Date; until: Date }): Promise<Turn> {
  allow(actor, campaign, 'coverage.manage')
  if (!(wish.until > wish.from)) throw refuse('coverage-hours', 422, 'It ends after it begins.')
  if (!(await membersOf(house.db, campaign)).some((member) => member.id === wish.personId)) throw refuse('not-found', 404, 'There is no such person here.')
  return house.db.transact(async (t) => {
    await lockCoverage(t, campaign.id, coverageId)
    const id = uuid7(house.clock.now())
    await t.run('insert into coverage_turn (campaign_id, id, coverage_id, part, person_id, from_at, until_at) values ($1, $2, $3, $4, $5, $6, $7)', [campaign.id, id, coverageId, wish.part, wish.personId, wish.from, wish.until])
    await told(t, campaign.id, coverageId)
    return (await turnsOf(t, campaign.id, coverageId)).find((turn) => turn.id === id)!
  })
}

export async function dropTurn(house: House, actor: Actor | undefined, campaign: CampaignRef, coverageId: string, id: string): Promise<void> {
  allow(actor, campaign, 'coverage.manage')
  await house.db.transact(async (t) => {
    await lockCoverage(t, campaign.id, coverageId)
    if ((await t.run('delete from coverage_turn where campaign_id = $1 and coverage_id = $2 and id = $3', [campaign.id, coverageId, id])) === 0) throw refuse('not-found', 404, 'There is no such turn.')
    await told(t, campaign.id, coverageId)
  })
}

export interface Gap {
  part: CoveragePart
  from: Date
  until: Date
}

/** When nobody is on, for each part between two moments. Where one person is the only scribe and the only checker, nobody checks. */
export function gapsOf(turns: readonly Pick<Turn, 'part' | 'personId' | 'from' | 'until'>[], from: Date, until: Date): Gap[] {
  const edges = [...new Set([from, until, ...turns.flatMap((turn) => [turn.from, turn.until])].map((at) => at.getTime()))].filter((at) => at >= from.getTime() && at <= until.getTime()).sort((a, b) => a - b)
  return coverageParts.flatMap((part) => {
    const gaps: Gap[] = []
    edges.slice(0, -1).forEach((start, place) => {
      const end = edges[place + 1]!
      const on = (wanted: CoveragePart) => turns.filter((turn) => turn.part === wanted && turn.from.getTime() <= start && turn.until.getTime() >= end).map((turn) => turn.personId)
      const scribes = new Set(on('scribe'))
      const enough = part === 'checker' ? on('checker').some((person) => scribes.size !== 1 || !scribes.has(person)) : on(part).length > 0
      if (enough) return
      const last = gaps.at(-1)
      if (last && last.until.getTime() === start) last.until = new Date(end)
      else gaps.push({ part, from: new Date(start), until: new Date(end) })
    })
    return gaps
  })
}
