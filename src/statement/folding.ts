import { randomUUID } from 'node:crypto'
import { notify, prepared, type FoldedPost, type FoldedStatements, type House, type Reader, type Transactor } from '#core/index.ts'
import { campaignSuggester } from '#campaign/index.ts'
import { closeArrivals, firstOf, openArrivals, postsOfArrivals, readEpoch, type OpenArrival, type StoredPost } from '#post/index.ts'
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
/** A batch is decided ahead when so much of one waits. */
const wholeFrom = 0.5
/** A process that stopped in the middle loses its turn after this; it is only a matter of whose caches are warm. */
const leaseSeconds = 5

/** Of signatures kept in memory (fold/cache.ts): some 7 MB a generation. */
const cacheWeight = 1_800_000

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

/** A batch and what becomes of it, not written yet. */
interface Decided {
  remembered: Remembered
  arrivals: OpenArrival[]
  posts: StoredPost[]
  /** Of the campaign's posts when these were read. */
  epoch: string
  firstNumber: number
  folded: Folded
}

export type Turn = { folded: number; left: boolean } | 'held by another'

/**
 * Folds the oldest arrivals of a campaign, if it is this process's turn. While one batch is being written the next is decided, on a connection
 * of its own: `#ahead`. That counts only if nobody else has changed anything meanwhile; otherwise all of it is forgotten and begun anew.
 */
export class CampaignFolding {
  readonly #house: House
  readonly #campaignId: string
  #remembered: Remembered | undefined
  /** `spoilt`: it broke off. */
  #ahead: Promise<Decided | 'spoilt' | undefined> | undefined
  /** The last turn was ours. */
  #holding = false

  constructor(house: House, campaignId: string) {
    this.#house = house
    this.#campaignId = campaignId
  }

