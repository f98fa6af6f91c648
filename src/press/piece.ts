import { noteTakenBack, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { kitOf, lockKit, staleKit, told, type Kit } from './kit.ts'
import { asTyped, checkWords, type Words } from './words.ts'

export const pieceKinds = ['contact', 'fact', 'line', 'picture'] as const
export type PieceKind = (typeof pieceKinds)[number]
const pressLimits = { words: 2_000, source: 300, pieces: 60, alt: 1_000 }

/** One thing of the press kit. */
export interface Piece {
  id: string
  kind: PieceKind
  /** A contact: who it is, as they agreed to it; a fact; a line that may be quoted; what is said under a picture. */
  words: Words
  email: string | null
  phone: string | null
  /** Where a fact is from, who said a line, whom to credit for a picture. */
  source: string
  link: string | null
  /** As of when a fact is: 2027-03-01. */
  day: string | null
  alt: Words
  agreedAt: Date | null
  agreedNotedBy: string | null
  notBefore: Date | null
  version: number
  picture: { width: number; height: number; bytes: number } | null
}

export interface NewPiece {
  kind: PieceKind
  words: Words
  email?: string | null | undefined
  phone?: string | null | undefined
  source?: string | undefined
  link?: string | null | undefined
  day?: string | null | undefined
  alt?: Words | undefined
  /** Whoever it names has agreed to exactly this wording on a public page. */
  agreed?: boolean | undefined
  notBefore?: Date | null | undefined
}

export type PieceChange = Partial<Omit<NewPiece, 'kind'>> & { version: number }

const select = `select e.id, e.kind, e.words, e.email, e.phone, e.source, e.link, e.day::text as day, e.alt, e.agreed_at as "agreedAt", p.name as "agreedNotedBy", e.not_before as "notBefore", e.version,
    case when i.piece_id is null then null else json_build_object('width', i.width, 'height', i.height, 'bytes', i.bytes) end as picture
  from press_piece e left join person p on p.id = e.agreed_noted_by left join press_picture i on i.campaign_id = e.campaign_id and i.piece_id = e.id where e.campaign_id = $1`

/** In the order of the page. */
export async function piecesOf(reader: Reader, campaignId: string): Promise<Piece[]> {
  return reader.rows<Piece>(`${select} order by e.kind, e.place, e.id limit 1000`, [campaignId])
}

/** All of it, for those who work on it. */
export async function wholeKit(reader: Reader, campaignId: string): Promise<{ kit: Kit; pieces: Piece[] }> {
  const [kit, pieces] = await Promise.all([kitOf(reader, campaignId), piecesOf(reader, campaignId)])
  return { kit, pieces }
}

export async function addPiece(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewPiece): Promise<Piece> {
  allow(actor, campaign, 'press.edit')
  if (wish.kind === 'picture') throw refuse('picture-missing', 422, 'A picture needs its file.')
  return house.db.transact((t) => insertPiece(house, t, actor, campaign, wish))
}

/** In the transaction of whoever brings what belongs to it. */
export async function insertPiece(house: House, t: Transactor, actor: Actor, campaign: CampaignRef, wish: NewPiece): Promise<Piece> {
  const at = house.clock.now()
  await lockKit(t, campaign.id, at)
  const there = (await piecesOf(t, campaign.id)).filter((one) => one.kind === wish.kind)
  if (there.length >= pressLimits.pieces) throw refuse('press-full', 422, `At most ${pressLimits.pieces} of a kind.`)
  const piece = checked(wish)
  const id = uuid7(at)
  await t.run(
    `insert into press_piece (campaign_id, id, kind, place, words, email, phone, source, link, day, alt, agreed_at, agreed_noted_by, not_before, changed_by, changed_at)
     values ($1, $2, $3, (select 1 + coalesce(max(place), 0) from press_piece where campaign_id = $1), $4, $5, $6, $7, $8, $9::date, $10, $11, $12, $13, $14, $15)`,
    [campaign.id, id, piece.kind, ...columnsOf(piece), piece.agreed ? at : null, piece.agreed ? actor.person.id : null, piece.notBefore, actor.person.id, at],
  )
  if (piece.agreed) await noteAgreed(t, campaign.id, actor, id, at)
  await told(t, campaign.id)
  return (await t.row<Piece>(`${select} and e.id = $2`, [campaign.id, id]))!
}

/** Another wording of somebody is another wording: they must have agreed to it anew. */
export async function changePiece(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: PieceChange): Promise<Piece> {
  allow(actor, campaign, 'press.edit')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    await lockKit(t, campaign.id, at)
    const before = await t.row<Piece>(`${select} and e.id = $2`, [campaign.id, id])
    if (!before) throw noPiece()
    if (before.version !== change.version) throw staleKit(before.version)
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    // Languages that are not given stay as they are; an empty text takes one out.
    const next = { ...before, ...given, words: { ...before.words, ...change.words }, alt: { ...before.alt, ...change.alt } }
    const same = (['email', 'phone', 'source', 'link'] as const).every((name) => (next[name] || null) === (before[name] || null)) && JSON.stringify(checkWords(next.words, pressLimits.words)) === JSON.stringify(before.words)
    const piece = checked({ ...next, agreed: change.agreed || (same && before.agreedAt !== null) })
    await t.run(
      `update press_piece set words = $3, email = $4, phone = $5, source = $6, link = $7, day = $8::date, alt = $9, agreed_at = case when $10 then $11 when agreed_at is null then null else agreed_at end,
         agreed_noted_by = case when $10 then $12 else agreed_noted_by end, not_before = $13, version = version + 1, changed_by = $12, changed_at = $11 where campaign_id = $1 and id = $2`,
      [campaign.id, id, ...columnsOf(piece), change.agreed === true, at, actor.person.id, piece.notBefore],
    )
    if (change.agreed) await noteAgreed(t, campaign.id, actor, id, at)
    await told(t, campaign.id)
    return (await t.row<Piece>(`${select} and e.id = $2`, [campaign.id, id]))!
  })
}

