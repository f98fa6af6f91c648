import { prepared, type House, type Reader } from '#core/index.ts'
import { coverTags, fitsOn, fitting, oneTap, variantsAt, type Network, type Variant } from '#variant/index.ts'
import { stateAt, type Burst, type BurstState } from './burst.ts'
import type { Way } from './letter.ts'
import type { MailState } from './remind.ts'
import { caps, momentsOf, ownOrder } from './spread.ts'

export type Proof = 'post' | 'link' | 'word'

export interface Pledge {
  id: string
  network: Network
  language: string
  zone: string
  mail: MailState
  /** How they are reminded, if they are. */
  way: Way
  pledgedAt: Date
  openedAt: Date | null
  stoppedAt: Date | null
  taps: Tap[]
}

export interface Tap {
  number: number
  variantId: string
  network: Network
  at: Date
  proof: Proof | null
}

/** A pledge with what was tapped, in one look. */
export async function pledgeOf(reader: Reader, campaignId: string, burstId: string, id: string): Promise<Pledge | undefined> {
  const row = await reader.row<Pledge>(
    prepared(`select p.id, p.network, p.language, p.zone, p.mail, p.way, p.pledged_at as "pledgedAt", p.opened_at as "openedAt", p.stopped_at as "stoppedAt",
       (select coalesce(json_agg(json_build_object('number', t.number, 'variantId', t.variant_id, 'network', t.network, 'at', t.tapped_at, 'proof', t.proof) order by t.number), '[]')
        from burst_tap t where t.campaign_id = $1 and t.pledge_id = p.id) as taps
     from burst_pledge p where p.campaign_id = $1 and p.burst_id = $2 and p.id = $3`),
    [campaignId, burstId, id],
  )
  return row && { ...row, taps: row.taps.map((tap) => ({ ...tap, at: new Date(tap.at) })) }
}

/** One text of a participant: when it is theirs, and what became of it. */
export interface OwnText {
  number: number
  dueAt: Date
  variant: Variant
  tap: Tap | null
}

/** What a participant sees of a burst at a moment. */
export interface OwnPage {
  state: BurstState
  texts: OwnText[]
  /** The one to post now. */
  current: OwnText | null
  /** When the next one comes, or when they may tap again. */
  nextAt: Date | null
  /** They have posted as much as anybody may for now. */
  resting: boolean
}

/** The texts of a participant, each with its moment; computed, not stored. What was tapped keeps its text, whatever becomes of the bank. */
export async function ownPage(house: House, campaignId: string, burst: Burst, pledge: Pledge): Promise<OwnPage> {
  const now = house.clock.now()
  const state = stateAt(burst, now)
  const texts = ownTexts(burst, pledge, await variantsAt(house, campaignId, burst.bank))
  const restsUntil = capUntil(pledge.taps.map((tap) => tap.at), now)
  const open = texts.filter((text) => text.tap === null)
  const due = open.find((text) => text.dueAt <= now) ?? null
  const current = state === 'running' && pledge.stoppedAt === null && restsUntil === null ? due : null
  const later = open.find((text) => text.dueAt > now)?.dueAt ?? null
  return { state, texts, current, nextAt: due && restsUntil ? restsUntil : later, resting: due !== null && restsUntil !== null }
}

export function ownTexts(burst: Burst, pledge: Pledge, variants: readonly Variant[]): OwnText[] {
  const moments = momentsOf({ ...burst, pauses: burst.stops.flatMap(({ from, to }) => (to ? [{ from, to }] : [])) }, pledge)
  const tapped = new Map(pledge.taps.map((tap) => [tap.number, tap]))
  const used = new Set(pledge.taps.map((tap) => tap.variantId))
  const fresh = ownOrder(fitting(variants, pledge.language, pledge.network), pledge.id).filter((one) => !used.has(one.id))
  return moments.flatMap((dueAt, at) => {
    const tap = tapped.get(at + 1) ?? null
    const variant = tap ? variants.find((one) => one.id === tap.variantId) : fresh.shift()
    // Fewer texts than moments: nobody is given the same text twice.
    return variant ? [{ number: at + 1, dueAt, variant, tap }] : []
  })
}

/** Until when whoever tapped at these moments has done as much as anybody may; null: they may go on. */
export function capUntil(taps: readonly Date[], now: Date): Date | null {
  const until = ([[caps.perMinute, 60_000], [caps.perHour, 3_600_000]] as const).flatMap(([most, span]) => {
    const within = taps.filter((at) => at.getTime() > now.getTime() - span).sort((a, b) => a.getTime() - b.getTime())
    return within.length >= most ? [within[within.length - most]!.getTime() + span] : []
  })
  return until.length > 0 ? new Date(Math.max(...until)) : null
}

/** The networks on which a text can be opened with one tap, the participant's own first. */
export function networksFor(variant: Variant, own: Network): Network[] {
  const others = oneTap.filter((network) => network !== own && fitsOn(variant, network))
  return [own, ...others]
}

/** A text as it may be shown: before the start of a burst whose hashtag is a secret, without it. */
export function shownText(burst: Burst, text: string, now: Date): string {
  return burst.secretHashtag && now < burst.startsAt ? coverTags(text, burst.bank.hashtags) : text
}

/** They look at their page while it runs: the first time counts. A figure, for which nobody waits for the disk. */
export async function noteOpened(house: House, campaignId: string, pledge: Pledge, burst: Burst): Promise<void> {
  const now = house.clock.now()
  if (pledge.openedAt !== null || now < burst.startsAt || now >= burst.endsAt) return
  await house.db.unsynced('update burst_pledge set opened_at = $3 where campaign_id = $1 and id = $2 and opened_at is null', [campaignId, pledge.id, now])
}
