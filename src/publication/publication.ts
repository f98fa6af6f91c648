import { refuse, type Reader } from '#core/index.ts'
import { holdsNow, outgoingOf, ownAccounts, type Fate, type OwnAccount } from '#talk/index.ts'
import { isNetwork, type Network } from '#variant/index.ts'

export const states = ['draft', 'waiting', 'refused', 'scheduled'] as const
export type PublicationState = (typeof states)[number]

/**
 * How far one network of it is. `planned`: not let go yet; `by-hand`: let go, a person is to post it; `handed`: a person did; `held`: due or queued
 * while a STOP or an embargo holds everything;
 * `taken-back`: when others had left; the rest is what the outbox says.
 */
export const progresses = ['planned', 'by-hand', 'handed', 'held', 'queued', 'sending', 'sent', 'refused', 'unconfirmed', 'taken-back'] as const
export type Progress = (typeof progresses)[number]

export interface Part {
  id: string
  network: Network
  account: Pick<OwnAccount, 'id' | 'handle' | 'state' | 'longest'> | null
  /** The account was disconnected meanwhile. */
  accountGone: boolean
  /** Its own wording; null: the common one. */
  own: string | null
  /** What is said there. */
  text: string
  progress: Progress
  link: string | null
  reason: string | null
  outgoingId: string | null
  looks: number
  lookedAt: Date | null
  /** When the outbox tries next, where it does. */
  nextAt: Date | null
  handBy: string | null
  at: Date | null
}

export interface Picture {
  id: string
  type: string
  alt: string
}

export interface Publication {
  id: string
  title: string
  text: string
  language: string
  state: PublicationState
  wall: string | null
  zone: string
  dueAt: Date | null
  version: number
  createdBy: string | null
  changedById: string | null
  changedBy: string | null
  changedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  reason: string | null
  parts: Part[]
  pictures: Picture[]
}

const columns = `b.id, b.title, b.text, b.language, b.state, b.wall, b.zone, b.due_at as "dueAt", b.version, m.name as "createdBy", b.changed_by as "changedById", c.name as "changedBy",
  b.changed_at as "changedAt", d.name as "decidedBy", b.decided_at as "decidedAt", b.reason`
const people = `left join person m on m.id = b.created_by left join person c on c.id = b.changed_by left join person d on d.id = b.decided_by`

export async function publicationById(reader: Reader, campaignId: string, id: string, now: Date): Promise<Publication | undefined> {
  const rows = await reader.rows<Head>(`select ${columns} from publication b ${people} where b.campaign_id = $1 and b.id = $2`, [campaignId, id])
  return (await filled(reader, campaignId, rows, now))[0]
}

/** Several of them, in the order of their ids. */
export async function publicationsIn(reader: Reader, campaignId: string, ids: string[], now: Date): Promise<Publication[]> {
  return filled(reader, campaignId, await reader.rows<Head>(`select ${columns} from publication b ${people} where b.campaign_id = $1 and b.id = any($2::uuid[]) order by b.id`, [campaignId, ids]), now)
}

/** What goes out within a span, in the order in which it does. */
export async function publicationsBetween(reader: Reader, campaignId: string, from: Date, until: Date, now: Date): Promise<Publication[]> {
  const rows = await reader.rows<Head>(
    `select ${columns} from publication b ${people} where b.campaign_id = $1 and b.due_at >= $2 and b.due_at < $3 order by b.due_at, b.id limit 500`, [campaignId, from, until])
  return filled(reader, campaignId, rows, now)
}

/** Of what was let go and is due: whatever a person is to post, was refused, has a fate nobody knows, or an account that is not connected. The newest first. */
export async function forPeople(reader: Reader, campaignId: string, now: Date): Promise<Publication[]> {
  const rows = await reader.rows<Head>(
    `select ${columns} from publication b ${people} where b.campaign_id = $1 and b.state = 'scheduled' and b.due_at <= $2 and exists (
       select 1 from publication_part p left join outgoing o on o.campaign_id = p.campaign_id and o.id = p.outgoing_id
         left join account a on a.campaign_id = p.campaign_id and a.id = p.account_id
       where p.campaign_id = $1 and p.publication_id = b.id and p.hand_at is null and p.taken_back_at is null and (o.id is null or o.state in ('refused', 'unconfirmed') or (o.state = 'queued' and a.state <> 'connected')))
     order by b.due_at desc, b.id limit 50`,
    [campaignId, now],
  )
  return filled(reader, campaignId, rows, now)
}

