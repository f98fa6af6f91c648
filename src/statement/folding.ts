import { randomUUID } from 'node:crypto'
import { notify, type FoldedPost, type FoldedStatements, type House, type Reader, type Transactor } from '#core/index.ts'
import { campaignSuggester } from '#campaign/index.ts'
import { closeArrivals, firstOf, hasOpenArrivals, openArrivals, postsOfArrivals, textsAtHand, type OpenArrival, type StoredPost } from '#post/index.ts'
import { timed } from '#intake/index.ts'
import { DatabaseStore } from './database-store.ts'
import { Folder, searchForm, SignatureCache, type Folded } from './fold/index.ts'
import { joinStatements } from './join.ts'
import { Merges } from './merges.ts'
import { statementIdOf } from './number.ts'
import { Presence } from './presence.ts'
import { queueOrderOf } from './queue-order.ts'
import { byHandOf } from './refold/record.ts'
import { writeFold } from './write-fold.ts'

/** Posts of one transaction of folding. */
const batchSize = 2_000
/** A process that stopped in the middle loses its turn after this; it is only a matter of whose caches are warm. */
const leaseSeconds = 5

/** Of signatures kept in memory (fold/cache.ts): some 10 MB a generation. */
const cacheWeight = 2_500_000

/** This process, as the holder of a lease. */
const self = randomUUID()

/** What this process remembers of a campaign it folds. */
interface Remembered {
  nextNumber: number
  epoch: string
  refolded: string
  merges: Merges
  store: DatabaseStore
  presence: Presence
  cache: SignatureCache
  folder: Folder
}

export type Turn = { folded: number; left: boolean } | 'held by another'

/** Folds the oldest arrivals of a campaign, if it is this process's turn. `left`: more may be open. */
export class CampaignFolding {
  readonly #house: House
  readonly #campaignId: string
  #remembered: Remembered | undefined
  /** The last turn was ours. */
  #holding = false

  constructor(house: House, campaignId: string) {
    this.#house = house
    this.#campaignId = campaignId
  }

