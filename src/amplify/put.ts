import { campaignById, type Campaign } from '#campaign/index.ts'
import { isUuid, notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow, may } from '#person/index.ts'
import { tacticFor } from '#plan/index.ts'
import { effectiveConsentSql } from '#post/index.ts'
import { addressOf, type Address } from './address.ts'
import { noPost, postsOn, type AmplifyPost, type PostState } from './post.ts'

export const amplifyLimits = { reason: 300, words: 500, open: 100, days: 14, spread: 720 }

export interface NewPost {
  link: string
  /** Why it is worth repeating today. */
  reason: string
  words?: string | undefined
  partner?: string | null | undefined
  /** The tactic of the plan that repeating it serves. */
  tacticId?: string | null | undefined
  notBefore?: Date | null | undefined
  until: Date
  spreadMinutes?: number | undefined
}

/**
 * Puts a post on the list. One that is there already is not put on twice: it stays until the later of both ends, and is counted as asked for
 * by two.
 */
export async function putOn(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewPost): Promise<{ post: AmplifyPost; known: boolean }> {
  allow(actor, campaign, 'amplify.put')
  const now = house.clock.now()
  const address = addressOf(wish.link)
  const given = checked(wish, now)
  return house.db.transact(async (t) => {
    // Two who put on the same at once wait for each other here.
    await t.row('select 1 from campaign where id = $1 for no key update', [campaign.id])
    const whole = (await campaignById(t, campaign.id))!
    await refuseSilenced(t, whole, address)
    const there = await t.row<{ id: string }>(`select id from amplify_post where campaign_id = $1 and key = $2 and state = 'on' and settled_at is null`, [campaign.id, address.key])
    const id = there?.id ?? uuid7(now)
    const tacticId = await tacticFor(t, campaign.id, wish.tacticId ?? null)
    if (there) await joinIn(t, campaign.id, id, actor.person.id, given.until, tacticId, now)
    else await insert(t, campaign.id, id, { address, ...given, tacticId, partner: await partnerIn(t, campaign.id, wish.partner) }, actor.person.id, now)
    await notify(t, campaign.id, { kind: 'amplify', post: id })
    return { post: (await postsOn(t, whole, now, id))[0]!, known: there !== undefined }
  })
}

/** One that was over comes back as a new one, for whoever puts it on now. The tactic that it serves already it goes on to serve. */
async function joinIn(t: Transactor, campaignId: string, id: string, personId: string, until: Date, tacticId: string | null, now: Date): Promise<void> {
  await t.run(
    `update amplify_post set until = greatest(until, $4), version = version + 1, put_on_at = case when until <= $5 then $5 else put_on_at end, put_on_by = case when until <= $5 then $3 else put_on_by end,
       also_by = case when until <= $5 then '{}' when put_on_by = $3 or $3 = any(also_by) then also_by else also_by || $3 end,
       tactic_id = coalesce(tactic_id, $6)
     where campaign_id = $1 and id = $2`,
    [campaignId, id, personId, until, now, tacticId],
  )
}

