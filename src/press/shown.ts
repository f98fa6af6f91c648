import { clocksOf, type House } from '#core/index.ts'
import { kitOf } from './kit.ts'
import { piecesOf, type Piece } from './piece.ts'
import { saidIn, type Said } from './words.ts'

export interface ShownPiece {
  id: string
  words: Said | undefined
  email: string | null
  phone: string | null
  source: string
  link: string | null
  day: string | null
  alt: Said | undefined
  picture: Piece['picture']
}

/** The press kit as everybody sees it. */
export interface PublicKit {
  lead: Said | undefined
  contacts: ShownPiece[]
  facts: ShownPiece[]
  lines: ShownPiece[]
  pictures: ShownPiece[]
  changedAt: Date
}

/**
 * Undefined while it is not shown, under embargo, or empty. What is under embargo does not exist until then: it is not counted, not named, and
 * has no address. Both clocks must have passed the moment, that of this process and that of the database (core/clocks.ts).
 */
export async function publicKit(house: House, campaignId: string, language: string): Promise<PublicKit | undefined> {
  const [kit, all, { earliest }] = await Promise.all([kitOf(house.db, campaignId), piecesOf(house.db, campaignId), clocksOf(house, house.db)])
  if (!kit.shown || !isOver(kit.notBefore, earliest)) return undefined
  const there = all.filter((piece) => isOver(piece.notBefore, earliest) && (piece.kind !== 'picture' || piece.picture))
  const shown = (kind: Piece['kind']) => there.filter((piece) => piece.kind === kind).map(({ id, words, email, phone, source, link, day, alt, picture }): ShownPiece => ({ id, words: saidIn(words, language), email, phone, source, link, day, alt: saidIn(alt, language), picture }))
  const lead = saidIn(kit.lead, language)
  if (!lead && there.length === 0) return undefined
  return { lead, contacts: shown('contact'), facts: shown('fact'), lines: shown('line'), pictures: shown('picture'), changedAt: kit.changedAt! }
}

/** Whether there is a press kit to lead to. */
export async function hasPressKit(house: House, campaignId: string): Promise<boolean> {
  return (await publicKit(house, campaignId, 'en')) !== undefined
}

/** Whether one piece is there for everybody. */
export async function isThere(house: House, campaignId: string, id: string): Promise<boolean> {
  const { earliest } = await clocksOf(house, house.db)
  const row = await house.db.row(
    `select 1 from press_kit k join press_piece e on e.campaign_id = k.campaign_id where k.campaign_id = $1 and e.id = $2 and k.shown and coalesce(greatest(k.not_before, e.not_before) <= $3, true)`, [campaignId, id, earliest])
  return row !== undefined
}

function isOver(notBefore: Date | null, now: Date): boolean {
  return notBefore === null || notBefore <= now
}
