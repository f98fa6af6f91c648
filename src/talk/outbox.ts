import { addJob, open, refuse, seal, uuid7, type House, type Reader, type Transactor } from '#core/index.ts'
import type { ChannelName, Outgoing } from '#channel/contract.ts'
import { undoSeconds } from '#desk/index.ts'

export interface Draft {
  campaignId: string
  channel: ChannelName
  /** What it is for, a word: `invitation`, `receipt`. */
  purpose: string
  to: { address: string; name?: string }
  subject?: string
  text: string
  language?: string
  authorId?: string
  /** Not before; default at once. */
  dueAt?: Date
  /** By which of the campaign's own accounts on networks; there it is for everybody, and `to` is nobody. */
  accountId?: string
  /** What of it leaves by the same account answers what left before it, so that all of them make one thread. */
  threadId?: string | undefined
  media?: { bytes: Uint8Array; type: string; alt: string }[]
}

export type Fate = 'queued' | 'sending' | 'sent' | 'refused' | 'unconfirmed'

/** Puts a message into the outbox, in the transaction whose consequence it is. Returns its id. */
export async function post(house: House, t: Transactor, draft: Draft): Promise<string> {
  return (await postAll(house, t, [draft]))[0]!
}

/** Several messages of one campaign that are due together, in a few statements whatever their number. Returns their ids, in this order. */
export async function postAll(house: House, t: Transactor, drafts: Draft[]): Promise<string[]> {
  const [first] = drafts
  if (!first) return []
  const now = house.clock.now()
  const ids = drafts.map(() => uuid7(now))
  await t.run(
    `insert into outgoing (campaign_id, id, channel, purpose, author_id, sealed, due_at, created_at, changed_at, account_id, address_index, thread_id)
     select $1, id, channel, purpose, author_id, sealed, $2, $3, $3, account_id, address_index, thread_id
     from unnest($4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::bytea[], $9::uuid[], $10::bytea[], $11::uuid[]) as given (id, channel, purpose, author_id, sealed, account_id, address_index, thread_id)`,
    [
      first.campaignId, first.dueAt ?? now, now, ids, drafts.map((one) => one.channel), drafts.map((one) => one.purpose), drafts.map((one) => one.authorId ?? null),
      drafts.map(({ to, subject, text, language }) => sealDraft(house, { to, subject, text, language })), drafts.map((one) => one.accountId ?? null),
      drafts.map((one) => (one.channel === 'email' ? addressIndex(house, one.campaignId, one.to.address) : null)), drafts.map((one) => one.threadId ?? null),
    ],
  )
  for (const [place, draft] of drafts.entries()) await keepMedia(house, t, draft.campaignId, ids[place]!, draft.media ?? [])
  // What is due later has a job of its own: under the common key it would put off what is due now, or be put forward by it.
  const key = `send ${first.campaignId}${first.dueAt ? ` ${ids[0]}` : ''}`
  await addJob(t, 'sendMessages', { campaignId: first.campaignId }, { key, runAt: first.dueAt })
  return ids
}

/** Finds what was written to an address without keeping it. */
export function addressIndex(house: House, campaignId: string, address: string): Buffer {
  return house.keys.blindIndex(campaignId, `mail ${address.trim().toLowerCase()}`)
}

async function keepMedia(house: House, t: Transactor, campaignId: string, id: string, media: NonNullable<Draft['media']>): Promise<void> {
  if (media.length === 0) return
  const key = house.keys.derive('outbox')
  await t.run(
    `insert into outgoing_media (campaign_id, outgoing_id, place, type, alt, sealed)
     select $1, $2, place, type, alt, sealed from unnest($3::text[], $4::text[], $5::bytea[]) with ordinality as given (type, alt, sealed, place)`,
    [campaignId, id, media.map((one) => one.type), media.map((one) => one.alt), media.map((one) => seal(key, one.bytes))],
  )
}

/** The pictures of a message as long as it has not left. */
export async function mediaOf(house: House, reader: Reader, campaignId: string, id: string): Promise<NonNullable<Outgoing['media']>> {
  const key = house.keys.derive('outbox')
  const rows = await reader.rows<{ type: string; alt: string; sealed: Buffer }>('select type, alt, sealed from outgoing_media where campaign_id = $1 and outgoing_id = $2 order by place', [campaignId, id])
  return rows.map(({ type, alt, sealed }) => ({ type, alt, bytes: open(key, sealed) }))
}

