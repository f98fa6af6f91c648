import { notify, refuse, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { readContact } from '#post/index.ts'

/** How long somebody who calls back has it to themselves. */
const callbackMinutes = 15

/** Somebody who waits for a call; the number is not in it. */
export interface Callback {
  postId: string
  /** By which another call adds to it. */
  callId: string
  /** The words of the first call, cut. */
  text: string
  language: string | null
  place: string | null
  safe: boolean | null
  urgent: boolean
  startedAt: Date
  dueAt: Date
  tries: number
  /** Who is calling, and until when nobody else can. */
  holder: { id: string; name: string } | null
  heldUntil: Date | null
}

/** Everybody who is to be called back, whoever is due longest first; what comes later too. */
export async function callbacksDue(reader: Reader, campaignId: string, now: Date): Promise<Callback[]> {
  return reader.rows<Callback>(
    `select c.post_id as "postId", p.external_id as "callId", left(p.text, 300) as text, p.language, p.place_name as place, c.safe, c.urgent, c.started_at as "startedAt", c.due_at as "dueAt", c.tries,
       case when c.held_until > $2 then json_build_object('id', h.id, 'name', h.name) end as holder, case when c.held_until > $2 then c.held_until end as "heldUntil"
     from call c join post p on p.campaign_id = c.campaign_id and p.id = c.post_id left join person h on h.id = c.holder
     where c.campaign_id = $1 and c.callback = 'due' order by c.urgent desc, c.due_at, c.post_id limit 200`,
    [campaignId, now],
  )
}

/** Takes it on to call somebody back: exactly one person does, however many press at once. Answers with the number; the look is written down. */
export async function takeCallback(house: House, actor: Actor | undefined, campaign: CampaignRef, postId: string): Promise<{ phone: string; until: Date }> {
  allow(actor, campaign, 'call.take')
  const now = house.clock.now()
  const until = new Date(now.getTime() + callbackMinutes * 60_000)
  await house.db.transact(async (t) => {
    const taken = await t.run(
      `update call set holder = $3, held_until = $4 where campaign_id = $1 and post_id = $2 and callback = 'due' and (holder = $3 or held_until is null or held_until <= $5)`,
      [campaign.id, postId, actor.person.id, until, now],
    )
    if (taken === 0) throw await whyNot(t, campaign.id, postId, now)
    await notify(t, campaign.id, { kind: 'callback' })
  })
  const contact = await readContact(house, { campaignId: campaign.id, personId: actor.person.id, reason: 'callback' }, postId)
  return { phone: contact?.phone ?? '', until }
}

/** How it went. */
export type CallbackEnd = 'reached' | 'given-up'

export async function endCallback(house: House, actor: Actor | undefined, campaign: CampaignRef, postId: string, how: CallbackEnd): Promise<void> {
  await asHolder(house, actor, campaign, postId, (t, now, personId) =>
    t.run(`update call set callback = $3, tries = tries + 1, holder = null, held_until = null, ended_by = $4, ended_at = $5 where campaign_id = $1 and post_id = $2`, [campaign.id, postId, how, personId, now]))
}

/** Nobody answered: due again later, for whoever is there then. */
export async function tryLater(house: House, actor: Actor | undefined, campaign: CampaignRef, postId: string, minutes: number): Promise<void> {
  const wait = Math.min(Math.max(Math.round(minutes) || 60, 1), 7 * 1_440)
  await asHolder(house, actor, campaign, postId, (t, now) =>
    t.run('update call set tries = tries + 1, holder = null, held_until = null, due_at = $3 where campaign_id = $1 and post_id = $2', [campaign.id, postId, new Date(now.getTime() + wait * 60_000)]))
}

/** Somebody else should call; nothing was tried. */
export async function letCallbackGo(house: House, actor: Actor | undefined, campaign: CampaignRef, postId: string): Promise<void> {
  await asHolder(house, actor, campaign, postId, (t) => t.run('update call set holder = null, held_until = null where campaign_id = $1 and post_id = $2', [campaign.id, postId]))
}

async function asHolder(house: House, actor: Actor | undefined, campaign: CampaignRef, postId: string, work: (t: Transactor, now: Date, personId: string) => Promise<unknown>): Promise<void> {
  allow(actor, campaign, 'call.take')
  const now = house.clock.now()
  await house.db.transact(async (t) => {
    const mine = await t.row(`select 1 from call where campaign_id = $1 and post_id = $2 and callback = 'due' and holder = $3 and held_until > $4 for update`, [campaign.id, postId, actor.person.id, now])
    if (!mine) throw await whyNot(t, campaign.id, postId, now)
    await work(t, now, actor.person.id)
    await notify(t, campaign.id, { kind: 'callback' })
  })
}

async function whyNot(t: Transactor, campaignId: string, postId: string, now: Date) {
  const row = await t.row<{ callback: string | null; holder: string | null }>(
    'select c.callback, h.name as holder from call c left join person h on h.id = c.holder and c.held_until > $3 where c.campaign_id = $1 and c.post_id = $2', [campaignId, postId, now])
  if (!row) return refuse('not-found', 404, 'There is no such callback.')
  if (row.callback !== 'due') return refuse('callback-over', 409, 'This callback is over already.')
  if (row.holder) return refuse('callback-held', 409, `${row.holder} has this callback now.`, { mend: 'Take another one.', extra: { holder: row.holder } })
  return refuse('callback-not-held', 409, 'This callback went back to the list.', { mend: 'Take it again.' })
}

/** Step `freeze`: whatever a frozen account was about to call back waits again. */
export async function freeCallbacks(t: Transactor, campaignId: string, personId: string): Promise<void> {
  await t.run('update call set holder = null, held_until = null where campaign_id = $1 and holder = $2', [campaignId, personId])
}
