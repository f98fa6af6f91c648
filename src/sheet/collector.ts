import { randomBytes } from 'node:crypto'
import { noteTakenBack, notedSince, refuse, sha256, uuid7, type Actor, type CampaignRef, type House, type Reader, type Restored, type Transactor } from '#core/index.ts'
import { allow, audit, auditAll } from '#person/index.ts'

/** Recognisable for scanners that look for leaked secrets, and never taken for a token of the API. */
const collectorPrefix = 'clc_'
export const collectorLimits = { days: 60, cap: 5_000, atOnce: 60, label: 200, place: 300 }

/** Somebody who sends notes from one place, without an account. */
export interface Collector {
  id: string
  label: string
  place: string
  cap: number
  sent: number
  photos: number
  createdAt: Date
  expiresAt: Date
  revokedAt: Date | null
  lastAt: Date | null
}

const columns = `id, label, place_name as place, cap, sent, photos, created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt", last_at as "lastAt"`

export interface NewCollectors {
  collectors: { label: string; place: string }[]
  days: number
  cap: number
}

/** A collector with the link that is shown this once. */
export interface MadeCollector extends Collector {
  link: string
}

/** Makes collectors; several at once, as for one student of each university. */
export async function makeCollectors(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewCollectors): Promise<MadeCollector[]> {
  allow(actor, campaign, 'collector.manage')
  const { atOnce } = collectorLimits
  if (wish.collectors.length === 0 || wish.collectors.length > atOnce) throw refuse('collectors-wrong', 422, `Name 1 to ${atOnce} collectors, one a line.`)
  const wrong = wish.collectors.findIndex(({ label, place }) => !fits(label, collectorLimits.label) || !fits(place, collectorLimits.place))
  if (wrong !== -1) throw refuse('collector-wrong', 422, `Collector ${wrong + 1} needs a name and a place.`, { mend: 'Write the name, a semicolon, and the place.', extra: { line: wrong + 1 } })
  const at = house.clock.now()
  const expiresAt = new Date(at.getTime() + Math.min(Math.max(Math.round(wish.days) || 1, 1), collectorLimits.days) * 86_400_000)
  const cap = Math.min(Math.max(Math.round(wish.cap) || 1, 1), collectorLimits.cap)
  const made = wish.collectors.map(({ label, place }) => {
    const secret = newSecret()
    const id = uuid7(at)
    const collector: MadeCollector = {
      id, label: label.trim(), place: place.trim(), cap, sent: 0, photos: 0, createdAt: at, expiresAt, revokedAt: null, lastAt: null, link: linkOf(house, campaign, secret),
    }
    return { collector, sha256: sha256(secret) }
  })
  await house.db.transact(async (t) => {
    await t.run(
      `insert into collector (campaign_id, id, label, place_name, sha256, cap, created_by, created_at, expires_at)
       select $1, id, label, place, decode(sha256, 'hex'), $6, $7, $8, $9 from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) as given (id, label, place, sha256)`,
      [
        campaign.id, made.map(({ collector }) => collector.id), made.map(({ collector }) => collector.label), made.map(({ collector }) => collector.place),
        made.map((one) => one.sha256.toString('hex')), cap, actor.person.id, at, expiresAt,
      ],
    )
    await auditAll(t, made.map(({ collector }) => ({ campaignId: campaign.id, at, personId: actor.person.id, kind: 'collector.made', subject: collector.id })))
  })
  return made.map(({ collector }) => collector)
}

/** Another link for the same collector, for who lost theirs; the one before ends with it. */
export async function renewCollector(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<MadeCollector> {
  allow(actor, campaign, 'collector.manage')
  const secret = newSecret()
  const at = house.clock.now()
  const collector = await house.db.transact(async (t) => {
    const renewed = await t.row<Collector>(
      `update collector set sha256 = $3 where campaign_id = $1 and id = $2 and revoked_at is null and expires_at > $4 returning ${columns}`, [campaign.id, id, sha256(secret), at])
    if (!renewed) throw refuse('not-found', 404, 'There is no such collector whose link still opens.')
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'collector.renewed', subject: id })
    await noteTakenBack(house, { campaignId: campaign.id, kind: 'collector-link', ids: [id] })
    return renewed
  })
  return { ...collector, link: linkOf(house, campaign, secret) }
}