/** Gone from the page with the next request of anybody. */
export async function dropPiece(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'press.edit')
  await house.db.transact(async (t) => {
    await lockKit(t, campaign.id, house.clock.now())
    if ((await t.run('delete from press_piece where campaign_id = $1 and id = $2', [campaign.id, id])) === 0) throw noPiece()
    await noteTakenBack(house, { campaignId: campaign.id, kind: 'press-piece', ids: [id] })
    await told(t, campaign.id)
  })
}

/** One up among those of its kind. */
export async function movePieceUp(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'press.edit')
  await house.db.transact(async (t) => {
    await lockKit(t, campaign.id, house.clock.now())
    const pieces = await piecesOf(t, campaign.id)
    const own = pieces.filter((one) => one.kind === pieces.find((other) => other.id === id)?.kind).map((one) => one.id)
    const at = own.indexOf(id)
    if (at === -1) throw noPiece()
    const order = own.toSpliced(at, 1).toSpliced(Math.max(0, at - 1), 0, id)
    await t.run('update press_piece e set place = given.place from unnest($2::uuid[]) with ordinality as given (id, place) where e.campaign_id = $1 and e.id = given.id', [campaign.id, order])
    await told(t, campaign.id)
  })
}

async function noteAgreed(t: Transactor, campaignId: string, actor: Actor, id: string, at: Date): Promise<void> {
  await audit(t, { campaignId, at, personId: actor.person.id, kind: 'press.agreed', subject: id })
}

type Whole = Required<Omit<NewPiece, 'email' | 'phone' | 'link' | 'day' | 'notBefore'>> & { email: string | null; phone: string | null; link: string | null; day: string | null; notBefore: Date | null }

function columnsOf({ words, email, phone, source, link, day, alt }: Whole): unknown[] {
  return [JSON.stringify(words), email, phone, source, link, day, JSON.stringify(alt)]
}

function checked(wish: NewPiece): Whole {
  const { kind } = wish
  const [words, alt, source] = [checkWords(wish.words, pressLimits.words), checkWords(wish.alt ?? {}, pressLimits.alt), asTyped(wish.source ?? '').slice(0, pressLimits.source)]
  const [email, phone, link, day] = [wish.email?.trim() || null, wish.phone?.trim() || null, wish.link?.trim() || null, wish.day?.trim() || null]
  if (kind !== 'picture' && Object.keys(words).length === 0) throw refuse('piece-empty', 422, 'It says nothing yet.', { mend: 'Write it in one language at least.' })
  if (kind === 'contact' && !email && !phone) throw refuse('contact-unreachable', 422, 'A contact can be reached.', { mend: 'Write an address of e-mail or a telephone number.' })
  if (email && (!/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(email) || email.length > 254)) throw refuse('email-wrong', 422, 'This is not an address of e-mail.', { mend: 'Look at it again.' })
  if (phone && !/^\+?[\d\s().-]{4,40}$/.test(phone)) throw refuse('phone-wrong', 422, 'This is not a telephone number.', { mend: 'Write it with its country, such as +503 2222 1111.' })
  if (kind !== 'contact' && source === '') throw refuse('credit-missing', 422, 'It says where it comes from.', { mend: 'Of a fact its source, of a line who said it, of a picture whom to credit.' })
  if (kind === 'fact' && !(day && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)))) throw refuse('day-missing', 422, 'A fact says as of which day.', { mend: 'Choose the day.' })
  if (kind === 'picture' && Object.keys(alt).length === 0) throw refuse('alt-missing', 422, 'The picture has no description.', { mend: 'Write what can be seen, for whoever does not see it.' })
  if (link && (!URL.canParse(link) || !/^https?:$/.test(new URL(link).protocol) || link.length > 2_000)) throw refuse('url-wrong', 422, 'This is no address on the web.', { mend: 'Copy the whole address, beginning with https://.' })
  if ((kind === 'contact' || kind === 'line') && !wish.agreed) throw refuse('not-agreed', 422, 'Whoever it names has not agreed to this wording.', { mend: 'Ask them, then tick it.' })
  return { kind, words, alt, source, email, phone, link, day: kind === 'fact' ? day : null, agreed: wish.agreed ?? false, notBefore: wish.notBefore ?? null }
}

export function noPiece() {
  return refuse('not-found', 404, 'There is no such thing in the press kit.')
}
