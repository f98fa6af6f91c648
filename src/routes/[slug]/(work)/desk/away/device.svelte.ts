import type { DecisionData } from '#ui/offline/desk-way.ts'
import { deskLanes, forgetLane } from '#ui/offline/forget.ts'
import { keepPage } from '#ui/offline/install.ts'
import type { Refused } from '#ui/offline/send.ts'
import { keep, kept, type Thing } from '#ui/offline/store.ts'
import { Waiting } from '#ui/offline/waiting.svelte.ts'
import type { Draft } from '../drafts.svelte.ts'
import type { Copy, Joinable } from './copy.ts'
import type { Batch } from './copies.ts'
import { ends } from './decision.ts'

export type Decision = Thing<DecisionData>

interface Ways {
  /** Nobody is signed in any more, or has a part in this: nothing is kept here either. */
  out(): void
  /** The connection is back, and what waited was sent. */
  back(): Promise<void> | void
}

/** A copy outlives its lease by so much and no longer: it is likely somebody else's work by then, and people's words lie on a device. */
const keptAfterLease = 2 * 3_600_000
const soonest = 2_000
const latest = 30_000

/** What the device keeps of the desk of one person: what they hold, what they decided without a connection, what they typed. */
export class DeviceDesk {
  copies: Copy[] = $state.raw([])
  joinable: Joinable = $state.raw({ incidents: [], questions: [] })
  /** Since when nobody answers. */
  since: Date | undefined = $state()
  /** The desk opens here also without a connection. */
  pageKept = $state(false)
  readonly waiting: Waiting<DecisionData>
  readonly #slug: string
  readonly #ways: Ways
  #ready: Promise<void> = Promise.resolve()
  #asking: Promise<boolean> | undefined
  #trying: Promise<void> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #tries = 0
  #keeping = false
  #typing: ReturnType<typeof setTimeout> | undefined
  #forgotten = false

  constructor(slug: string, person: string, ways: Ways) {
    this.#slug = slug
    this.#ways = ways
    this.waiting = new Waiting({ name: `${deskLanes}${slug}/${person}`, way: 'desk', address: `/api/campaigns/${slug}`, forget: true })
  }

