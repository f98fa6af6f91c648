import type { Campaign } from '#campaign/index.ts'
import type { Actor, House } from '#core/index.ts'
import { deedsOf, guessArea, heldBy, openProposal, setWithoutPerson, voicesOf, wordingsOf, type QueueRow } from '#desk/index.ts'
import { listIncidents } from '#incident/index.ts'
import { listQuestions } from '#question/index.ts'
import { partsOf, queueOrderOf, searchForm } from '#statement/index.ts'
import { coverOf } from '../../cover.ts'
import { firstWordings, forJoining, hundred, mostToJoin, sharedWords } from '../opened.ts'
import type { Copy, Joinable } from './copy.ts'

export interface Batch {
  now: Date
  /** Of everything that the person holds: until when, and which version it has. */
  leases: Record<string, { until: Date; version: number }>
  copies: Copy[]
  joinable: Joinable | undefined
}

/** What somebody holds, for their device; copies of those that it does not have in this version (`have`). */
export async function batchOf(house: House, campaign: Campaign, actor: Actor, have: Map<string, number>): Promise<Batch> {
  const { db } = house
  const now = house.clock.now()
  const held = (await heldBy(db, campaign.id, actor.person.id, now)).filter((row) => row.until)
  const wanted = held.filter((row) => have.get(row.id) !== row.version)
  const leases = Object.fromEntries(held.map((row) => [row.id, { until: row.until!, version: row.version }]))
  if (wanted.length === 0) return { now, leases, copies: [], joinable: undefined }
  const [order, cover, incidents, questions] = await Promise.all([
    queueOrderOf(db, campaign.id),
    coverOf(house, campaign, actor, wanted.map((row) => row.id)),
    listIncidents(db, campaign.id, { limit: mostToJoin }),
    listQuestions(db, campaign.id, { limit: mostToJoin }),
  ])
  const copies: Copy[] = []
  // One after the other: a batch is fetched beside the work of everybody else, and nobody waits for it.
  for (const row of wanted) copies.push(await copyFor(house, campaign, row, { order, covered: cover.covers(row.id), me: actor.person.id }))
  return { now, leases, copies, joinable: forJoining(incidents, questions) }
}

async function copyFor(house: House, { id: campaignId }: Campaign, row: QueueRow, { order, covered, me }: { order: Awaited<ReturnType<typeof queueOrderOf>>; covered: boolean; me: string }): Promise<Copy> {
  const { db } = house
  const [voices, said, deeds, learned, without, proposal] = await Promise.all([
    voicesOf(db, campaignId, row.id),
    wordingsOf(db, campaignId, row.id, firstWordings),
    deedsOf(db, campaignId, row.id),
    row.issueArea === null ? guessArea(db, campaignId, row.text) : undefined,
    row.issueArea === null ? undefined : setWithoutPerson(db, campaignId, row.id),
    row.state === 'review' ? openProposal(db, campaignId, row.id) : undefined,
  ])
  return {
    ...row,
    until: row.until!,
    // What is covered does not leave the server before somebody asks; on a device nobody can.
    ...(covered ? { text: '', wordings: [] } : { wordings: said.wordings }),
    covered, voices, wordingsInAll: said.total, shared: sharedWords(row.text, said.wordings), decisions: deeds.length,
    learned: learned && { area: learned.area, right: hundred(learned.confidence) },
    without: without === undefined ? undefined : hundred(without),
    proposal: proposal && { kind: proposal.kind, input: proposal.input, by: proposal.by, at: proposal.at, own: proposal.personId === me },
    patience: order.weights.patience, earned: partsOf(order.weights, row), found: Object.fromEntries(order.finder.find(searchForm(row.text))),
  }
}
