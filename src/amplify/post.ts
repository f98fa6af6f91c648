import type { Campaign } from '#campaign/index.ts'
import { refuse, type Reader } from '#core/index.ts'
import { effectiveConsentSql } from '#post/index.ts'
import { embargoedIn, embargoOf } from '#plan/index.ts'
import type { Network } from '#variant/index.ts'

/** own: a publication of the campaign; partner: of an organisation that takes part; said: it came in here as a post; other: somebody pasted it. */
export type Origin = 'own' | 'partner' | 'said' | 'other'
export const postStates = ['on', 'off', 'gone'] as const
export type PostState = (typeof postStates)[number]

export interface AmplifyPost {
  id: string
  network: Network | null
  link: string
  reason: string
  words: string
  origin: Origin
  partner: string | null
  /** The tactic of the plan that repeating it serves. */
  tacticId: string | null
  tactic: string | null
  /** What it says, where we know and may show it. */
  text: string | null
  language: string | null
  notBefore: Date | null
  /** From when on it is on the list. */
  from: Date
  until: Date
  spreadMinutes: number
  putOnBy: string
  putOnByName: string
  /** How many put it on as well. */
  also: number
  state: PostState
  version: number
  /** Taps by way: how often it was opened so; nobody knows here whether it was repeated. */
  taps: Record<string, number>
  /** What a pending case asks not to say, and stands in it: it is on nobody's list. */
  embargoed: { word: string; title: string } | null
}

interface Row extends Omit<AmplifyPost, 'origin' | 'embargoed' | 'text' | 'language' | 'taps'> {
  partId: string | null
  own: string | null
  ownLanguage: string | null
  said: string | null
  saidLanguage: string | null
  settled: Record<string, number>
}

const columns = `a.id, a.network, a.link, a.reason, a.words, a.part_id as "partId", r.name as partner, a.not_before as "notBefore", greatest(a.put_on_at, a.not_before) as "from", a.until, a.spread_minutes as "spreadMinutes",
  a.put_on_by as "putOnBy", p.name as "putOnByName", cardinality(a.also_by) as also, a.state, a.version, a.taps as settled, a.tactic_id as "tacticId", k.title as tactic, coalesce(w.text, b.text) as own, b.language as "ownLanguage", o.text as said, o.language as "saidLanguage"`

/**
 * A post of the list beside the same post as it came in here, if it did: each found by its key, whichever of its ids the program that brought
 * it used. What its author took back, deleted there or does not let be quoted is on no list, from the moment on at which that is known here.
 */
const tables = (consent: Campaign['consent']) => `amplify_post a join person p on p.id = a.put_on_by
  left join partner r on r.campaign_id = a.campaign_id and r.id = a.partner_id
  left join tactic k on k.campaign_id = a.campaign_id and k.id = a.tactic_id
  left join publication_part w on w.campaign_id = a.campaign_id and w.id = a.part_id left join publication b on b.campaign_id = w.campaign_id and b.id = w.publication_id
  left join lateral (select o.id, o.text, o.language, ${effectiveConsentSql(consent, 'quote')} as quotable from post o where o.campaign_id = $1 and o.channel = a.network and o.external_id = any(a.forms) order by 4, 1 limit 1) o on true`

/** What is on the list or will be, the newest first; `only`: one of them, also when it was taken off. */
export async function postsOn(reader: Reader, campaign: Pick<Campaign, 'id' | 'consent'>, now: Date, only?: string): Promise<AmplifyPost[]> {
  const rows = await reader.rows<Row>(
    `select ${columns} from ${tables(campaign.consent)}
     where a.campaign_id = $1 and a.until > $2 and a.settled_at is null and ($3::uuid is null or a.id = $3) and coalesce(o.quotable, true) order by a.put_on_at desc, a.id limit 200`,
    [campaign.id, now, only ?? null],
  )
  const [taps, embargoes] = [await tapsOf(reader, campaign.id, rows.map((row) => row.id)), await embargoOf(reader, campaign)]
  return rows.map(({ partId, own, ownLanguage, said, saidLanguage, settled, ...row }) => {
    const text = own ?? said
    const found = embargoedIn([text, row.reason, row.words].join('\n'), embargoes)[0]
    return {
      ...row, text, language: own === null ? saidLanguage : ownLanguage, origin: partId ? 'own' : row.partner ? 'partner' : said === null ? 'other' : 'said',
      taps: { ...settled, ...taps.get(row.id) }, embargoed: found ? { word: found.word, title: found.title } : null,
    }
  })
}

async function tapsOf(reader: Reader, campaignId: string, ids: string[]): Promise<Map<string, Record<string, number>>> {
  const rows = await reader.rows<{ id: string; way: string; taps: number }>(`select amplify_id as id, way, count(*)::int as taps from amplify_tap where campaign_id = $1 and amplify_id = any($2::uuid[]) group by 1, 2`, [campaignId, ids])
  return new Map([...Map.groupBy(rows, (row) => row.id)].map(([id, some]) => [id, Object.fromEntries(some.map(({ way, taps }) => [way, taps]))]))
}

/** Whatever was put on to serve a tactic, also what is over. */
export async function postsOfTactic(reader: Reader, campaignId: string, tacticId: string): Promise<{ id: string; reason: string }[]> {
  return reader.rows(`select id, reason from amplify_post where campaign_id = $1 and tactic_id = $2 order by put_on_at, id limit 100`, [campaignId, tacticId])
}

export function noPost() {
  return refuse('not-found', 404, 'There is no such post on the list.')
}
