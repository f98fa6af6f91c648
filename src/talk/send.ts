import { addJob, clocksOf, notify, type House, type Transactor } from '#core/index.ts'
import type { Fate, Outgoing, Outlet } from '#channel/contract.ts'
import { shutByGap, spend } from './budget.ts'
import { goesAnyway, holdsNow } from './hold/hold.ts'
import { noteRefused } from './mail/returned.ts'
import { meansFor } from './means.ts'
import { mediaOf, openDraft } from './outbox.ts'
import { ownReasons } from './reason.ts'
import { earlierWaits, lastOfThread, leaveThreadAt } from './thread.ts'

/** An account of ours that can send: its channel's outlet with what it needs to reach the network. */
export interface Account {
  /** That of the row, where it is a campaign's own. */
  id?: string
  /** In whose name the ledger is kept; `app`: where several accounts speak by one app. */
  name: string
  app?: string
  outlet: Outlet<any>
  connection: unknown
  keep?: (session: unknown) => Promise<void>
  /** The network no longer takes what we have. */
  signedOut?: (t: Transactor, reason: string, at: Date) => Promise<void>
}

/** A message that was being sent this long ago and has no fate: the process died meanwhile. */
const lostAfterSeconds = 120
const mostAttempts = 8
/** When one whose fate is unknown is looked for first: not at once, what answered late may still be at work on it. */
export const firstLookSeconds = 60

/**
 * Sends what is due in a campaign. Each message is marked `sending` and committed before it leaves, so that a crash leaves it
 * marked: it becomes `unconfirmed`, never a second message.
 */
export async function sendDue(house: House, campaignId: string, accounts: Account[]): Promise<number> {
  await findLost(house, campaignId, accounts)
  const out = new Set<Account>()
  let sent = 0
  for (;;) {
    const taken = await takeOne(house, campaignId, accounts.filter((account) => !out.has(account)))
    if (!taken) return sent
    if ('waits' in taken) continue
    const fate = await attempt(house, taken)
    await settle(house, campaignId, taken, fate)
    if (fate.state === 'sent') sent++
    // Of an account that is signed out, or told to wait, nothing more is tried in this run.
    if (fate.state === 'refused' && (fate.signedOut || fate.again)) out.add(taken.account)
  }
}

interface Taken {
  message: Outgoing
  attempts: number
  account: Account
}

async function takeOne(house: House, campaignId: string, accounts: Account[]): Promise<Taken | { waits: true } | undefined> {
  const now = house.clock.now()
  const own = accounts.flatMap((account) => account.id ?? [])
  const channels = accounts.filter((account) => !account.id).map((account) => account.outlet.channel)
  return house.db.transact(async (t) => {
    // Under this lock a STOP either is seen here, or its screen sees this message on its way.
    await t.row('select 1 from campaign where id = $1 for key share', [campaignId])
    // An embargo is over when the database says so, too: a machine whose clock runs ahead lets nothing out.
    const held = await holdsNow(t, campaignId, (await clocksOf(house, t)).earliest)
    const due = await t.row<{ id: string; channel: string; account_id: string | null; attempts: number; sealed: Buffer; tried_at: Date | null; blocked: boolean; purpose: string; thread_id: string | null }>(
      `select id, channel, purpose, account_id, attempts, sealed, tried_at, thread_id,
         exists (select 1 from bounce b where b.campaign_id = $1 and b.address_index = outgoing.address_index) as blocked
       from outgoing
       where campaign_id = $1 and state = 'queued' and due_at <= $2 and sealed is not null
         and case when account_id is null then channel = any($3) else account_id = any($4::uuid[]) end and (not $5 or purpose = any($6)) and not ${earlierWaits}
       order by due_at, id limit 1 for update skip locked`,
      [campaignId, now, channels, own, held, goesAnyway],
    )
    if (!due) return undefined
    if (due.blocked) {
      await t.run(`update outgoing set state = 'refused', returned = 'held', returned_at = $3, sealed = null, changed_at = $3 where campaign_id = $1 and id = $2`, [campaignId, due.id, now])
      return { waits: true }
    }
    const account = accounts.find((one) => (due.account_id ? one.id === due.account_id : !one.id && one.outlet.channel === due.channel))!
    const replyTo = due.thread_id && due.account_id ? await lastOfThread(t, campaignId, due.thread_id, due.account_id) : undefined
    const message: Outgoing = { id: due.id, ...openDraft(house, due.sealed), media: await mediaOf(house, t, campaignId, due.id), ...(due.tried_at ? { triedAt: due.tried_at } : {}), ...(replyTo ? { replyTo } : {}) }
    const cost = account.outlet.cost?.(message)
    // What somebody in danger waits for, or whoever wants to get in again, does not wait for what the ledger does not know after a restore.
    const shut = goesAnyway.includes(due.purpose) ? undefined : await shutByGap(t, account.outlet.budgets, now, cost)
    if (shut) {
      await putOff(t, campaignId, due, shut, now, goesAnyway)
      return { waits: true }
    }
    const opens = await spend(t, { account: account.name, app: account.app }, account.outlet.budgets, now, cost)
    if (opens === 'never') {
      await t.run(`update outgoing set state = 'refused', reason = '${ownReasons.dear}', sealed = null, changed_at = $3 where campaign_id = $1 and id = $2`, [campaignId, due.id, now])
      return { waits: true }
    }
    if (opens) {
      await putOff(t, campaignId, due, opens, now)
      return { waits: true }
    }
    await t.run(
      `update outgoing set state = 'sending', sending_since = $3, tried_at = coalesce(tried_at, $3), attempts = attempts + 1, changed_at = $3 where campaign_id = $1 and id = $2`, [campaignId, due.id, now])
    return { message, attempts: due.attempts + 1, account }
  })
}