/** When what follows from a deed may leave: its ten seconds are over, and whoever pressed at the last of them has been heard. */
export function afterUndo(at: Date): Date {
  return new Date(at.getTime() + (undoSeconds + 1) * 1_000)
}

/** Takes a message out that has not left yet, in the transaction that takes back what it followed from. */
export async function unpost(t: Transactor, campaignId: string, id: string): Promise<void> {
  const taken = await t.run(`delete from outgoing where campaign_id = $1 and id = $2 and state = 'queued'`, [campaignId, id])
  if (taken === 0) throw refuse('too-late', 409, 'The message has left already.', { mend: 'Ask a coordinator to reopen the statement.' })
}

/** Takes these out as far as they have not left. */
export async function dropQueued(t: Transactor, campaignId: string, ids: string[]): Promise<void> {
  if (ids.length > 0) await t.run(`delete from outgoing where campaign_id = $1 and id = any($2::uuid[]) and state = 'queued'`, [campaignId, ids])
}

/** Takes these out for somebody who leaves: whatever still holds their address. One that is on its way keeps its fate. */
export async function dropOpen(t: Transactor, campaignId: string, ids: string[]): Promise<void> {
  if (ids.length > 0) await t.run(`delete from outgoing where campaign_id = $1 and id = any($2::uuid[]) and state in ('queued', 'refused', 'unconfirmed')`, [campaignId, ids])
}

type Letter = Pick<Outgoing, 'to' | 'subject' | 'text' | 'language'>

function sealDraft(house: House, letter: Letter): Buffer {
  return seal(house.keys.derive('outbox'), Buffer.from(JSON.stringify(letter)))
}

export function openDraft(house: House, sealed: Buffer): Letter {
  return JSON.parse(open(house.keys.derive('outbox'), sealed).toString('utf8')) as Letter
}

export interface OutgoingRow {
  id: string
  channel: string
  purpose: string
  state: Fate
  dueAt: Date
  attempts: number
  reason: string | null
  /** Where it can be seen, once it is sent on a network. */
  link: string | null
  /** How often, and when, one was looked for whose fate is unknown; null: it was not, or nobody can. */
  looks: number
  lookedAt: Date | null
  lookAt: Date | null
  changedAt: Date
  /** A letter that came back, was unwanted, or was not sent because an earlier one to the same address had come back. */
  returned: 'hard' | 'policy' | 'soft' | 'complaint' | 'held' | null
  returnedSaid: string | null
  returnedAt: Date | null
  /** Nothing is written to its address until a person says so. */
  blocked: boolean
  /** By an account of ours on a network, for everybody. */
  published: boolean
}

const rowColumns = `id, channel, purpose, state, due_at as "dueAt", attempts, reason, link, looks, looked_at as "lookedAt", look_at as "lookAt", changed_at as "changedAt",
  returned, returned_said as "returnedSaid", returned_at as "returnedAt", exists (select 1 from bounce b where b.campaign_id = o.campaign_id and b.address_index = o.address_index) as blocked, account_id is not null as published`

/** The outbox as a coordinator sees it: what and when, never to whom. First what waits for somebody to say what became of it. */
export async function listOutgoing(reader: Reader, campaignId: string, state?: Fate, limit = 100): Promise<OutgoingRow[]> {
  return reader.rows(`select ${rowColumns} from outgoing o where campaign_id = $1 and ($2::text is null or state = $2) order by state = 'unconfirmed' desc, created_at desc limit $3`, [campaignId, state ?? null, limit])
}

/** What became of these. */
export async function outgoingOf(reader: Reader, campaignId: string, ids: string[]): Promise<Map<string, OutgoingRow>> {
  if (ids.length === 0) return new Map()
  const rows = await reader.rows<OutgoingRow>(`select ${rowColumns} from outgoing o where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, ids])
  return new Map(rows.map((row) => [row.id, row]))
}

/** For retention: that messages to somebody left, before this. What stands on networks for everybody stays with its publication. */
export async function dropOutgoing(t: Transactor, campaignId: string, before: Date, most: number): Promise<number> {
  return t.run(
    `delete from outgoing where campaign_id = $1 and id in (
       select id from outgoing where campaign_id = $1 and account_id is null and state in ('sent', 'refused') and changed_at < $2 limit $3)`, [campaignId, before, most])
}

/** How many letters nobody knows the fate of. */
export async function lettersInDoubt(reader: Reader, campaignId: string): Promise<number> {
  return (await reader.row<{ n: number }>(`select count(*)::int as n from outgoing where campaign_id = $1 and state = 'unconfirmed' and account_id is null`, [campaignId]))!.n
}
