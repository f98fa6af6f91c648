import { randomInt } from 'node:crypto'
import { isUuid, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { checkZone, tacticFor } from '#plan/index.ts'
import { checkRules, checkUrl, type Rule } from './rule.ts'

export const linkLimits = { name: 200, sharer: 120, codes: 500, forward: 1_000 }

export interface Link {
  id: string
  name: string
  url: string
  rules: Rule[]
  zone: string
  /** A short text to pass on with it, by language. */
  forward: Record<string, string>
  /** The tactic of the plan that it serves. */
  tacticId: string | null
  retired: boolean
  version: number
  createdAt: Date
}

export type NewLink = Pick<Link, 'name' | 'url'> & Partial<Pick<Link, 'rules' | 'zone' | 'forward' | 'tacticId'>>

const columns = `id, name, url, rules, zone, forward, tactic_id as "tacticId", retired_at is not null as retired, version, created_at as "createdAt"`

/** The links of a campaign with their taps of real devices; those in use first, newest first. */
export async function linksOf(reader: Reader, campaignId: string): Promise<(Link & { taps: number; codes: number })[]> {
  return reader.rows(
    `select ${columns}, coalesce(counted.taps, 0)::int as taps, coalesce(counted.codes, 0)::int as codes
     from short_link
     left join (
       select c.link_id, count(distinct c.code) as codes, sum(tap.taps) filter (where tap.device <> 'preview') as taps
       from short_link_code c left join short_link_tap tap on tap.campaign_id = c.campaign_id and tap.code = c.code
       where c.campaign_id = $1 group by c.link_id
     ) counted on counted.link_id = short_link.id
     where campaign_id = $1 order by retired_at is not null, created_at desc, id limit 500`,
    [campaignId],
  )
}

/** The links that serve a tactic. */
export async function linksOfTactic(reader: Reader, campaignId: string, tacticId: string): Promise<Link[]> {
  return reader.rows<Link>(`select ${columns} from short_link where campaign_id = $1 and tactic_id = $2 order by created_at, id`, [campaignId, tacticId])
}

export async function linkById(reader: Reader, campaignId: string, id: string): Promise<Link> {
  const found = isUuid(id) ? await reader.row<Link>(`select ${columns} from short_link where campaign_id = $1 and id = $2`, [campaignId, id]) : undefined
  if (!found) throw refuse('not-found', 404, 'There is no such link.')
  return found
}

/** Makes a link with a first code, for use anywhere. */
export async function makeLink(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewLink): Promise<Link> {
  allow(actor, campaign, 'link.make')
  const at = house.clock.now()
  const link = { id: uuid7(at), ...checked(house, wish) }
  return house.db.transact(async (t) => {
    const made = await t.row<Link>(
      `insert into short_link (campaign_id, id, name, url, rules, zone, forward, created_by, created_at, tactic_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${columns}`,
      [campaign.id, link.id, link.name, link.url, JSON.stringify(link.rules), link.zone, JSON.stringify(link.forward), actor.person.id, at, await tacticFor(t, campaign.id, link.tacticId)],
    )
    await insertCodes(t, campaign.id, link.id, [{}], at)
    return made!
  })
}

/** Changes where a link leads for all its codes at once: what is printed on posters stays right. */
export async function changeLink(
  house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, wish: Partial<NewLink> & { retired?: boolean; version: number },
): Promise<Link> {
  allow(actor, campaign, 'link.make')
  return house.db.transact(async (t) => {
    const before = await linkById(t, campaign.id, id)
    const { name, url, rules, zone, forward, tacticId } = checked(house, { ...before, ...wish })
    const changed = await t.row<Link>(
      `update short_link set name = $3, url = $4, rules = $5, zone = $6, forward = $7, retired_at = case when $8 then coalesce(retired_at, $9) end, tactic_id = $11, version = version + 1
       where campaign_id = $1 and id = $2 and version = $10 returning ${columns}`,
      [campaign.id, id, name, url, JSON.stringify(rules), zone, JSON.stringify(forward), wish.retired ?? before.retired, house.clock.now(), wish.version, await tacticFor(t, campaign.id, tacticId)],
    )
    if (!changed) throw refuse('stale-version', 409, 'Somebody has changed this link meanwhile.', { mend: 'What you typed is still here: look at how it is now, and save again.' })
    return changed
  })
}

function checked(house: House, wish: NewLink): Required<NewLink> {
  const name = wish.name.trim()
  if (name === '' || name.length > linkLimits.name) throw refuse('name-wrong', 422, `A link needs a name of 1 to ${linkLimits.name} characters.`)
  const forward = Object.fromEntries(Object.entries(wish.forward ?? {}).map(([language, text]) => [language, text.trim()] as const).filter(([, text]) => text !== ''))
  if (Object.values(forward).some((text) => text.length > linkLimits.forward)) throw refuse('forward-long', 422, `A text to pass on has at most ${linkLimits.forward} characters.`)
  return { name, url: checkUrl(wish.url, house.origin), rules: checkRules(wish.rules ?? [], house.origin), zone: checkZone(wish.zone ?? 'UTC'), forward, tacticId: wish.tacticId ?? null }
}

/** One way by which a link goes round. */
export interface Code {
  code: string
  channel: string | null
  variantId: string | null
  sharer: string | null
  createdAt: Date
}

export type NewCode = Partial<Pick<Code, 'channel' | 'variantId' | 'sharer'>>

const codeColumns = `code, channel, variant_id as "variantId", sharer, created_at as "createdAt"`

export async function addCodes(house: House, actor: Actor | undefined, campaign: CampaignRef, linkId: string, wish: NewCode[]): Promise<Code[]> {
  allow(actor, campaign, 'link.make')
  if (wish.length === 0 || wish.length > linkLimits.codes) throw refuse('codes-wrong', 422, `Ask for 1 to ${linkLimits.codes} codes at once.`)
  for (const { sharer } of wish) if (sharer && sharer.trim().length > linkLimits.sharer) throw refuse('sharer-long', 422, `A name has at most ${linkLimits.sharer} characters.`)
  return house.db.transact(async (t) => {
    await linkById(t, campaign.id, linkId)
    return insertCodes(t, campaign.id, linkId, wish, house.clock.now())
  })
}

// Read over the telephone and typed on a number pad: no letter that is taken for another one, and no vowel that makes words.
const letters = '23456789bcdfghjkmnpqrstvwxz'
const codeLength = 6

/** Codes are drawn: from one nobody finds the next. 27 to the sixth is 387 million; one that is taken already is drawn again. In the order asked for. */
export async function insertCodes(t: Transactor, campaignId: string, linkId: string, wish: NewCode[], at: Date): Promise<Code[]> {
  const made: Code[] = []
  for (let left = wish.map((_, place) => place); left.length > 0; left = left.filter((place) => !made[place])) {
    const drawn = new Map(left.map((place) => [Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join(''), place]))
    const asked = [...drawn.values()].map((place) => wish[place]!)
    const rows = await t.rows<Code>(
      `insert into short_link_code (campaign_id, code, link_id, channel, variant_id, sharer, created_at)
       select $1, code, $2, channel, variant, sharer, $7 from unnest($3::text[], $4::text[], $5::uuid[], $6::text[]) as given (code, channel, variant, sharer)
       on conflict do nothing returning ${codeColumns}`,
      [campaignId, linkId, [...drawn.keys()], asked.map((one) => one.channel ?? null), asked.map((one) => one.variantId ?? null), asked.map((one) => one.sharer?.trim() || null), at],
    )
    for (const row of rows) made[drawn.get(row.code)!] = row
  }
  return made
}

/** The codes of a link with their taps by device. */
export async function codesOf(reader: Reader, campaignId: string, linkId: string): Promise<(Code & { phone: number; simple: number; computer: number; preview: number })[]> {
  return reader.rows(
    `select ${codeColumns}, counted.phone, counted.simple, counted.computer, counted.preview
     from short_link_code c
     cross join lateral (
       select coalesce(sum(taps) filter (where device = 'phone'), 0)::int as phone, coalesce(sum(taps) filter (where device = 'simple'), 0)::int as simple,
         coalesce(sum(taps) filter (where device = 'computer'), 0)::int as computer, coalesce(sum(taps) filter (where device = 'preview'), 0)::int as preview
       from short_link_tap where campaign_id = $1 and code = c.code
     ) counted
     where campaign_id = $1 and link_id = $2 order by counted.phone + counted.simple + counted.computer desc, created_at, code limit 2000`,
    [campaignId, linkId],
  )
}

/** Taps of a link by the hour, previews aside: the latest `hours` in which there were any. */
export async function tapsByHour(reader: Reader, campaignId: string, linkId: string, hours = 72): Promise<{ at: Date; taps: number }[]> {
  const rows = await reader.rows<{ at: Date; taps: number }>(
    `select date_trunc('hour', at, 'UTC') as at, sum(taps)::int as taps
     from short_link_code c join short_link_tap tap on tap.campaign_id = $1 and tap.code = c.code
     where c.campaign_id = $1 and c.link_id = $2 and device <> 'preview' group by 1 order by 1 desc limit $3`,
    [campaignId, linkId, hours],
  )
  return rows.reverse()
}
