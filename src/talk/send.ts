import { addJob, type House } from '#core/index.ts'
import type { Fate, Outlet } from '#channel/contract.ts'
import { spend } from './budget.ts'
import { openDraft } from './outbox.ts'

/** An account of ours that can send: its channel's outlet with what it needs to reach the network. */
export interface Account {
  name: string
  outlet: Outlet<any>
  connection: unknown
}

/** A message that was being sent this long ago and has no fate: the process died meanwhile. */
const lostAfterSeconds = 120
const mostAttempts = 8

/**
 * Sends what is due in a campaign. Each message is marked `sending` and committed before it leaves, so that a crash leaves it
 * marked: it becomes `unconfirmed`, never a second message.
 */
export async function sendDue(house: House, campaignId: string, accounts: Account[]): Promise<number> {
  await findLost(house, campaignId)
  let sent = 0
  for (;;) {
    const taken = await takeOne(house, campaignId, accounts)
    if (!taken) return sent
    const fate = await attempt(house, taken)
    await settle(house, campaignId, taken, fate)
    if (fate.state === 'sent') sent++
  }
}

interface Taken {
  id: string
  attempts: number
  sealed: Buffer
  account: Account
}

async function takeOne(house: House, campaignId: string, accounts: Account[]): Promise<Taken | undefined> {
  return house.db.transact(async (t) => {
    const now = house.clock.now()
    const channels = accounts.map((account) => account.outlet.channel)
    const due = await t.row<{ id: string; channel: string; attempts: number; sealed: Buffer }>(
      `select id, channel, attempts, sealed from outgoing
       where campaign_id = $1 and state = 'queued' and due_at <= $2 and channel = any($3) and sealed is not null
       order by due_at, id limit 1 for update skip locked`,
      [campaignId, now, channels],
    )
    if (!due) return undefined
    const account = accounts.find((one) => one.outlet.channel === due.channel)!
    const opens = await spend(t, account.name, account.outlet.budgets, now)
    if (opens) {
      // Nothing of this account can go before then: everything of its channel waits together.
      await t.run(`update outgoing set due_at = $4, changed_at = $5 where campaign_id = $1 and state = 'queued' and channel = $2 and due_at < $3`, [
        campaignId, due.channel, opens, opens, now,
      ])
      await addJob(t, 'sendMessages', { campaignId }, { key: `send ${campaignId}`, runAt: opens })
      return undefined
    }
    await t.run(`update outgoing set state = 'sending', sending_since = $3, attempts = attempts + 1, changed_at = $3 where campaign_id = $1 and id = $2`, [campaignId, due.id, now])
    return { id: due.id, attempts: due.attempts + 1, sealed: due.sealed, account }
  })
}

async function attempt(house: House, taken: Taken): Promise<Fate> {
  try {
    return await taken.account.outlet.send({ id: taken.id, ...openDraft(house, taken.sealed) }, taken.account.connection)
  } catch (error) {
    // An outlet answers with a fate; whatever it throws instead says nothing about what the network did.
    return { state: 'unconfirmed', reason: error instanceof Error ? error.message.slice(0, 300) : 'unknown' }
  }
}

async function settle(house: House, campaignId: string, taken: Taken, fate: Fate): Promise<void> {
  const now = house.clock.now()
  const again = fate.state === 'refused' && !fate.permanent && taken.attempts < mostAttempts
  await house.db.transact(async (t) => {
    if (again) {
      const dueAt = new Date(now.getTime() + 60_000 * 2 ** Math.min(taken.attempts, 7))
      await t.run(`update outgoing set state = 'queued', due_at = $3, reason = $4, changed_at = $5 where campaign_id = $1 and id = $2`, [campaignId, taken.id, dueAt, fate.reason, now])
      await addJob(t, 'sendMessages', { campaignId }, { key: `send ${campaignId} ${taken.id}`, runAt: dueAt })
      return
    }
    await t.run(
      `update outgoing set state = $3, external_id = $4, reason = $5, changed_at = $6, sealed = case when $3 = 'unconfirmed' then sealed end
       where campaign_id = $1 and id = $2`,
      [campaignId, taken.id, fate.state, fate.state === 'sent' ? fate.externalId : null, fate.state === 'sent' ? null : fate.reason, now],
    )
  })
}

async function findLost(house: House, campaignId: string): Promise<void> {
  const now = house.clock.now()
  await house.db.transact((t) =>
    t.run(
      `update outgoing set state = 'unconfirmed', reason = 'Clamor stopped while it was being sent', changed_at = $3
       where campaign_id = $1 and state = 'sending' and sending_since < $2`,
      [campaignId, new Date(now.getTime() - lostAfterSeconds * 1_000), now],
    ),
  )
}