  async turn(most = batchSize): Promise<Turn> {
    try {
      return await timed('fold transaction', () => this.#house.db.transact((t) => this.#fold(t, most)))
    } catch (error) {
      // What was remembered may be of a transaction that never happened.
      this.#remembered = undefined
      this.#holding = false
      throw error
    }
  }

  async #fold(t: Transactor, most: number): Promise<Turn> {
    const campaignId = this.#campaignId
    const now = this.#house.clock.now()
    // Losing the last folding in a power cut loses nothing: its arrivals are then open again.
    await t.run('set local synchronous_commit = off')
    // Whoever only tries the row waits for the whole of the other's batch, to find that it is not their turn.
    const lease = this.#holding || (await isFree(t, campaignId, now)) ? await takeLease(t, campaignId, now) : undefined
    this.#holding = lease !== undefined
    if (!lease) return 'held by another'
    const open = await openArrivals(t, campaignId)
    const arrivals = firstOf(open, most)
    const posts = await timed('fold: read posts', () => postsOfArrivals(t, campaignId, arrivals))
    if (arrivals.length === 0) {
      await releaseLease(t, campaignId)
      this.#holding = false
      return { folded: 0, left: false }
    }
    const { folder, store, merges, presence } = (this.#remembered = await this.#recall(t, lease))
    const firstNumber = Number(lease.nextNumber)
    store.reader = t
    store.nextNumber = firstNumber
    store.presence = (await presence.catchUp(t, firstNumber, Number(lease.refolded))) ? presence : undefined
    const folded = await timed('fold: decide', () => folder.fold(posts.map(({ text }, place) => ({ number: firstNumber + place, text }))))
    const looked = this.#lookAhead(this.#remembered, firstOf(open.slice(arrivals.length), most))
    await timed('fold: merges', () => joinStatements(this.#house, t, campaignId, folded.merges, now))
    for (const merge of folded.merges) merges.add(merge.from, merge.into)
    const suggest = await campaignSuggester(t, campaignId, searchForm)
    const { weights, signalsOf } = await queueOrderOf(t, campaignId)
    await timed('fold: write', () => writeFold(t, campaignId, { posts, firstNumber, folded, arrivedAt: arrivals[0]!.arrivedAt, suggest, weights, signalsOf }))
    await timed('fold: hand on', () => this.#house.flow.run('folded', this.#house, t, statementsOf(campaignId, folded, posts, now)))
    await t.burst((send) => {
      send(t.run(`update folding set next_number = $2 where campaign_id = $1`, [campaignId, firstNumber + posts.length]))
      send(closeArrivals(t, campaignId, arrivals))
    })
    await notify(t, campaignId, { kind: 'arrived', posts: posts.length, statements: folded.founded.length - folded.merges.length })
    // What is read ahead is all of the state before this batch.
    await looked
    store.extend(folded)
    presence.extend(firstNumber, firstNumber + posts.length, folded.representatives)
    this.#remembered.nextNumber = firstNumber + posts.length
    return { folded: posts.length, left: true }
  }

  /** Reads what the next batch will ask while this one is being written. What goes wrong with it, the next batch asks for itself. */
  async #lookAhead({ store, folder }: Remembered, next: OpenArrival[]): Promise<void> {
    store.forgetAhead()
    const texts = textsAtHand(next)
    if (texts.length === 0) return
    const look = () => this.#house.db.aside((reader) => folder.lookAhead(texts, store.lookingAhead(reader)))
    await timed('fold: look ahead', look).catch(() => {})
  }

  /**
   * When another process has folded since, or people have taken something out or joined it, what was read of single texts is as right as
   * before, and the presence of keys is caught up; merges and lists of keys are read anew, which is little.
   */
  async #recall(t: Transactor, lease: Lease): Promise<Remembered> {
    const before = this.#remembered?.epoch === lease.epoch ? this.#remembered : undefined
    const nextNumber = Number(lease.nextNumber)
    if (before?.nextNumber === nextNumber && before.refolded === lease.refolded) return before
    const merges = await Merges.of(t, this.#campaignId)
    const store = new DatabaseStore(t, this.#campaignId, merges, await byHandOf(t, this.#campaignId, merges))
    const { presence, cache } = before ?? { presence: new Presence(this.#campaignId), cache: new SignatureCache(cacheWeight) }
    return { nextNumber, epoch: lease.epoch, refolded: lease.refolded, merges, store, presence, cache, folder: new Folder(store, cache) }
  }
}

function statementsOf(campaignId: string, { founded, statements }: Folded, posts: StoredPost[], at: Date): FoldedStatements {
  const fresh = new Set(founded)
  const grown = new Set(statements.filter((number) => !fresh.has(number)))
  const ids = (numbers: Iterable<number>) => [...numbers].map((number) => statementIdOf(campaignId, number))
  let said: FoldedPost[] | undefined
  const postsSaid = () => (said ??= posts.map((post, place) => ({ ...post, statementId: statementIdOf(campaignId, statements[place]!) })))
  return { campaignId, founded: ids(fresh), grown: ids(grown), posts: postsSaid, at }
}

interface Lease {
  nextNumber: string
  epoch: string
  refolded: string
}

async function isFree(reader: Reader, campaignId: string, now: Date): Promise<boolean> {
  const row = await reader.row<{ until: Date | null }>(`select until from folding where campaign_id = $1 and holder <> $2`, [campaignId, self])
  return row === undefined || row.until === null || row.until < now
}

/** The row stays locked until the commit: two processes that both believe it is their turn fold one after the other. */
async function takeLease(t: Transactor, campaignId: string, now: Date): Promise<Lease | undefined> {
  const until = new Date(now.getTime() + leaseSeconds * 1_000)
  const take = () =>
    t.row<Lease>(
      `update folding set holder = $2, until = $3
       where campaign_id = $1 and (holder = $2 or holder is null or until < $4)
       returning next_number as "nextNumber", epoch, refolded`,
      [campaignId, self, until, now],
    )
  const taken = await take()
  if (taken) return taken
  const made = await t.run(`insert into folding (campaign_id) values ($1) on conflict do nothing`, [campaignId])
  return made > 0 ? take() : undefined
}

async function releaseLease(t: Transactor, campaignId: string): Promise<void> {
  await t.run(`update folding set holder = null, until = null where campaign_id = $1 and holder = $2`, [campaignId, self])
}

/** Whether posts of a campaign wait to be folded. */
export async function isFolded(reader: Reader, campaignId: string): Promise<boolean> {
  return !(await hasOpenArrivals(reader, campaignId))
}
