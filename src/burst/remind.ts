import type { House } from '#core/index.ts'
import { campaignById } from '#campaign/index.ts'
import { destroyApart } from '#post/index.ts'
import { canMail, canText, dropQueued, mailsAnHour } from '#talk/index.ts'
import { burstOf, openStop, type Burst } from './burst.ts'
import { remindOne, type Way } from './letter.ts'
import { contactOf } from './pledge.ts'

/** Minutes before the start at which the last reminder has left. */
export const reminderMinutes = 5
const atOnce = 200

export type MailState = 'none' | 'asked' | 'confirmed' | 'ended'

export async function mailStateOf(house: House, campaignId: string, pledgeId: string): Promise<MailState | undefined> {
  return (await house.db.row<{ mail: MailState }>('select mail from burst_pledge where campaign_id = $1 and id = $2', [campaignId, pledgeId]))?.mail
}

/** The address is theirs: they are reminded. */
export async function confirmMail(house: House, campaignId: string, pledgeId: string): Promise<void> {
  await house.db.rows(`update burst_pledge set mail = 'confirmed' where campaign_id = $1 and id = $2 and mail = 'asked'`, [campaignId, pledgeId])
}

/** No mail any more: the address goes, with its key and what was still to be sent. The pledge stays. */
export async function endMail(house: House, campaignId: string, pledgeId: string): Promise<void> {
  await house.db.transact(async (t) => {
    const before = await t.row<{ outgoing: string[] }>('select outgoing from burst_pledge where campaign_id = $1 and id = $2 for update', [campaignId, pledgeId])
    if (!before) return
    await t.run(`update burst_pledge set mail = 'ended', sealed = null, mail_key = null, outgoing = '{}' where campaign_id = $1 and id = $2 and mail <> 'none'`, [campaignId, pledgeId])
    await dropQueued(t, campaignId, before.outgoing)
    await destroyApart(t, campaignId, [pledgeId])
  })
}

/** The parts of a reminder by SMS with a title and an address of its usual length. */
const partsOfReminder = 3

/** How many people's reminders leave in an hour at most. */
export function remindersPerHour(house: House, way: Way): number {
  return way === 'email' ? mailsAnHour(house) : Math.max(1, Math.floor(house.config.smsPerHour / partsOfReminder))
}

/**
 * When reminders begin to leave, so that the last of them leaves some minutes before the start: an account sends so many an hour, and a
 * reminder that comes afterwards is worse than none.
 */
export function remindersBegin(burst: Pick<Burst, 'startsAt'>, confirmed: number, perHour: number): Date {
  const hours = confirmed <= perHour ? 0 : Math.ceil(confirmed / perHour)
  return new Date(burst.startsAt.getTime() - reminderMinutes * 60_000 - hours * 3_600_000)
}

/** Job: reminds of what begins soon, in every campaign, and takes back what did not leave in time. */
export async function remind(house: House): Promise<void> {
  if (!canMail(house) && !canText(house)) return
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) await remindIn(house, id)
}

export async function remindIn(house: House, campaignId: string): Promise<number> {
  const now = house.clock.now()
  const soon = await house.db.rows<{ id: string; way: Way; confirmed: number }>(
    `select b.id, p.way, count(*)::int as confirmed from burst b join burst_pledge p on p.campaign_id = b.campaign_id and p.burst_id = b.id and p.mail = 'confirmed'
     where b.campaign_id = $1 and b.erased_at is null and b.starts_at > $2 and b.starts_at < $3 and b.ends_at > $2 group by b.id, p.way`,
    [campaignId, now, new Date(now.getTime() + 3 * 86_400_000)],
  )
  let reminded = 0
  for (const { id, way, confirmed } of soon) {
    const burst = (await burstOf(house.db, campaignId, id))!
    if (openStop(burst, now) || now < remindersBegin(burst, confirmed, remindersPerHour(house, way))) continue
    for (;;) {
      const some = await remindSome(house, campaignId, burst, way)
      reminded += some
      if (some < atOnce) break
    }
  }
  await dropLate(house, campaignId, now)
  return reminded
}

async function remindSome(house: House, campaignId: string, burst: Burst, way: Way): Promise<number> {
  return house.db.transact(async (t) => {
    const campaign = (await campaignById(t, campaignId))!
    const due = await t.rows<{ id: string; language: string; zone: string; sealed: Buffer }>(
      `select id, language, zone, sealed from burst_pledge
       where campaign_id = $1 and burst_id = $2 and way = $3 and mail = 'confirmed' and reminded_at is null and stopped_at is null and sealed is not null
       order by id limit ${atOnce} for update skip locked`,
      [campaignId, burst.id, way],
    )
    const sent: { id: string; outgoing: string }[] = []
    for (const one of due) {
      const contact = await contactOf(house, t, campaignId, one.id, one.sealed)
      if (contact) sent.push({ id: one.id, outgoing: await remindOne(house, t, campaign, burst, { ...one, way }, contact) })
    }
    await t.run('update burst_pledge set reminded_at = $3 where campaign_id = $1 and id = any($2::uuid[])', [campaignId, due.map((one) => one.id), house.clock.now()])
    await t.run(
      `update burst_pledge set outgoing = burst_pledge.outgoing || given.outgoing from unnest($2::uuid[], $3::uuid[]) as given (pledge_id, outgoing) where campaign_id = $1 and burst_pledge.id = given.pledge_id`,
      [campaignId, sent.map((one) => one.id), sent.map((one) => one.outgoing)],
    )
    return due.length
  })
}

/** Of what has begun, nobody is reminded any more. */
async function dropLate(house: House, campaignId: string, now: Date): Promise<void> {
  await house.db.transact(async (t) => {
    const late = await t.rows<{ id: string; outgoing: string[] }>(
      `select p.id, p.outgoing from burst_pledge p join burst b on b.campaign_id = p.campaign_id and b.id = p.burst_id
       where p.campaign_id = $1 and p.outgoing <> '{}' and b.starts_at <= $2 limit 1000 for update of p skip locked`,
      [campaignId, now],
    )
    if (late.length === 0) return
    await dropQueued(t, campaignId, late.flatMap((one) => one.outgoing))
    await t.run(`update burst_pledge set outgoing = '{}' where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, late.map((one) => one.id)])
  })
}
