import { addJob, isRefusal, notify, type House } from '#core/index.ts'
import { campaignById } from '#campaign/index.ts'
import { readArrival, type Arrival } from '#channel/index.ts'
import { takeIn } from '#intake/index.ts'
import { lockRehearsal, passedBy, rehearsalById } from './rehearsal.ts'
import { gatherPosts } from './source.ts'

interface Which {
  campaignId: string
  id: string
}

/** Seconds between two looks at what is due. */
const beatSeconds = 2
const mostAtOnce = 500

/** Gathers what is played; then it begins. */
export async function prepareRehearsal(house: House, { campaignId, id }: Which): Promise<void> {
  const [campaign, rehearsal] = await Promise.all([campaignById(house.db, campaignId), rehearsalById(house.db, campaignId, id)])
  if (!campaign || rehearsal?.state !== 'preparing') return
  try {
    const { posts, length } = await gatherPosts(house, campaign, rehearsal)
    await house.db.transact(async (t) => {
      if ((await lockRehearsal(t, campaignId, id))?.state !== 'preparing') return
      await t.run(`update rehearsal set state = 'playing', posts = $3, length = $4, since = $5 where campaign_id = $1 and id = $2`, [campaignId, id, posts, length, house.clock.now()])
      await addJob(t, 'playRehearsal', { campaignId, id }, { key: `rehearsal ${id}` })
      await notify(t, campaignId, { kind: 'rehearsal' })
    })
  } catch (error) {
    // What can be told is told on the screen; a bug is tried again by the queue.
    if (!isRefusal(error)) throw error
    await house.db.transact(async (t) => {
      await t.run(`update rehearsal set problem = $3, state = 'ending' where campaign_id = $1 and id = $2`, [campaignId, id, error.line])
      await addJob(t, 'endRehearsal', { campaignId, id }, { key: `end rehearsal ${id}` })
    })
  }
}

/**
 * Takes in what is due by now, as if it arrived now, and looks again soon. Where it stands is in the database: a process that dies goes on
 * where it was, and what it had taken in already is known.
 */
export async function playRehearsal(house: House, { campaignId, id }: Which): Promise<void> {
  const rehearsal = await rehearsalById(house.db, campaignId, id)
  if (rehearsal?.state !== 'playing') return
  const due = await house.db.rows<{ number: number; item: Record<string, unknown> }>(
    `select number, item from rehearsal_post where campaign_id = $1 and number > $2 and after_seconds <= $3 order by number limit ${mostAtOnce}`,
    [rehearsal.copyId, rehearsal.played, Math.floor(passedBy(rehearsal, house.clock.now()))],
  )
  if (due.length > 0) await takeIn(house, { id: rehearsal.copyId }, arrivalsOf(due.map((one) => one.item), house.clock.now()), { patient: true })
  await house.db.transact(async (t) => {
    const now = await lockRehearsal(t, campaignId, id)
    if (now?.state !== 'playing') return
    const last = due.at(-1)?.number ?? now.played
    const more = await t.row('select 1 from rehearsal_post where campaign_id = $1 and number > $2 limit 1', [now.copyId, last])
    if (due.length > 0 || !more) {
      await t.run(`update rehearsal set played = $3, state = $4, passed = case when $4 = 'over' then length else passed end where campaign_id = $1 and id = $2`, [campaignId, id, last, more ? 'playing' : 'over'])
      await notify(t, campaignId, { kind: 'rehearsal' })
    }
    if (more) await addJob(t, 'playRehearsal', { campaignId, id }, { key: `rehearsal ${id}`, runAt: new Date(Date.now() + (due.length === mostAtOnce ? 0 : beatSeconds * 1_000)) })
  })
}

function arrivalsOf(items: Record<string, unknown>[], now: Date): Arrival[] {
  return items.flatMap((item) => {
    const played = { ...item, postedAt: now.toISOString() }
    const read = readArrival(played, Buffer.from(JSON.stringify(played)))
    return 'reject' in read ? [] : [read.arrival]
  })
}
