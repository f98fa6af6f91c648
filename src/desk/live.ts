import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { eventsAfter, lastEvent, type Actor, type ApiContext, type CampaignRef, type House, type LiveEvent, type LiveSignal } from '#core/index.ts'
import { actorOf, may } from '#person/index.ts'
import { lookAway } from './looking/looking.ts'

const stillHereSeconds = 20
/** Whoever reads so slowly that this many wait is let go: it comes back with `Last-Event-ID` and reads them from the log. */
const mostWaiting = 1_000

/**
 * The events of a campaign as a stream. It begins with `hello`, or, for whoever comes back with `Last-Event-ID`, with what was
 * missed; where that is not kept any more, with `reload`. It ends when the person has no part in the campaign any more.
 */
export function streamLive(c: Context<ApiContext>, house: House, campaign: CampaignRef, actor: Actor): Response {
  // A browser cannot set the header when it first connects: a page says in its address up to where it was drawn.
  const asked = c.req.header('last-event-id') ?? c.req.query('after')
  const page = c.req.query('page')
  const known = { bearer: c.req.header('authorization')?.match(/^Bearer\s+(\S+)$/i)?.[1], cookie: c.req.header('cookie') }
  return streamSSE(c, async (stream) => {
    let at = 0
    let waiting = 0
    let end = () => {}
    const ended = new Promise<void>((resolve) => (end = resolve))

    const send = async ({ campaign: _, id, kind, ...detail }: LiveEvent) => {
      at = id
      if (kind !== 'person-out') await stream.writeSSE({ event: kind, id: String(id), data: JSON.stringify(detail) })
      else if (detail['person'] === actor.person.id) end()
    }
    const startAt = async (event: 'hello' | 'reload') => {
      at = await lastEvent(house.db, campaign.id)
      await stream.writeSSE({ event, id: String(at), data: '{}' })
    }
    const catchUp = async () => {
      const missed = await eventsAfter(house.db, campaign.id, at)
      if (!missed) return startAt('reload')
      for (const event of missed) await send(event)
    }
    const begin = async () => {
      if (asked === undefined || asked === '') return startAt('hello')
      at = /^\d{1,15}$/.test(asked) ? Number(asked) : Infinity
      await catchUp()
    }
    const take = async ({ read, ...event }: LiveSignal) => {
      if (event.campaign === '*') return catchUp()
      if (event.id > at) await (event.id === at + 1 && !read ? send(event) : catchUp())
    }

    // Heard from before the log is read, so that nothing falls between the two.
    let turn = Promise.resolve()
    const inTurn = (work: () => Promise<void>) => {
      if (++waiting > mostWaiting) return end()
      turn = turn.then(work).catch((error: Error) => {
        house.log.warn({ error: error.message }, 'a stream of live events ended')
        end()
      }).finally(() => void (waiting -= 1))
    }
    const stop = house.live.subscribe(campaign.id, (event) => inTurn(() => take(event)))
    stream.onAbort(end)
    inTurn(begin)
    let over = false
    void ended.then(() => (over = true))
    while (!over && !stream.aborted && !stream.closed) {
      const timer = new AbortController()
      await Promise.race([ended, after(stillHereSeconds, timer.signal)])
      timer.abort()
      if (over) break
      // A token that was ended or a role that was taken away ends what it opened, too.
      if (!may(await actorOf(house, known), campaign, 'statement.read')) break
      await stream.write(': still here\n\n')
    }
    stop()
    // Whoever is cut off looks at nothing any more; a page that comes back says so itself.
    if (page) await lookAway(house, campaign.id, actor.person.id, page).catch((error: Error) => house.log.warn({ error: error.message }, 'who stopped looking was not told'))
  })
}

function after(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1_000)
    signal.addEventListener('abort', () => clearTimeout(timer))
  })
}
