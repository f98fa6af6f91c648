import { clocksOf, type CampaignRef, type House } from '#core/index.ts'
import type { Coverage } from './coverage.ts'
import { entriesOf, type Entry } from './entry.ts'
import { leavesAt } from './leaves.ts'
import { speakersOf } from './speaker.ts'

export interface ShownEntry {
  id: string
  kind: Entry['kind']
  text: string
  speaker: { name: string; office: string } | null
  happenedAt: Date
  /** What the picture showed. */
  alt: string
  /** The picture itself, where there is one. */
  picture: Entry['file']
  links: string[]
}

/** What everybody sees of a coverage: what was posted, thread by thread. */
export interface PublicCoverage {
  coverage: Pick<Coverage, 'id' | 'title' | 'lead' | 'language' | 'hashtags' | 'zone' | 'startsAt' | 'endsAt'>
  threads: ShownEntry[][]
  madeAt: Date
}

/** Undefined until a person has published it, and while STOP holds. What a later embargo or a longer delay holds back again is not shown either. */
export async function publicCoverage(house: House, campaign: Pick<CampaignRef, 'id'>, coverage: Coverage): Promise<PublicCoverage | undefined> {
  if (coverage.state !== 'published' || coverage.stoppedAt) return undefined
  const [entries, speakers, { earliest }] = await Promise.all([entriesOf(house.db, campaign.id, coverage.id), speakersOf(house.db, campaign.id, coverage.id), clocksOf(house, house.db)])
  const byId = new Map(speakers.map(({ id, name, office }) => [id, { name, office }]))
  const out = entries.filter((entry) => entry.outs.some((one) => one.postedAt) && !entry.takenOut && leavesAt(coverage, entry) <= earliest)
  const shown = (entry: Entry): ShownEntry => ({
    id: entry.id, kind: entry.kind, text: entry.text, speaker: (entry.speakerId && byId.get(entry.speakerId)) || null, happenedAt: entry.happenedAt, alt: entry.picture ? entry.alt : '', picture: entry.picture && entry.alt ? entry.file : null, links: entry.outs.flatMap((one) => one.link ?? []),
  })
  const { id, title, lead, language, hashtags, zone, startsAt, endsAt } = coverage
  return { coverage: { id, title, lead, language, hashtags, zone, startsAt, endsAt }, threads: [...Map.groupBy(out, (entry) => entry.threadId).values()].map((list) => list.map(shown)), madeAt: house.clock.now() }
}