  /** Reads what a crash has left, and sends what waits. Gives back what ends it. */
  async begin(): Promise<() => void> {
    let read = () => {}
    this.#ready = new Promise((done) => (read = done))
    const batch = await kept<{ copies: Copy[]; joinable: Joinable }>(this.#key('batch')).catch(() => undefined)
    if (batch) [this.copies, this.joinable] = [batch.copies, batch.joinable]
    this.#letGoOld()
    read()
    const end = await this.waiting.begin()
    if (this.unsent.length > 0) void this.tryNow()
    else await this.#settled()
    const online = () => void (this.since && this.tryNow())
    const offline = () => this.lost()
    window.addEventListener('online', online)
    window.addEventListener('offline', offline)
    return () => {
      clearTimeout(this.#timer)
      window.removeEventListener('online', online)
      window.removeEventListener('offline', offline)
      end()
    }
  }

  /** What is still to be decided here, in the order in which the leases end. */
  get open(): Copy[] {
    return this.copies.filter(({ id }) => !this.decisionOn(id))
  }

  /** Decisions that go out by themselves. */
  get unsent(): Decision[] {
    return this.waiting.things.filter((thing) => thing.state === 'waiting')
  }

  get refused(): Decision[] {
    return this.waiting.refused
  }

  /** What was decided here about a statement and is not sent. */
  decisionOn(id: string): Decision | undefined {
    return this.unsent.findLast((thing) => thing.group === id && ends(thing.data))
  }

  /** Something was asked and no answer came, or the line of news broke: from now on one works with what is here, until somebody answers. */
  lost(): void {
    this.since ??= new Date()
    this.#plan()
  }

  /** Whether anybody answers; the page goes on either way. Asked when the line of news breaks, which need not mean anything. */
  async check(): Promise<void> {
    if (!this.since && !(await this.sync())) this.lost()
  }

  /** What the page was drawn with: the open statement as it shows it, and by id all that is held. Fetches what is not here yet. */
  async hold(held: readonly string[], open: Copy | undefined, joinable: Joinable | undefined): Promise<void> {
    await this.#ready
    const copies = this.copies.filter(({ id }) => held.includes(id) && id !== open?.id)
    const before = JSON.stringify(this.copies)
    this.copies = open && held.includes(open.id) ? sorted([...copies, open]) : copies
    if (joinable) this.joinable = joinable
    if (JSON.stringify(this.copies) !== before) await this.#write()
    if (held.some((id) => !this.copies.some((copy) => copy.id === id))) await this.sync()
  }

  /** So that one can go on here also after the browser was closed. */
  keepPage(): void {
    if (this.#keeping) return
    this.#keeping = true
    void keepPage(`/${this.#slug}/desk`, `/${this.#slug}/desk/kept`).then((kept) => (this.pageKept = kept))
  }

  /** These leases run from now again. */
  renew(ids: readonly string[], seconds: number): void {
    const until = new Date(Date.now() + seconds * 1_000)
    this.copies = this.copies.map((copy) => (ids.includes(copy.id) ? { ...copy, until } : copy))
    void this.#write()
  }

  /**
   * Asks what is held, and fetches what is not kept here in its version; `anew`: all of it, since words may have been taken back by their
   * author meanwhile, which raises no version. False when nobody answers.
   */
  async sync(anew = false): Promise<boolean> {
    return (this.#asking ??= this.#ask(anew).finally(() => (this.#asking = undefined)))
  }

  async #ask(anew: boolean): Promise<boolean> {
    await this.#ready
    const have = anew ? '' : this.copies.map(({ id, version }) => `${id}:${version}`).join(',')
    const answer = await fetch(`/${this.#slug}/desk/batch?have=${have}`, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(10_000) }).catch(() => undefined)
    if (!answer || answer.status >= 500 || answer.redirected) return false
    if ([401, 403, 404].includes(answer.status)) {
      await this.forget()
      this.#ways.out()
      return true
    }
    const batch = (await answer.json().catch(() => undefined)) as Batch | undefined
    if (!answer.ok || !batch) return false
    // The device's clock may be anything.
    const ahead = Date.now() - new Date(batch.now).getTime()
    const fresh = new Map(batch.copies.map((copy) => [copy.id, copy]))
    const untilOf = (id: string) => new Date(new Date(batch.leases[id]!.until).getTime() + ahead)
    const stay = this.copies.filter(({ id }) => batch.leases[id] && !fresh.has(id))
    this.copies = sorted([...stay, ...fresh.values()].map((copy) => ({ ...copy, until: untilOf(copy.id) })))
    if (batch.joinable) this.joinable = batch.joinable
    await this.#write()
    return true
  }

  /** Asks whether anybody answers, sends what waits, and says so when all of it went; tries again later otherwise. */
  async tryNow(): Promise<void> {
    await (this.#trying ??= this.#try().finally(() => (this.#trying = undefined)))
  }

  async #try(): Promise<void> {
    this.#letGoOld()
    if (!(await this.sync())) return this.lost()
    await this.waiting.sendNow()
    if (this.waiting.stop && this.waiting.stop.why !== 'ended') return this.lost()
    this.#tries = 0
    clearTimeout(this.#timer)
    if (!(await this.#settled())) return
    // What was sent is held no longer.
    await this.sync(true)
    await this.#ways.back()
    this.since = undefined
  }

  /** Keeps what was decided; it is sent as soon as somebody answers. False when the browser keeps nothing: then nothing was decided. */
  async decide(decisions: DecisionData[]): Promise<boolean> {
    if (!this.waiting.ready) return false
    const order = Math.max(0, ...this.waiting.things.map((thing) => thing.order))
    const urgent = (data: DecisionData, at: number) => (data.decision === 'alarm' ? -Date.now() : order + 1 + at)
    const things = decisions.map((data, at): Decision => ({ id: crypto.randomUUID(), lane: this.waiting.lane.name, group: data.statement, order: urgent(data, at), data, state: 'waiting', due: Date.now() }))
    await this.waiting.put(things)
    if (!this.waiting.forgetful) return true
    await this.waiting.remove(things.map(({ id }) => id))
    return false
  }

  /** Takes back what waits about a statement, or what was refused. */
  async takeBack(id: string): Promise<void> {
    await this.waiting.remove(this.waiting.things.filter((thing) => thing.group === id && thing.state !== 'sent' && thing.data.decision !== 'alarm').map((thing) => thing.id))
  }

  /** Takes again what went back to the queue, and sends what was decided about it. What somebody else has, or decided, stays refused. */
  async again(refused: Decision[]): Promise<void> {
    for (const thing of refused) {
      const body = JSON.stringify({ statement: thing.group })
      const answer = await fetch(`/api/campaigns/${this.#slug}/claims`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(() => undefined)
      const said = (await answer?.json().catch(() => undefined)) as Partial<Refused> & { claims?: { statement: { version: number; decisions: unknown[] } }[] } | undefined
      const claim = said?.claims?.[0]?.statement
      const { doubtful: _, ...data } = thing.data
      if (claim && (await this.decide([{ ...data, version: claim.version, before: claim.decisions.length }]))) await this.waiting.remove([thing.id])
      else if (said?.code) await this.waiting.put([{ ...thing, reason: { code: said.code, detail: said.detail ?? '', ...(said.holder ? { holder: said.holder } : {}) } }])
    }
    await this.tryNow()
  }

  /** What is typed and saved nowhere yet: for a browser that loses its power. */
  keepDrafts(drafts: () => Record<string, Draft>): void {
    clearTimeout(this.#typing)
    if (!this.#forgotten) this.#typing = setTimeout(() => void keep(this.#key('drafts'), drafts()).catch(() => {}), 250)
  }

  async drafts(): Promise<Record<string, Draft>> {
    return (await kept<Record<string, Draft>>(this.#key('drafts')).catch(() => undefined)) ?? {}
  }

  /** Takes everything off this device. */
  async forget(): Promise<void> {
    clearTimeout(this.#timer)
    clearTimeout(this.#typing)
    this.#forgotten = true
    this.copies = []
    this.waiting.things = []
    await forgetLane(this.waiting.lane).catch(() => {})
  }

  #plan(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.tryNow(), Math.min(soonest * 2 ** this.#tries++, latest))
  }

  /** What was sent is done with. */
  async #settled(): Promise<boolean> {
    if (this.waiting.stop?.why === 'ended') {
      await this.forget()
      this.#ways.out()
      return false
    }
    const sent = this.waiting.things.filter((thing) => thing.state === 'sent').map((thing) => thing.id)
    if (sent.length > 0) await this.waiting.remove(sent)
    await Promise.all(this.refused.map((thing) => this.#sayAnew(thing)))
    return true
  }

  /** What is said of what was refused: the words as they stand now, none that their author took back, and what became of it meanwhile. */
  async #sayAnew(thing: Decision): Promise<void> {
    const answer = await fetch(`/api/campaigns/${this.#slug}/statements/${thing.group}`).catch(() => undefined)
    if (!answer || answer.status >= 500) return
    const found = answer.ok ? ((await answer.json()) as { text: string; state: string; decisions: { by: string; takenBackAt: string | null }[] }) : undefined
    // What is covered was not said before, and is not said now.
    const said = thing.data.said && found ? [...found.text].slice(0, 120).join('') : ''
    const by = found?.decisions.findLast((one) => one.takenBackAt === null)?.by
    const over = thing.reason?.code === 'not-held' && found && found.state !== 'waiting'
    const reason = !over ? thing.reason : { code: found.state === 'decided' && by ? 'decided' : 'not-waiting', detail: '', ...(by ? { holder: by } : {}) }
    await this.waiting.put([{ ...thing, ...(reason ? { reason } : {}), data: { ...thing.data, said } }])
  }

  #letGoOld(): void {
    const young = this.copies.filter(({ until }) => until.getTime() + keptAfterLease > Date.now())
    if (young.length === this.copies.length) return
    this.copies = young
    void this.#write()
  }

  async #write(): Promise<void> {
    await keep(this.#key('batch'), { copies: $state.snapshot(this.copies), joinable: $state.snapshot(this.joinable) }).catch(() => {})
  }

  #key(kind: 'batch' | 'drafts'): string {
    return `${kind}/${this.waiting.lane.name}`
  }
}

const sorted = (copies: Copy[]) => copies.toSorted((a, b) => a.until.getTime() - b.until.getTime() || (a.id < b.id ? -1 : 1))