  /** `left`: more may be open. */
  async turn(most = batchSize): Promise<Turn> {
    const ahead = await this.#ahead
    this.#ahead = undefined
    try {
      return await timed('fold transaction', () => this.#house.db.transact((t) => this.#fold(t, most, ahead)))
    } catch (error) {
      // What was remembered may be of a transaction that never happened.
      await this.settle()
      this.#holding = false
      throw error
    }
  }

  /** Waits for what is under way beside a turn, and forgets it. */
  async settle(): Promise<void> {
    await this.#ahead
    this.#ahead = undefined
    this.#remembered = undefined
  }

  async #fold(t: Transactor, most: number, ahead: Decided | 'spoilt' | undefined): Promise<Turn> {
    const campaignId = this.#campaignId
    const now = this.#house.clock.now()
    // Losing the last folding in a power cut loses nothing: its arrivals are then open again.
    await t.run('set local synchronous_commit = off')
    // Whoever only tries the row waits for the whole of the other's batch, to find that it is not their turn.
    const lease = this.#holding || (await isFree(t, campaignId, now)) ? await takeLease(t, campaignId, now) : undefined
    this.#holding = lease !== undefined
    if (!lease) {
      if (ahead) this.#remembered = undefined
      return 'held by another'
    }
    const [open, epoch] = await t.together(() => [openArrivals(t, campaignId), readEpoch(t, campaignId)])
    if (open.length === 0) {
      await releaseLease(t, campaignId)
      this.#holding = false
      return { folded: 0, left: false }
    }
    const decided = (await this.#decidedAhead(t, ahead, lease, open, epoch)) ?? (await this.#decide(t, lease, firstOf(open, most)))
    const { remembered, arrivals, posts, firstNumber, folded } = decided
    this.#remember(decided)
    const waiting = open.filter(({ firstPost }) => !arrivals.some((one) => one.firstPost === firstPost))
    this.#ahead = this.#decideAhead(remembered, firstOf(waiting, most), most)
    await timed('fold: merges', () => joinStatements(this.#house, t, campaignId, folded.merges, now))
    const [suggest, { weights, signalsOf }] = await Promise.all([campaignSuggester(t, campaignId, searchForm), queueOrderOf(t, campaignId)])
    await timed('fold: write', () => writeFold(t, campaignId, { posts, firstNumber, folded, arrivedAt: arrivals[0]!.arrivedAt, suggest, weights, signalsOf }))
    await timed('fold: hand on', () => this.#house.flow.run('folded', this.#house, t, statementsOf(campaignId, folded, posts, now)))
    await t.burst((send) => {
      send(t.run(prepared(`update folding set next_number = $2 where campaign_id = $1`), [campaignId, remembered.nextNumber]))
      send(closeArrivals(t, campaignId, arrivals))
    })
    await notify(t, campaignId, { kind: 'arrived', posts: posts.length, statements: folded.founded.length - folded.merges.length })
    return { folded: posts.length, left: true }
  }

  /**
   * What was decided while the batch before was being written, if everything is still as it was then. If not, what is in memory goes with it:
   * there stand texts under numbers that other posts will get.
   */
  async #decidedAhead(
    t: Transactor, ahead: Decided | 'spoilt' | undefined, lease: Lease, open: OpenArrival[], epoch: string,
  ): Promise<Decided | undefined> {
    if (!ahead) return undefined
    if (ahead !== 'spoilt' && ahead.epoch === epoch && ahead.remembered === this.#remembered && isAsBefore(ahead.remembered, lease)) {
      const still = new Set(open.map(({ firstPost }) => firstPost))
      if (ahead.arrivals.every(({ firstPost }) => still.has(firstPost))) {
        if (!ahead.remembered.store.presence) await this.#catchUp(t, ahead.remembered, lease)
        return ahead
      }
    }
    this.#remembered = undefined
    return undefined
  }

  async #decide(t: Transactor, lease: Lease, arrivals: OpenArrival[]): Promise<Decided> {
    const remembered = (this.#remembered = await this.#recall(t, lease))
    remembered.store.nextNumber = remembered.nextNumber
    await this.#catchUp(t, remembered, lease)
    return timed('fold: decide', () => this.#decideOn(t, remembered, arrivals))
  }

  async #catchUp(t: Transactor, { presence, store, nextNumber }: Remembered, lease: Lease): Promise<void> {
    store.presence = (await presence.catchUp(t, nextNumber, Number(lease.refolded))) ? presence : undefined
  }

  async #decideOn(reader: Reader, remembered: Remembered, arrivals: OpenArrival[]): Promise<Decided> {
    const { posts, epoch } = await timed('fold: read posts', () => postsOfArrivals(reader, this.#campaignId, arrivals))
    const { folder, store, nextNumber: firstNumber } = remembered
    store.reader = reader
    const folded = await folder.fold(posts.map(({ text }, place) => ({ number: firstNumber + place, text })))
    return { remembered, arrivals, posts, epoch, firstNumber, folded }
  }

  /** From now on the next batch is decided as if this one were committed. Should it not be, all of it is forgotten. */
  #remember({ remembered, posts, firstNumber, folded }: Decided): void {
    const { store, presence, merges } = remembered
    for (const merge of folded.merges) merges.add(merge.from, merge.into)
    store.extend(firstNumber, posts.map((post) => post.text), folded)
    presence.extend(firstNumber, firstNumber + posts.length, folded.representatives)
    remembered.nextNumber = firstNumber + posts.length
  }

  /** Only where a whole batch waits: a smaller one will have grown until its turn. */
  #decideAhead(remembered: Remembered, arrivals: OpenArrival[], most: number): Promise<Decided | 'spoilt' | undefined> | undefined {
    const posts = arrivals.reduce((sum, one) => sum + one.posts, 0)
    if (posts < most * wholeFrom) return undefined
    const work = (reader: Reader) => this.#decideOn(reader, remembered, arrivals)
    return timed('fold: decide ahead', () => this.#house.db.aside(work)).catch(() => 'spoilt' as const)
  }

  /**
   * When another process has folded since, or people have taken something out or joined it, what was read of single texts is as right as
   * before, and the presence of keys is caught up; merges and lists of keys are read anew, which is little.
   */
  async #recall(t: Transactor, lease: Lease): Promise<Remembered> {
    const before = this.#remembered?.epoch === lease.epoch ? this.#remembered : undefined
    if (before && isAsBefore(before, lease)) return before
    const merges = await Merges.of(t, this.#campaignId)
    const store = new DatabaseStore(t, this.#campaignId, merges, await byHandOf(t, this.#campaignId, merges))
    const { presence, cache } = before ?? { presence: new Presence(this.#campaignId), cache: new SignatureCache(cacheWeight) }
    if (before?.refolded !== lease.refolded) cache.outlines.forgetStatements()
    return { nextNumber: Number(lease.nextNumber), epoch: lease.epoch, refolded: lease.refolded, merges, store, presence, cache, folder: new Folder(store, cache) }
  }
}

function isAsBefore({ nextNumber, epoch, refolded }: Remembered, lease: Lease): boolean {
  return nextNumber === Number(lease.nextNumber) && epoch === lease.epoch && refolded === lease.refolded
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
      prepared(`update folding set holder = $2, until = $3
       where campaign_id = $1 and (holder = $2 or holder is null or until < $4)
       returning next_number as "nextNumber", epoch, refolded`),
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