/** Nothing of this account can go before then: everything of it waits together, but what is for these purposes. */
async function putOff(t: Transactor, campaignId: string, due: { channel: string; account_id: string | null }, opens: Date, now: Date, but: string[] = []): Promise<void> {
  await t.run(
    `update outgoing set due_at = $4, changed_at = $5 where campaign_id = $1 and state = 'queued' and channel = $2 and account_id is not distinct from $3 and due_at < $4 and purpose <> all($6)`,
    [campaignId, due.channel, due.account_id, opens, now, but],
  )
  await addJob(t, 'sendMessages', { campaignId }, { key: `send ${campaignId}${due.account_id ? ` ${due.account_id}` : ''}`, runAt: opens })
}

async function attempt(house: House, { account, message }: Taken): Promise<Fate> {
  try {
    return await account.outlet.send(message, account.connection, meansFor(house, account))
  } catch (error) {
    // An outlet answers with a fate; whatever it throws instead says nothing about what the network did.
    return { state: 'unconfirmed', reason: error instanceof Error ? error.message.slice(0, 300) : 'unknown' }
  }
}

async function settle(house: House, campaignId: string, { account, message, attempts }: Taken, fate: Fate): Promise<void> {
  const now = house.clock.now()
  await house.db.transact(async (t) => {
    if (fate.state === 'refused' && fate.signedOut) await account.signedOut?.(t, fate.reason, now)
    if (fate.state === 'refused' && fate.replyLost && message.replyTo && account.id) return goOnBefore(t, campaignId, account.id, message, attempts, now)
    if (fate.state === 'refused' && !fate.permanent && (attempts < mostAttempts || fate.again || fate.signedOut)) return tryLater(t, campaignId, account, message.id, attempts, fate, now)
    const lookAt = fate.state === 'unconfirmed' && account.outlet.find ? new Date(now.getTime() + firstLookSeconds * 1_000) : null
    const done = await t.run(
      `update outgoing set state = $3, external_id = $4, link = $5, reason = $6, changed_at = $7, look_at = $8, sealed = case when $3 = 'unconfirmed' then sealed end
       where campaign_id = $1 and id = $2 and state in ('sending', 'unconfirmed')`,
      [campaignId, message.id, fate.state, fate.state === 'sent' ? fate.externalId : null, fate.state === 'sent' ? (fate.link ?? null) : null, fate.state === 'sent' ? null : fate.reason, now, lookAt],
    )
    if (done > 0 && fate.state === 'refused' && account.outlet.channel === 'email') await noteRefused(t, campaignId, message.id, fate.reason, now)
    if (done > 0 && fate.state !== 'unconfirmed') await dropMedia(t, campaignId, message.id)
    if (lookAt) await addJob(t, 'sendMessages', { campaignId }, { key: `look ${campaignId} ${message.id}`, runAt: lookAt })
    if (done > 0 && account.id && fate.state === 'sent') await house.flow.run('sent', house, t, { campaignId, outgoingId: message.id, externalId: fate.externalId, link: fate.link ?? null, at: now })
    if (account.id) await notify(t, campaignId, { kind: 'outgoing', outgoing: message.id })
  })
}

export async function dropMedia(t: Transactor, campaignId: string, id: string): Promise<void> {
  await t.run('delete from outgoing_media where campaign_id = $1 and outgoing_id = $2', [campaignId, id])
}

/** The thread goes on from what was said before what is lost, at once; that is no attempt that failed. */
async function goOnBefore(t: Transactor, campaignId: string, accountId: string, message: Outgoing, attempts: number, now: Date): Promise<void> {
  await leaveThreadAt(t, campaignId, accountId, message.replyTo!)
  await t.run(`update outgoing set state = 'queued', due_at = $3, attempts = $4, changed_at = $3 where campaign_id = $1 and id = $2 and state in ('sending', 'unconfirmed')`, [campaignId, message.id, now, attempts - 1])
}

/** By the network's own word where it gave one; that is no attempt that failed. */
async function tryLater(t: Transactor, campaignId: string, account: Account, id: string, attempts: number, fate: Extract<Fate, { state: 'refused' }>, now: Date): Promise<void> {
  const dueAt = new Date(Math.max(now.getTime() + 1_000, fate.again?.getTime() ?? now.getTime() + 60_000 * 2 ** Math.min(attempts, 7)))
  const counted = fate.again || fate.signedOut ? attempts - 1 : attempts
  await t.run(`update outgoing set state = 'queued', due_at = $3, reason = $4, attempts = $5, changed_at = $6 where campaign_id = $1 and id = $2 and state in ('sending', 'unconfirmed')`, [campaignId, id, dueAt, fate.reason, counted, now])
  if (fate.again && account.id) await putOff(t, campaignId, { channel: account.outlet.channel, account_id: account.id }, dueAt, now)
  else await addJob(t, 'sendMessages', { campaignId }, { key: `send ${campaignId} ${id}`, runAt: dueAt })
}

async function findLost(house: House, campaignId: string, accounts: Account[]): Promise<void> {
  const now = house.clock.now()
  const findable = accounts.filter((account) => account.outlet.find).flatMap((account) => account.id ?? [])
  await house.db.transact((t) =>
    t.run(
      `update outgoing set state = 'unconfirmed', reason = '${ownReasons.stopped}', changed_at = $3, look_at = case when account_id = any($4::uuid[]) then $3::timestamptz end
       where campaign_id = $1 and state = 'sending' and sending_since < $2`,
      [campaignId, new Date(now.getTime() - lostAfterSeconds * 1_000), now, findable],
    ),
  )
}
