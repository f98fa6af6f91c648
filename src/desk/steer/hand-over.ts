import { notify, refuse, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { membersOf } from '#person/index.ts'
import { moveTo, type State } from '#statement/index.ts'
import { lease, putBack } from '../lease.ts'
import { tell } from '../second/told.ts'

/** A statement that a coordinator took from one person, and how it was left: what is needed to give it back. */
export interface Moved {
  statementId: string
  /** Who had it; nobody where it waited. */
  from: string | null
  state: State
  version: number
}

export interface Recipient {
  id: string
  name: string
}

/** Somebody at work in a campaign; refuses for people who could do nothing with a statement. */
export async function recipient(reader: Reader, campaign: CampaignRef, personId: string): Promise<Recipient> {
  const member = (await membersOf(reader, campaign)).find((one) => one.id === personId)
  if (!member) throw refuse('not-found', 404, 'There is no such person in this campaign.')
  if (member.frozen || !member.ready || member.role === 'observer') {
    throw refuse('cannot-work', 409, `${member.name} cannot work on statements.`, { mend: 'Choose somebody else, or put it back into the queue.' })
  }
  return { id: member.id, name: member.name }
}

interface Locked {
  id: string
  state: State
  holder: string | null
  proposer: string | null
}

/** The statements locked, with who has them and who proposed something for them. */
export async function lockWork(t: Transactor, campaignId: string, ids: string[]): Promise<Locked[]> {
  const states = await t.rows<{ id: string; state: State }>(
    `select id, state from statement where campaign_id = $1 and id = any($2::uuid[]) order by id for update`, [campaignId, ids])
  const known = await t.rows<{ id: string; holder: string | null; proposer: string | null }>(
    `select s.id, c.person_id as holder, r.person_id as proposer from statement s
     left join claim c on c.campaign_id = s.campaign_id and c.statement_id = s.id
     left join proposal r on r.campaign_id = s.campaign_id and r.statement_id = s.id and r.state = 'open'
     where s.campaign_id = $1 and s.id = any($2::uuid[])`,
    [campaignId, ids],
  )
  const by = new Map(known.map((row) => [row.id, row]))
  return states.map((row) => ({ ...row, holder: by.get(row.id)?.holder ?? null, proposer: by.get(row.id)?.proposer ?? null }))
}

/**
 * Takes statements from whoever has them and gives them to one person, or back to where they wait. Versions go up, so that whoever
 * lost one is refused by what they do next and told why; what they typed stays in their browser.
 */
export async function handOver(
  house: House, t: Transactor, campaignId: string, by: string, work: Locked[], to: Recipient | undefined, steeringId: string,
): Promise<Moved[]> {
  const now = house.clock.now()
  // Nobody is the second pair of eyes for what they proposed themselves: that goes back to where others find it.
  const given = to ? work.filter((one) => one.proposer !== to.id) : []
  const back = work.filter((one) => !given.includes(one) && one.holder !== null)
  await t.run(`delete from claim where campaign_id = $1 and statement_id = any($2::uuid[])`, [campaignId, work.map((one) => one.id)])
  const standing = await putBack(t, campaignId, back.map((one) => one.id))
  const taken = await holdAgain(t, campaignId, given.map(({ id, proposer }) => ({ id, review: proposer !== null })))
  if (to) await lease(t, campaignId, { person: to }, taken, now)
  const left = new Map([...standing, ...taken].map((one) => [one.id, one.version]))
  const lost = [...given, ...back].filter((one) => one.holder !== null && one.holder !== to?.id)
  await tell(
    t, campaignId,
    lost.map((one) => ({ personId: one.holder!, kind: given.includes(one) ? ('given' as const) : ('back' as const), statementId: one.id })),
    by, steeringId, now,
  )
  return [...given, ...back].map(({ id, holder, state }) => ({ statementId: id, from: holder, state, version: left.get(id)! }))
}

/** Gives back what a steering took, as far as nobody has moved on from it. Returns how many. */
export async function handBack(house: House, t: Transactor, campaignId: string, moved: Moved[]): Promise<number> {
  const now = house.clock.now()
  const rows = await t.rows<{ id: string; version: number }>(
    `select id, version from statement where campaign_id = $1 and id = any($2::uuid[]) order by id for update`, [campaignId, moved.map((one) => one.statementId)])
  const versions = new Map(rows.map((row) => [row.id, row.version]))
  const still = moved.filter((one) => versions.get(one.statementId) === one.version)
  await t.run(`delete from claim where campaign_id = $1 and statement_id = any($2::uuid[])`, [campaignId, still.map((one) => one.statementId)])
  await putBack(t, campaignId, still.filter((one) => one.from === null).map((one) => one.statementId))
  const people = await t.rows<Recipient>(`select id, name from person where id = any($1)`, [[...new Set(still.flatMap((one) => one.from ?? []))]])
  for (const person of people) {
    const theirs = still.filter((one) => one.from === person.id)
    const taken = await holdAgain(t, campaignId, theirs.map((one) => ({ id: one.statementId, review: one.state === 'review' })))
    await lease(t, campaignId, { person }, taken, now)
  }
  await notify(t, campaignId, { kind: 'steered' })
  return still.length
}

async function holdAgain(t: Transactor, campaignId: string, work: { id: string; review: boolean }[]) {
  const [held, review] = [work.filter((one) => !one.review), work.filter((one) => one.review)]
  return [
    ...(held.length > 0 ? await moveTo(t, campaignId, held.map((one) => one.id), 'held') : []),
    ...(review.length > 0 ? await moveTo(t, campaignId, review.map((one) => one.id), 'review') : []),
  ]
}

