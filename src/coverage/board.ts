import { clocksOf, type CampaignRef, type House } from '#core/index.ts'
import { embargoedIn, embargoOf } from '#plan/index.ts'
import { holdsNow } from '#talk/index.ts'
import { coverageById, noCoverage, type Coverage } from './coverage.ts'
import { entriesOf, type Entry } from './entry.ts'
import { leavesAt } from './leaves.ts'
import { gapsOf, turnsOf, type Gap, type Turn } from './rota.ts'
import { speakersOf, type Speaker } from './speaker.ts'

export interface BoardEntry extends Entry {
  /** When it may leave. */
  leavesAt: Date
  /** That moment is over. */
  free: boolean
  /** What a pending case forbids to say and a machine can see in it. */
  embargoed: { title: string; word: string }[]
}

/** What the people of a coverage see: who is on, and where each entry is on its way. */
export interface CoverageBoard {
  coverage: Coverage
  speakers: Speaker[]
  turns: Turn[]
  /** From now on, or from its beginning, to its end. */
  gaps: Gap[]
  entries: BoardEntry[]
  /** Everything of the campaign is held back, this as well. */
  held: boolean
}

export async function coverageBoard(house: House, campaign: Pick<CampaignRef, 'id'>, id: string): Promise<CoverageBoard> {
  const { db } = house
  const coverage = await coverageById(db, campaign.id, id)
  if (!coverage) throw noCoverage()
  const now = house.clock.now()
  const [speakers, turns, entries, embargoes, { earliest }, held] = await Promise.all([
    speakersOf(db, campaign.id, id), turnsOf(db, campaign.id, id), entriesOf(db, campaign.id, id), embargoOf(db, campaign), clocksOf(house, db), holdsNow(db, campaign.id, now),
  ])
  const from = now > coverage.startsAt ? now : coverage.startsAt
  return {
    coverage, speakers, turns, held, gaps: from < coverage.endsAt ? gapsOf(turns, from, coverage.endsAt) : [],
    entries: entries.map((entry) => {
      const at = leavesAt(coverage, entry)
      return { ...entry, leavesAt: at, free: !held && at <= earliest && coverage.stoppedAt === null && coverage.state === 'running', embargoed: embargoedIn(entry.text, embargoes).map(({ title, word }) => ({ title, word })) }
    }),
  }
}
