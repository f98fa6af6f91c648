import { notify, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { countryAt } from './country.ts'
import { aimsOf, type Aim } from './aim.ts'
import { feed } from './feed.ts'
import { indicatorNames, isFed, isMeasured, type Indicator } from './indicators.ts'

export interface Found {
  figure: number
  /** Of `whole` posts or targets it is known of `known`. */
  known: number | null
  whole: number | null
}

/** After its window an aim is looked at for so long still: posts come in late. */
const afterHours = 48

/** Finds the figures of a campaign's measured aims anew: those whose window has begun and is not long over. Returns how many. */
export async function measureAims(house: House, campaignId: string, only?: string): Promise<number> {
  const now = house.clock.now()
  const due = (await aimsOf(house.db, campaignId)).filter((aim) => isMeasured(aim.indicator) && (only ? aim.id === only : isDue(aim, now)))
  await feed(house, campaignId, due.filter((aim) => isFed(aim.indicator)), now)
  for (const aim of due.filter((one) => !isFed(one.indicator))) {
    const found = await find(house.db, campaignId, aim, now)
    await house.db.transact(async (t) => {
      await t.run(`update aim set figure = $3, known = $4, whole = $5, figure_at = $6, source = null, counted_by = null where campaign_id = $1 and id = $2 and version = $7`, [campaignId, aim.id, found.figure, found.known, found.whole, now, aim.version])
      if (found.figure !== aim.figure) await notify(t, campaignId, { kind: 'plan', tactic: aim.tacticId })
    })
  }
  return due.length
}

/** Somebody wants to know now. */
export async function measureNow(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'plan.work')
  await measureAims(house, campaign.id, id)
}

/** Job: every ten minutes, campaign by campaign. */
export async function measureAll(house: House): Promise<void> {
  const rows = await house.db.rows<{ id: string }>(`select c.id from campaign c where exists (select from aim a where a.campaign_id = c.id and a.indicator = any($1))`, [indicatorNames.filter(isMeasured)])
  for (const { id } of rows) await measureAims(house, id)
}

function isDue(aim: Aim, now: Date): boolean {
  // People pledge and sign before anything begins.
  if (isFed(aim.indicator)) return !aim.untilAt || now.getTime() - aim.untilAt.getTime() < afterHours * 3_600_000 || aim.figureAt === null
  if (!aim.fromAt || aim.fromAt > now) return false
  // The longer a window is open, the less ten minutes change of it, and the more posts it takes to count.
  const rest = (now.getTime() - aim.fromAt.getTime()) / 500
  if (aim.figureAt && now.getTime() - aim.figureAt.getTime() < rest && !(aim.untilAt && aim.untilAt <= now && aim.figureAt < aim.untilAt)) return false
  return !aim.untilAt || now.getTime() - aim.untilAt.getTime() < afterHours * 3_600_000 || aim.figureAt === null
}

const finders: Partial<Record<Indicator, (reader: Reader, campaignId: string, aim: Aim, from: Date, until: Date) => Promise<Found>>> = {
  posts: async (reader, campaignId, aim, from, until) => ({ figure: (await postsIn(reader, campaignId, aim, from, until)).posts, known: null, whole: null }),
  people: async (reader, campaignId, aim, from, until) => {
    const { people, posts, signed } = await postsIn(reader, campaignId, aim, from, until)
    return { figure: people, known: signed, whole: posts }
  },
  countries: countriesIn,
  responses: async (reader, campaignId, aim, from, until) => {
    const row = await reader.row<{ n: number }>(
      `select count(*)::int as n from response r where r.campaign_id = $1 and r.at >= $2 and r.at < $3 and (r.tactic_id = $4 or r.target_id in (select target_id from tactic_target where campaign_id = $1 and tactic_id = $4))`,
      [campaignId, from, until, aim.tacticId])
    return { figure: row!.n, known: null, whole: null }
  },
  moved: async (reader, campaignId, aim, _from, until) => {
    // Where each target of the tactic stood at the end of the window.
    const row = await reader.row<{ moved: number; known: number; whole: number }>(
      `select count(*) filter (where s.stance = 'moved')::int as moved, count(s.stance)::int as known, count(*)::int as whole
       from tactic_target g left join lateral (select stance from stance where campaign_id = $1 and target_id = g.target_id and at < $3 order by at desc, id desc limit 1) s on true
       where g.campaign_id = $1 and g.tactic_id = $2`,
      [campaignId, aim.tacticId, until])
    return { figure: row!.moved, known: row!.known, whole: row!.whole }
  },
  questions: async (reader, campaignId, _aim, from, until) => {
    const row = await reader.row<{ n: number }>(`select count(*)::int as n from question where campaign_id = $1 and created_at >= $2 and created_at < $3`, [campaignId, from, until])
    return { figure: row!.n, known: null, whole: null }
  },
}

async function find(reader: Reader, campaignId: string, aim: Aim, now: Date): Promise<Found> {
  const until = aim.untilAt && aim.untilAt < now ? aim.untilAt : now
  return finders[aim.indicator]!(reader, campaignId, aim, aim.fromAt ?? now, until)
}

/**
 * A post that is posted at a time arrives after it, and ids begin with the time of arrival: the primary key leads to the first that can
 * count, so that an aim of this week does not read the posts of a year. An hour for clocks that go wrong.
 */
function firstId(from: Date): string {
  const hex = Math.max(0, from.getTime() - 3_600_000).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

const counting = `from post p where p.campaign_id = $1 and p.id >= $2 and p.posted_at >= $3 and p.posted_at < $4 and p.withdrawn_at is null
  and ($5::text is null or exists (select from unnest(p.hashtags) as h (tag) where lower(h.tag) = $5))`

async function postsIn(reader: Reader, campaignId: string, aim: Aim, from: Date, until: Date): Promise<{ posts: number; people: number; signed: number }> {
  const row = await reader.row<{ posts: number; people: number; signed: number }>(
    `select count(*)::int as posts, count(distinct p.author_id)::int as people, count(p.author_id)::int as signed ${counting}`, [campaignId, firstId(from), from, until, aim.tag?.toLowerCase() ?? null])
  return row!
}

async function countriesIn(reader: Reader, campaignId: string, aim: Aim, from: Date, until: Date): Promise<Found> {
  const rows = await reader.rows<{ lat: number | null; lon: number | null; posts: number }>(
    `select round(p.lat::numeric, 1)::float8 as lat, round(p.lon::numeric, 1)::float8 as lon, count(*)::int as posts ${counting} group by 1, 2`, [campaignId, firstId(from), from, until, aim.tag?.toLowerCase() ?? null])
  const placed = rows.filter((row) => row.lat !== null && row.lon !== null).map((row) => ({ ...row, country: countryAt(row.lat!, row.lon!) }))
  const count = (list: { posts: number }[]) => list.reduce((sum, row) => sum + row.posts, 0)
  return { figure: new Set(placed.flatMap((row) => row.country ?? [])).size, known: count(placed.filter((row) => row.country !== undefined)), whole: count(rows) }
}