async function insert(t: Transactor, campaignId: string, id: string, post: ReturnType<typeof checked> & { address: Address; partner: string | null; tacticId: string | null }, by: string, now: Date): Promise<void> {
  const { open } = (await t.row<{ open: number }>(`select count(*)::int as open from amplify_post where campaign_id = $1 and state = 'on' and settled_at is null and until > $2`, [campaignId, now]))!
  if (open >= amplifyLimits.open) throw refuse('list-full', 409, `The list holds ${amplifyLimits.open} posts.`, { mend: 'Take off what is no longer worth repeating: what everybody should do, nobody does.' })
  const { address } = post
  await t.run(
    `insert into amplify_post (campaign_id, id, network, link, key, forms, reason, words, part_id, partner_id, not_before, until, spread_minutes, put_on_by, put_on_at, tactic_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [campaignId, id, address.network ?? null, address.link, address.key, address.forms, post.reason, post.words, await partOf(t, campaignId, address), post.partner, post.notBefore, post.until, post.spreadMinutes, by, now, post.tacticId],
  )
}

/** It came in here, and its author does not let it be quoted, took it back, or deleted it. */
async function refuseSilenced(t: Transactor, campaign: Campaign, address: Address): Promise<void> {
  const silenced = await t.row(
    `select 1 from post o where o.campaign_id = $1 and o.channel = $2 and o.external_id = any($3) and not ${effectiveConsentSql(campaign.consent, 'quote')} limit 1`, [campaign.id, address.network ?? null, address.forms])
  if (silenced) throw refuse('post-silenced', 422, 'Its author does not let this be repeated, or has taken it back.', { mend: 'Choose another post.' })
}

async function partnerIn(t: Transactor, campaignId: string, id: string | null | undefined): Promise<string | null> {
  if (!id) return null
  if (!isUuid(id) || !(await t.row('select 1 from partner where campaign_id = $1 and id = $2', [campaignId, id]))) throw refuse('not-found', 404, 'There is no such partner.')
  return id
}

/** The part of a publication of ours that this is, where it is one. */
async function partOf(t: Transactor, campaignId: string, address: Address): Promise<string | null> {
  const parts = await t.rows<{ id: string; link: string }>(`${sentParts} and coalesce(p.hand_link, o.link) is not null and p.network = $2 order by p.id desc limit 500`, [campaignId, address.network ?? null])
  return parts.find((part) => addressOf(part.link).key === address.key)?.id ?? null
}

const sentParts = `select p.id, coalesce(p.hand_link, o.link) as link, p.network, coalesce(p.text, b.text) as text, b.language, coalesce(p.hand_at, o.changed_at) as at
  from publication_part p join publication b on b.campaign_id = p.campaign_id and b.id = p.publication_id left join outgoing o on o.campaign_id = p.campaign_id and o.id = p.outgoing_id
  where p.campaign_id = $1 and p.taken_back_at is null and (p.hand_at is not null or o.state = 'sent')`

/** What of ours went out lately, has an address, and is not on the list: the newest first. */
export async function lately(reader: Reader, campaignId: string, since: Date): Promise<{ id: string; link: string; network: string; text: string; language: string; at: Date }[]> {
  const [sent, there] = [
    await reader.rows<{ id: string; link: string; network: string; text: string; language: string; at: Date }>(`${sentParts} and coalesce(p.hand_at, o.changed_at) > $2 and coalesce(p.hand_link, o.link) is not null order by at desc limit 20`, [campaignId, since]),
    new Set((await reader.rows<{ key: string }>(`select key from amplify_post where campaign_id = $1 and put_on_at > $2`, [campaignId, since])).map((row) => row.key)),
  ]
  return sent.filter((one) => !there.has(addressOf(one.link).key))
}

export interface PostChange {
  version: number
  reason?: string | undefined
  words?: string | undefined
  notBefore?: Date | null | undefined
  until?: Date | undefined
  spreadMinutes?: number | undefined
  tacticId?: string | null | undefined
}

export async function changePost(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: PostChange): Promise<AmplifyPost> {
  return changing(house, actor, campaign, id, async (t, before, now) => {
    if (before.version !== change.version) throw refuse('stale-version', 409, 'This has changed since you read it.', { mend: 'Look again; what you typed is kept.', extra: { version: before.version } })
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    const next = checked({ ...before, ...given }, now)
    const tacticId = change.tacticId === undefined ? before.tacticId : await tacticFor(t, campaign.id, change.tacticId)
    await t.run(
      'update amplify_post set reason = $3, words = $4, not_before = $5, until = $6, spread_minutes = $7, tactic_id = $8, version = version + 1 where campaign_id = $1 and id = $2',
      [campaign.id, id, next.reason, next.words, next.notBefore, next.until, next.spreadMinutes, tacticId])
  })
}

/** Takes it off, puts it back, or says that it is not there any more. Whoever works may say the last: it holds for everybody at once. */
export async function setState(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, state: PostState): Promise<void> {
  await changing(house, actor, campaign, id, async (t, before, now) => {
    if (before.state === state) return
    if (state === 'on' && (await t.row(`select 1 from amplify_post where campaign_id = $1 and id <> $2 and state = 'on' and settled_at is null and key = (select key from amplify_post where campaign_id = $1 and id = $2)`, [campaign.id, id]))) {
      throw refuse('on-already', 409, 'The same post is on the list again already.')
    }
    await t.run('update amplify_post set state = $3, state_by = $4, state_at = $5, version = version + 1 where campaign_id = $1 and id = $2', [campaign.id, id, state, actor!.person.id, now])
  }, state === 'gone')
}

/** What somebody put on is changed by them, and by whoever manages the list. */
async function changing(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, work: (t: Transactor, before: AmplifyPost, now: Date) => Promise<void>, byAnybody = false): Promise<AmplifyPost> {
  allow(actor, campaign, 'amplify.put')
  const now = house.clock.now()
  return house.db.transact(async (t) => {
    await t.row('select 1 from amplify_post where campaign_id = $1 and id = $2 for update', [campaign.id, id])
    const whole = (await campaignById(t, campaign.id))!
    const before = (await postsOn(t, whole, now, id))[0]
    if (!before) throw noPost()
    if (!byAnybody && before.putOnBy !== actor.person.id && !may(actor, campaign, 'amplify.manage')) throw refuse('forbidden', 403, `${before.putOnByName} put this on.`, { mend: 'Ask them, or a coordinator.' })
    await work(t, before, now)
    await notify(t, campaign.id, { kind: 'amplify', post: id })
    return (await postsOn(t, whole, now, id))[0]!
  })
}

function checked(wish: Omit<NewPost, 'link' | 'partner' | 'tacticId'>, now: Date) {
  const line = (text: string, most: number) => text.replaceAll('\0', '').replaceAll(/\s+/g, ' ').trim().slice(0, most).toWellFormed()
  const reason = line(wish.reason, amplifyLimits.reason)
  if (reason.length < 3) throw refuse('reason-missing', 422, 'Say why it is worth repeating today.', { mend: 'A few words that the others understand.' })
  const [until, notBefore, spreadMinutes] = [wish.until, wish.notBefore ?? null, wish.spreadMinutes ?? 30]
  if (!(until.getTime() > Math.max(now.getTime(), notBefore?.getTime() ?? 0)) || until.getTime() > now.getTime() + amplifyLimits.days * 86_400_000) throw refuse('until-wrong', 422, `It stands until an hour to come, at most ${amplifyLimits.days} days.`, { mend: 'Look at the end again.' })
  if (!Number.isInteger(spreadMinutes) || spreadMinutes < 0 || spreadMinutes > amplifyLimits.spread) throw refuse('spread-wrong', 422, `It is spread over 0 to ${amplifyLimits.spread} minutes.`)
  return { reason, words: line(wish.words ?? '', amplifyLimits.words), until, notBefore, spreadMinutes }
}
