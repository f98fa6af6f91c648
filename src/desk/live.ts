import type { Context } from 'hono'
import { broadcastOf, type Actor, type ApiContext, type CampaignRef, type House } from '#core/index.ts'
import { actorOf, may } from '#person/index.ts'
import { lookAway } from './looking/looking.ts'

const beatSeconds = 20
/** Whoever reads more slowly than things happen is given the rest when they have read this much; until then nothing waits for them in memory. */
const mostUnread = 64 * 1024
const stillHere = Buffer.from(': still here\n\n')
const out = Buffer.from('event: out\ndata: {}\n\n')

/**
 * The events of a campaign as a stream. It begins with `hello`, or, for whoever comes back with `Last-Event-ID`, with what was
 * missed; where that is not kept any more, with `reload`. It ends, with `out`, when the person has no part in the campaign any more.
 */
export function streamLive(c: Context<ApiContext>, house: House, campaign: CampaignRef, actor: Actor): Response {
  // A browser cannot set the header when it first connects: a page says in its address up to where it was drawn.
  const asked = c.req.header('last-event-id') ?? c.req.query('after')
  const page = c.req.query('page')
  const known = { bearer: c.req.header('authorization')?.match(/^Bearer\s+(\S+)$/i)?.[1], cookie: c.req.header('cookie') }
  const broadcast = broadcastOf(house, campaign.id)
  /** Number of the last event that was sent; undefined until it is known where to begin. */
  let at: number | undefined
  let line: ReadableStreamDefaultController<Uint8Array>
  let beat: NodeJS.Timeout | undefined
  let ended = false

  const following = broadcast.follow({
    moved: () => send(),
    personOut: (personId) => {
      if (personId === actor.person.id) void leaveUnlessAllowed().catch(failed)
    },
  })

  function send(): void {
    if (ended || at === undefined || (line.desiredSize ?? 0) <= 0) return
    const piece = broadcast.since(at)
    if (!piece) return say('reload')
    // First: what is enqueued may be asked for more at once.
    at = piece.at
    if (piece.bytes.length > 0) line.enqueue(piece.bytes)
  }

  function say(event: 'hello' | 'reload'): void {
    at = broadcast.at
    line.enqueue(Buffer.from(`id: ${at}\nevent: ${event}\ndata: {}\n\n`))
  }

  async function begin(): Promise<void> {
    await following.ready
    // Who asks was looked at before anybody here listened for them: whatever ended their part in between was told to nobody.
    if (!(await leaveUnlessAllowed())) return
    if (asked === undefined || asked === '') return say('hello')
    const after = /^\d{1,15}$/.test(asked) ? Number(asked) : Infinity
    // Another process may have drawn the page with what has not reached this one yet.
    if (after > broadcast.at) await broadcast.catchUp()
    if (ended) return
    at = after
    send()
  }

  /** A token that was ended or a role that was taken away ends what it opened, too. */
  async function checkAgain(): Promise<void> {
    if (!(await leaveUnlessAllowed())) return
    // Nothing was read for a whole beat: their line is dead, or they come back and catch up.
    if ((line.desiredSize ?? 0) <= 0) return end()
    line.enqueue(stillHere)
    beatLater()
  }

  /** Whoever may not listen any more is told so, for their page to leave at once: a browser would first wait and then ask again. */
  async function leaveUnlessAllowed(): Promise<boolean> {
    if (may(await actorOf(house, known), campaign, 'statement.read')) return !ended
    if (!ended) line.enqueue(out)
    end()
    return false
  }

  function beatLater(): void {
    // Not all at once, though all may have come back at once.
    const seconds = beatSeconds * (0.9 + 0.2 * Math.random())
    beat = setTimeout(() => void checkAgain().catch(failed), seconds * 1_000)
  }

  function failed(error: Error): void {
    house.log.warn({ error: error.message }, 'a stream of live events ended')
    end()
  }

  function end(): void {
    if (ended) return
    leave()
    line.close()
  }

  function leave(): void {
    ended = true
    clearTimeout(beat)
    following.leave()
    // Whoever is cut off looks at nothing any more; a page that comes back says so itself.
    if (page) void lookAway(house, campaign.id, actor.person.id, page).catch((error: Error) => house.log.warn({ error: error.message }, 'who stopped looking was not told'))
  }

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      line = controller
      beatLater()
      void begin().catch(failed)
    },
    pull: () => send(),
    cancel: () => {
      if (!ended) leave()
    },
  }, new ByteLengthQueuingStrategy({ highWaterMark: mostUnread }))
  // Chunked is said, or the server waits for more before it sends the first event.
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', connection: 'keep-alive', 'transfer-encoding': 'chunked', 'x-accel-buffering': 'no' } })
}
