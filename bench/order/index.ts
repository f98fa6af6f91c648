import { addCampaign, type Campaign } from '#campaign/index.ts'
import type { Actor, House } from '#core/index.ts'
import { claimNext, releaseClaim } from '#desk/index.ts'
import { actorOf, addTokenFor, addUser } from '#person/index.ts'
import { setQueueOrder, usualWords, type QueueOrderChange } from '#statement/index.ts'
import { fill } from '../desk/index.ts'
import { quantiles } from '../desk/quantiles.ts'
import { openBenchHouse } from '../intake/house.ts'
import { load } from '../intake/machine.ts'

/** How long it takes until a queue stands in a new order, and what "take next" gives meanwhile; beside an update of the same rows without any rule. */
export async function orderBench({ statements }: { statements: number }): Promise<void> {
  const bench = await openBenchHouse()
  try {
    const { house } = bench
    const campaign = await addCampaign(house, { slug: 'order', name: 'Order', organisation: 'Bench' })
    await fill(bench, campaign, statements)
    const actor = await somebody(house, campaign)
    console.log(`${statements.toLocaleString('en')} statements wait; load ${load()}`)
    const urgent = { ...usualWords.urgent, en: [...usualWords.urgent['en']!, 'kalomi', 'bel*'] }
    const rows: Record<string, object> = {
      'baseline: each row moved by one minute, one statement': await bare(house, campaign),
      'one weight, of few statements': await change(house, campaign, actor, { weights: { urgent: 300 } }),
      'the patience: all move': await change(house, campaign, actor, { weights: { patience: 900 } }),
      'new words: all are read again, many move': await change(house, campaign, actor, { words: { urgent } }),
    }
    console.table(rows)
  } finally {
    await bench.close()
  }
}

async function somebody(house: House, campaign: Campaign): Promise<Actor> {
  const email = 'volunteer@example.org'
  await addUser(house, { email, role: 'volunteer', campaign: campaign.slug, ready: true })
  const { token } = await addTokenFor(house, { email, campaign: campaign.slug, scopes: ['desk'] })
  return (await actorOf(house, { bearer: token }))!
}

async function bare(house: House, campaign: Campaign): Promise<object> {
  const began = performance.now()
  await house.db.rows(`update statement set due_at = due_at + interval '1 minute' where campaign_id = $1`, [campaign.id])
  const seconds = (performance.now() - began) / 1_000
  await house.db.rows(`update statement set due_at = due_at - interval '1 minute' where campaign_id = $1`, [campaign.id])
  return { seconds: round(seconds) }
}

/** With somebody who takes one and gives it back, over and over. */
async function change(house: House, campaign: Campaign, actor: Actor, wish: QueueOrderChange): Promise<object> {
  await house.db.rows('vacuum analyze statement')
  let over = false
  const times: number[] = []
  let nothing = 0
  const taking = (async () => {
    while (!over) {
      const began = performance.now()
      const [claim] = await claimNext(house, campaign.id, actor, 1, {})
      times.push(performance.now() - began)
      if (claim) await releaseClaim(house, campaign.id, actor, claim.statementId)
      else nothing++
    }
  })()
  const began = performance.now()
  await setQueueOrder(house, campaign.id, wish)
  const seconds = (performance.now() - began) / 1_000
  const left = await house.db.row<{ after: string | null }>('select reordered_to as after from queue_order where campaign_id = $1', [campaign.id])
  over = true
  await taking
  const { count, 'p95 ms': p95, 'most ms': most } = quantiles(times)
  return { seconds: round(seconds), 'left for the job': left?.after !== null, 'taken meanwhile': count, 'p95 ms': p95, 'most ms': most, 'given nothing': nothing }
}

const round = (seconds: number) => Math.round(seconds * 100) / 100
