import { refuse, type Actor, type DeedAt, type House, type Reader, type Transactor } from '#core/index.ts'
import { audit } from '#person/index.ts'
import { discardReasons } from '../deeds.ts'
import { leaseMinutes } from '../lease.ts'

/** A decision can be taken back for so long; nobody is asked about one that may yet go. */
const settledAfterSeconds = 10

export interface Judgement {
  kind: string
  reason: string | null
  areaId: string | null
}

/** The share of decided statements that another person decides once more without knowing the first decision. */
export async function blindShareOf(reader: Reader, campaignId: string): Promise<number> {
  return (await reader.row<{ share: number }>(`select share from blind_share where campaign_id = $1`, [campaignId]))?.share ?? 0
}

export async function setBlindShare(house: House, t: Transactor, campaignId: string, personId: string, share: number): Promise<void> {
  if (!(share >= 0 && share <= 1)) throw refuse('share-wrong', 400, 'A share lies between 0 and 1.', { mend: 'Give 0.05 for one of twenty.' })
  const at = house.clock.now()
  await t.run(
    `insert into blind_share (campaign_id, share, changed_by, changed_at) values ($1, $2, $3, $4)
     on conflict (campaign_id) do update set share = excluded.share, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
    [campaignId, share, personId, at],
  )
  await audit(t, { campaignId, at, personId, kind: 'quality.share', subject: campaignId, detail: { share } })
}

/** Draws whether a decision is made once more; in the transaction that makes it. */
export async function drawBlind(_house: House, t: Transactor, deed: DeedAt, first: Judgement): Promise<void> {
  if (Math.random() >= (await blindShareOf(t, deed.campaignId))) return
  await t.run(
    `insert into blind (campaign_id, deed_id, statement_id, first_id, first_kind, first_reason, first_area, drawn_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [deed.campaignId, deed.deedId, deed.statementId, deed.personId, first.kind, first.reason, first.areaId, deed.at],
  )
}

/** The same of many decisions at once, each drawn by itself. */
export async function drawBlindMany(t: Transactor, deeds: DeedAt[], first: (statementId: string) => Judgement): Promise<void> {
  if (deeds.length === 0) return
  const { campaignId, personId, at } = deeds[0]!
  const share = await blindShareOf(t, campaignId)
  const drawn = deeds.filter(() => Math.random() < share).map((deed) => ({ deed: deed.deedId, statement: deed.statementId, ...first(deed.statementId) }))
  if (drawn.length === 0) return
  await t.run(
    `insert into blind (campaign_id, deed_id, statement_id, first_id, first_kind, first_reason, first_area, drawn_at)
     select $1, x.deed, x.statement, $2, x.kind, x.reason, x."areaId", $3
     from jsonb_to_recordset($4::jsonb) as x(deed uuid, statement uuid, kind text, reason text, "areaId" uuid)`,
    [campaignId, personId, at, JSON.stringify(drawn)],
  )
}

export async function undrawBlind(t: Transactor, campaignId: string, ...deedIds: string[]): Promise<void> {
  await t.run(`delete from blind where campaign_id = $1 and deed_id = any($2::uuid[])`, [campaignId, deedIds])
}

/** One that somebody has to decide without knowing more than the words. */
export interface Blind {
  id: string
  statementId: string
  text: string
  language: string | null
  posts: number
  firstSaidAt: Date
  until: Date
}

/** The one that somebody has, or the next that they know nothing of; nothing when there is none. */
export async function takeBlind(house: House, campaignId: string, actor: Actor): Promise<Blind | undefined> {
  return house.db.transact(async (t) => {
    const now = house.clock.now()
    const until = new Date(now.getTime() + leaseMinutes * 60_000)
    const mine = await heldBlind(t, campaignId, actor.person.id, now)
    if (mine) return mine
    const free = await t.row<{ id: string }>(
      `select b.deed_id as id from blind b
       where b.campaign_id = $1 and b.decided_at is null and b.drawn_at <= $3 and b.first_id <> $2 and (b.second_id is null or b.until <= $4)
         and not exists (select from deed d where d.campaign_id = $1 and d.statement_id = b.statement_id and d.person_id = $2)
         and not exists (select from proposal r where r.campaign_id = $1 and r.statement_id = b.statement_id and r.person_id = $2)
       order by b.drawn_at, b.deed_id limit 1 for update skip locked`,
      [campaignId, actor.person.id, new Date(now.getTime() - settledAfterSeconds * 1_000), now],
    )
    if (!free) return undefined
    await t.run(`update blind set second_id = $3, until = $4 where campaign_id = $1 and deed_id = $2`, [campaignId, free.id, actor.person.id, until])
    return heldBlind(t, campaignId, actor.person.id, now)
  })
}

async function heldBlind(reader: Reader, campaignId: string, personId: string, now: Date): Promise<Blind | undefined> {
  return reader.row<Blind>(
    `select b.deed_id as id, s.id as "statementId", x.text, s.language, s.posts, s.first_said_at as "firstSaidAt", b.until
     from blind b join statement s on s.campaign_id = b.campaign_id and s.id = b.statement_id
     join statement_text x on x.campaign_id = s.campaign_id and x.statement_id = s.id
     where b.campaign_id = $1 and b.second_id = $2 and b.decided_at is null and b.until > $3 order by b.until limit 1`,
    [campaignId, personId, now],
  )
}

/** How many wait for somebody who knows nothing of them yet. */
export async function blindDue(reader: Reader, campaignId: string, personId: string, now: Date): Promise<number> {
  const row = await reader.row<{ count: number }>(
    `select count(*)::int as count from (select from blind where campaign_id = $1 and decided_at is null and first_id <> $2 and drawn_at <= $3 limit 1000) b`,
    [campaignId, personId, new Date(now.getTime() - settledAfterSeconds * 1_000)],
  )
  return row!.count
}

/** Writes down what the second person would have decided; it changes nothing else. */
export async function decideBlind(house: House, campaignId: string, actor: Actor, deedId: string, judgement: Judgement): Promise<void> {
  if (house.flow.deeds.get(judgement.kind)?.leaves !== 'decided') {
    throw refuse('unknown-decision', 400, `There is no decision "${judgement.kind.slice(0, 40)}" to be made here.`, { mend: `There are: ${blindKinds(house).join(', ')}.` })
  }
  const reason = judgement.kind === 'discard' ? judgement.reason : null
  if (judgement.kind === 'discard' && !discardReasons.includes(reason as (typeof discardReasons)[number])) {
    throw refuse('invalid', 400, `reason: must be one of ${discardReasons.join(', ')}`)
  }
  const now = house.clock.now()
  const kept = await house.db.transact((t) =>
    t.run(
      `update blind set second_kind = $4, second_reason = $5, second_area = $6, decided_at = $7
       where campaign_id = $1 and deed_id = $2 and second_id = $3 and decided_at is null and until > $7`,
      [campaignId, deedId, actor.person.id, judgement.kind, reason, judgement.areaId, now],
    ),
  )
  if (kept === 0) throw refuse('not-held', 409, 'You do not have this one any more.', { mend: 'Take the next one.' })
}

/** What a second person may choose. */
export function blindKinds(house: House): string[] {
  return [...house.flow.deeds.values()].filter((deed) => deed.leaves === 'decided').map((deed) => deed.kind)
}

/** Somebody leaves: another person may have it. */
export async function releaseBlind(t: Transactor, campaignId: string, personId: string): Promise<void> {
  await t.run(`update blind set second_id = null, until = null where campaign_id = $1 and second_id = $2 and decided_at is null`, [campaignId, personId])
}

/** A coordinator says which of two decisions holds. It is written down; the statement stays as it is. */
export async function settleBlind(house: House, campaignId: string, personId: string, deedId: string, settled: 'first' | 'second' | 'both' | 'neither'): Promise<void> {
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const done = await t.run(
      `update blind set settled = $3, settled_by = $4, settled_at = $5 where campaign_id = $1 and deed_id = $2 and decided_at is not null`,
      [campaignId, deedId, settled, personId, at],
    )
    if (done === 0) throw refuse('not-found', 404, 'There is no such double decision.')
    await audit(t, { campaignId, at, personId, kind: 'quality.settled', subject: deedId, detail: { settled } })
  })
}