/** What has no time yet, or is not let go: the newest first. */
export async function unsettled(reader: Reader, campaignId: string, now: Date): Promise<Publication[]> {
  const rows = await reader.rows<Head>(
    `select ${columns} from publication b ${people} where b.campaign_id = $1 and b.state <> 'scheduled' order by b.changed_at desc, b.id limit 200`, [campaignId])
  return filled(reader, campaignId, rows, now)
}

type Head = Omit<Publication, 'parts' | 'pictures'>
interface PartRow {
  id: string
  publicationId: string
  network: string
  accountId: string | null
  own: string | null
  outgoingId: string | null
  handBy: string | null
  handAt: Date | null
  handLink: string | null
  takenBackAt: Date | null
}

async function filled(reader: Reader, campaignId: string, heads: Head[], now: Date): Promise<Publication[]> {
  if (heads.length === 0) return []
  const ids = heads.map((one) => one.id)
  const parts = await reader.rows<PartRow>(
    `select p.id, p.publication_id as "publicationId", p.network, p.account_id as "accountId", p.text as own, p.outgoing_id as "outgoingId", w.name as "handBy", p.hand_at as "handAt", p.hand_link as "handLink", p.taken_back_at as "takenBackAt"
     from publication_part p left join person w on w.id = p.hand_by where p.campaign_id = $1 and p.publication_id = any($2::uuid[]) order by p.place, p.id`,
    [campaignId, ids],
  )
  const pictures = await reader.rows<Picture & { publicationId: string }>(
    `select id, publication_id as "publicationId", type, alt from publication_picture where campaign_id = $1 and publication_id = any($2::uuid[]) order by added_at, id`, [campaignId, ids])
  const accounts = new Map((await ownAccounts(reader, campaignId)).map((one) => [one.id, one]))
  const outgoing = await outgoingOf(reader, campaignId, parts.flatMap((one) => one.outgoingId ?? []))
  const held = await holdsNow(reader, campaignId, now)
  return heads.map((head) => ({
    ...head,
    parts: parts.filter((one) => one.publicationId === head.id && isNetwork(one.network)).map((one) => {
      const sent = one.outgoingId ? outgoing.get(one.outgoingId) : undefined
      const account = one.accountId ? accounts.get(one.accountId) : undefined
      return {
        id: one.id, network: one.network as Network, own: one.own, text: one.own ?? head.text, outgoingId: one.outgoingId, handBy: one.handBy,
        account: account ? { id: account.id, handle: account.handle, state: account.state, longest: account.longest } : null, accountGone: one.accountId !== null && !account,
        progress: progressOf(head, one, sent?.state, held), link: one.handLink ?? sent?.link ?? null, reason: sent?.reason ?? null, looks: sent?.looks ?? 0, lookedAt: sent?.lookedAt ?? null,
        nextAt: sent?.state === 'queued' ? sent.dueAt : null, at: one.handAt ?? (sent?.state === 'sent' ? sent.changedAt : null),
      }
    }),
    pictures: pictures.filter((one) => one.publicationId === head.id).map(({ publicationId: _, ...picture }) => picture),
  }))
}

function progressOf(head: Head, part: PartRow, fate: Fate | undefined, held: boolean): Progress {
  if (part.handAt) return 'handed'
  if (part.takenBackAt) return 'taken-back'
  if (head.state !== 'scheduled') return 'planned'
  if (fate) return fate === 'queued' && held ? 'held' : fate
  return held ? 'held' : 'by-hand'
}

export function noPublication() {
  return refuse('not-found', 404, 'There is no such publication.')
}

export function staleVersion(version: number) {
  return refuse('stale-version', 409, 'This publication has changed since you read it.', { mend: 'Reload it; what you typed is kept.', extra: { version } })
}
