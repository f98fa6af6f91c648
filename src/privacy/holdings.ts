import type { House } from '#core/index.ts'
import type { OwnSigned } from '#action/index.ts'
import type { OwnPledged } from '#burst/index.ts'
import type { Campaign, Consent } from '#campaign/index.ts'
import { consentChanges, effectiveConsent, readAllOwn, readOwnPhoto, withdrawnWords, type Byline, type Contact, type Photo } from '#post/index.ts'
import { askedOfPosts, type Asked } from '#talk/index.ts'
import { looksAtPosts, type OwnLook } from './own-looks.ts'
import { othersOf, type Owner } from './owner.ts'

/** Everything that is held about somebody, for themselves. */
export interface Holdings {
  posts: HeldPost[]
  signatures: OwnSigned[]
  pledges: OwnPledged[]
}

export interface HeldPost {
  id: string
  channel: string
  text: string
  language: string | null
  saidAt: Date
  arrivedAt: Date
  withdrawnAt: Date | null
  /** Deleted where it was public. */
  goneAt: Date | null
  place: { name: string | null; lat: number | null; lon: number | null; precision: string | null } | null
  knows: string | null
  judged: string | null
  hashtags: string[]
  links: string[]
  /** Their own word, where they said one. */
  said: { [name in keyof Consent]: boolean | null }
  /** What holds: their word, else the campaign's table. */
  consent: Consent
  contact: Contact | null
  byline: Byline | null
  /** As it came, byte for byte. */
  original: Uint8Array | null
  photo: { allowed: boolean; shown: boolean; alt: string | null } | null
  statementId: string | null
  state: string | null
  /** What was done with the statement last: a word. */
  decision: string | null
  asked: Asked[]
  referrals: HeldReferral[]
  looks: OwnLook[]
}

export interface HeldReferral {
  /** Whom it was passed on to. */
  helper: string
  kind: string
  passes: string[]
  state: string
  offeredAt: Date | null
}

interface Row extends Omit<HeldPost, 'place' | 'said' | 'consent' | 'contact' | 'byline' | 'original' | 'photo' | 'asked' | 'referrals' | 'looks'> {
  placeName: string | null
  lat: number | null
  lon: number | null
  precision: string | null
  quote: boolean | null
  name: boolean | null
  passOn: boolean | null
  write: boolean | null
  photo: HeldPost['photo']
}

/** Reads it in the order in which it came. What is sealed is opened for its author, which is no look by one of ours. */
export async function holdingsOf(house: House, campaign: Pick<Campaign, 'id'>, owner: Owner): Promise<Holdings> {
  const { db } = house
  const { postIds } = owner
  const [rows, changes, own, looks, referrals, [signatures, pledges]] = await Promise.all([
    readRows(house, campaign.id, postIds), consentChanges(db, campaign.id), readAllOwn(house, campaign.id, postIds), looksAtPosts(db, campaign.id, postIds),
    referralsOf(house, campaign.id, postIds), 'address' in owner.by ? othersOf(house, campaign.id, owner.by.address) : ([[], []] as [OwnSigned[], OwnPledged[]]),
  ])
  const asked = await askedByPost(house, campaign, postIds)
  const posts = await Promise.all(rows.map(async ({ placeName, lat, lon, precision, quote, name, passOn, write, ...row }): Promise<HeldPost> => {
    const sealed = own.get(row.id)
    return {
      ...row, text: row.withdrawnAt ? ((await withdrawnWords(house, campaign.id, row.id)) ?? '') : row.text,
      place: placeName !== null || lat !== null ? { name: placeName, lat, lon, precision } : null,
      said: { quote, name, passOn, write }, consent: effectiveConsent(changes, { ...row, quote, name, passOn, write }),
      contact: sealed?.contact ?? null, byline: sealed?.byline ?? null, original: sealed?.original ?? null,
      asked: asked.get(row.id) ?? [], referrals: referrals.get(row.id) ?? [], looks: looks.get(row.id) ?? [],
    }
  }))
  return { posts, signatures, pledges }
}

async function readRows(house: House, campaignId: string, postIds: string[]): Promise<Row[]> {
  return house.db.rows(
    `select p.id, p.channel, p.text, p.language, p.posted_at as "saidAt", p.arrived_at as "arrivedAt", p.withdrawn_at as "withdrawnAt", p.gone_at as "goneAt",
       p.place_name as "placeName", p.lat, p.lon, p.precision, p.knows, p.judged, coalesce(p.hashtags, '{}') as hashtags, coalesce(p.links, '{}') as links,
       p.quote, p.name, p.pass_on as "passOn", p.write, f.statement_id as "statementId", s.state, d.kind as decision,
       case when h.post_id is null then null else jsonb_build_object('allowed', h.allowed, 'shown', h.shown, 'alt', h.alt) end as photo
     from post p left join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id
     left join statement s on s.campaign_id = f.campaign_id and s.id = f.statement_id
     left join photo h on h.campaign_id = p.campaign_id and h.post_id = p.id
     left join lateral (select kind from deed where campaign_id = $1 and statement_id = s.id and taken_back_at is null order by at desc limit 1) d on true
     where p.campaign_id = $1 and p.id = any($2::uuid[]) and p.erased_at is null order by p.id`,
    [campaignId, postIds],
  )
}

async function askedByPost(house: House, campaign: Pick<Campaign, 'id'>, postIds: string[]): Promise<Map<string, Asked[]>> {
  const asked = await askedOfPosts(house, campaign, postIds)
  const posts = await house.db.rows<{ id: string; post: string }>(`select id, post_id as post from ask where campaign_id = $1 and id = any($2::uuid[])`, [campaign.id, asked.map((one) => one.id)])
  const postOf = new Map(posts.map((row) => [row.id, row.post]))
  return Map.groupBy(asked, (one) => postOf.get(one.id)!)
}

async function referralsOf(house: House, campaignId: string, postIds: string[]): Promise<Map<string, HeldReferral[]>> {
  const rows = await house.db.rows<HeldReferral & { post: string }>(
    `select r.post_id as post, h.name as helper, h.kind, r.passes, r.state, r.offered_at as "offeredAt" from referral r join helper h on h.campaign_id = r.campaign_id and h.id = r.helper_id
     where r.campaign_id = $1 and r.post_id = any($2::uuid[]) and r.offered_at is not null order by r.created_at`, [campaignId, postIds])
  return new Map([...Map.groupBy(rows, (row) => row.post)].map(([post, some]) => [post, some.map(({ post: _, ...one }) => one)]))
}

/** The photos themselves, for the file that they take along. */
export async function ownPhotos(house: House, campaignId: string, { posts }: Holdings): Promise<Map<string, Photo>> {
  const photos = new Map<string, Photo>()
  for (const { id } of posts.filter((post) => post.photo)) {
    const photo = await readOwnPhoto(house, campaignId, id)
    if (photo) photos.set(id, photo)
  }
  return photos
}