/** Ends the link at once, on every device. What it has sent stays. */
export async function revokeCollector(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'collector.manage')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const ended = await t.run('update collector set revoked_at = $3 where campaign_id = $1 and id = $2 and revoked_at is null', [campaign.id, id, at])
    if (ended === 0) throw refuse('not-found', 404, 'There is no such collector.')
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'collector.revoked', subject: id })
    await noteTakenBack(house, { campaignId: campaign.id, kind: 'collector', ids: [id] })
  })
}

/** Ends every link that still opens, at once, on every device. What was sent stays. Returns how many. */
export async function revokeAllCollectors(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<number> {
  allow(actor, campaign, 'collector.manage')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    const ended = await t.rows<{ id: string }>('update collector set revoked_at = $2 where campaign_id = $1 and revoked_at is null and expires_at > $2 returning id', [campaign.id, at])
    await auditAll(t, ended.map(({ id }) => ({ campaignId: campaign.id, at, personId: actor.person.id, kind: 'collector.revoked', subject: id })))
    await noteTakenBack(house, { campaignId: campaign.id, kind: 'collector', ids: ended.map((one) => one.id) })
    return ended.length
  })
}

/** Step `restored`: links that were taken back since the backup, or of which there was another since, open nothing here either. */
export async function endCollectorsAgain(t: Transactor, restored: Restored): Promise<void> {
  const { campaignId, at } = restored
  await t.run('update collector set revoked_at = $3 where campaign_id = $1 and id = any($2::uuid[]) and revoked_at is null', [campaignId, [...notedSince(restored, 'collector').keys()], at])
  const renewed = [...notedSince(restored, 'collector-link').keys()]
  await t.run('update collector c set sha256 = given.sha256 from unnest($2::uuid[], $3::bytea[]) as given (id, sha256) where c.campaign_id = $1 and c.id = given.id', [campaignId, renewed, renewed.map(() => randomBytes(32))])
}

/** Newest first; those whose link still opens before those whose link has ended. */
export async function listCollectors(house: House, actor: Actor | undefined, campaign: CampaignRef): Promise<Collector[]> {
  allow(actor, campaign, 'collector.manage')
  return house.db.rows<Collector>(
    `select ${columns} from collector where campaign_id = $1 order by revoked_at is not null or expires_at <= $2, created_at desc, label limit 500`, [campaign.id, house.clock.now()])
}

/** Why a link does not open any more. */
export type Ended = 'collector-revoked' | 'collector-expired'

export function endOf(collector: Collector, now: Date): Ended | undefined {
  if (collector.revokedAt) return 'collector-revoked'
  return collector.expiresAt <= now ? 'collector-expired' : undefined
}

/** The collector of a link, whether it still opens or not; undefined when it is none of ours. */
export async function collectorOfSecret(reader: Reader, campaignId: string, secret: string | undefined): Promise<Collector | undefined> {
  if (!secret?.startsWith(collectorPrefix) || secret.length > 100) return undefined
  return reader.row<Collector>(`select ${columns} from collector where campaign_id = $1 and sha256 = $2`, [campaignId, sha256(secret)])
}

/** The collector of a link that still opens. */
export async function enterAsCollector(house: House, campaign: CampaignRef, secret: string | undefined): Promise<Collector> {
  const collector = await collectorOfSecret(house.db, campaign.id, secret)
  if (!collector) throw refuse('collector-unknown', 401, 'This needs the link of a collector.')
  const ended = endOf(collector, house.clock.now())
  if (ended) throw refuse(ended, 410, ended === 'collector-revoked' ? 'This link was taken back.' : 'This link has run out.', { mend: 'Ask whoever gave it to you for a new one; save what waits as a file.' })
  return collector
}

function newSecret(): string {
  return collectorPrefix + randomBytes(24).toString('base64url')
}

function linkOf(house: House, campaign: CampaignRef, secret: string): string {
  return `${house.origin}/${campaign.slug}/collect/${secret}`
}

function fits(text: string, most: number): boolean {
  return text.trim().length > 0 && text.trim().length <= most && !text.includes('\0')
}
