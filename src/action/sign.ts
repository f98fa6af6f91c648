import { noteTakenBack, refuse, sqlState, uniqueViolation, type House, type Reader, type Transactor, type Withdrawal } from '#core/index.ts'
import { campaignIn, type Campaign } from '#campaign/index.ts'
import { idOfTicket, type Ticket } from '#intake/index.ts'
import { destroyApart, openAllApart, sealApart } from '#post/index.ts'
import { canMail, dropOpen, post } from '#talk/index.ts'
import { isLanguage, type Language } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import type { Action } from './action.ts'
import { secretOf } from './secret.ts'
import { actionIn } from './words.ts'

export interface NewSignature {
  name: string
  email: string
  place?: string
  /** Their name may stand on the page. */
  shows: boolean
  /** Their name goes to the target. */
  passes: boolean
  language: string
}

/** What is sealed with a signature. */
export interface Signer {
  name: string
  email: string
  place?: string
}

/** An address that was asked and never answered may be asked once more after this. */
const askAgainAfter = 10 * 60_000
/** What was never confirmed goes after this. */
const unconfirmedDays = 14

/**
 * Takes a signature that waits for its address to be confirmed. Whoever signs is told the same whether the address has signed already or not: nobody
 * learns here who else signed. The answer comes after the commit.
 */
export async function sign(house: House, campaign: Campaign, action: Action, ticket: Ticket, wish: NewSignature): Promise<void> {
  if (action.state !== 'open' || action.kind !== 'petition') throw refuse('action-closed', 409, 'This petition is closed.')
  if (!canMail(house)) throw refuse('no-mail', 503, 'No mail server is set up, so no address can be confirmed.')
  const key = mailKey(house, action.id, wish.email)
  try {
    await house.db.transact((t) => insert(house, t, campaign, action, idOfTicket(ticket), key, wish))
  } catch (error) {
    if (sqlState(error) !== uniqueViolation) throw error
    await house.db.transact((t) => askAgain(house, t, campaign, action, key, wish))
  }
}

/** Which address it is, without the address. */
function mailKey(house: House, actionId: string, email: string): Buffer {
  return house.keys.blindIndex(actionId, `signature ${email.trim().toLowerCase()}`)
}

async function insert(house: House, t: Transactor, campaign: Campaign, action: Action, id: string, key: Buffer, wish: NewSignature): Promise<void> {
  const { name, email, place, shows, passes, language } = wish
  const known = await t.row(`select 1 from signature where campaign_id = $1 and id = $2`, [campaign.id, id])
  if (known) return
  const signer: Signer = { name, email, ...(place ? { place } : {}) }
  const sealed = await sealApart(house, t, campaign.id, id, Buffer.from(JSON.stringify(signer)))
  const outgoing = await ask(house, t, campaign, action, id, wish)
  await t.run(
    `insert into signature (campaign_id, id, action_id, state, mail_key, sealed, shown_name, passes, language, outgoing, signed_at) values ($1, $2, $3, 'asked', $4, $5, $6, $7, $8, $9, $10)`,
    [campaign.id, id, action.id, key, sealed, shows ? name : null, passes, language, [outgoing], house.clock.now()],
  )
}

async function askAgain(house: House, t: Transactor, campaign: Campaign, action: Action, key: Buffer, wish: NewSignature): Promise<void> {
  const now = house.clock.now()
  const waiting = await t.row<{ id: string }>(
    `select id from signature where campaign_id = $1 and action_id = $2 and mail_key = $3 and state = 'asked' and signed_at < $4 for update`, [campaign.id, action.id, key, new Date(now.getTime() - askAgainAfter)])
  if (!waiting) return
  const outgoing = await ask(house, t, campaign, action, waiting.id, wish)
  await t.run(`update signature set signed_at = $3, outgoing = outgoing || $4::uuid where campaign_id = $1 and id = $2`, [campaign.id, waiting.id, now, outgoing])
}

async function ask(house: House, t: Transactor, campaign: Campaign, action: Action, id: string, { email, language }: NewSignature): Promise<string> {
  const speaks: Language = isLanguage(language) ? language : (campaign.languages.find(isLanguage) ?? 'en')
  const say = translate(speaks)
  const { title } = actionIn(action, speaks)
  const link = `${house.origin}/${campaign.slug}/act/${action.key}/mine/${secretOf(house, action.id, id)}`
  return post(house, t, {
    campaignId: campaign.id, channel: 'email', purpose: 'petition', language: speaks, to: { address: email },
    subject: say('action.mail.subject', { title }), text: say('action.mail.text', { title, campaign: campaignIn(campaign, speaks).name, link, days: unconfirmedDays }),
  })
}

export interface Own {
  state: 'asked' | 'confirmed'
  shows: boolean
  passes: boolean
}

/** A signature by its own link; undefined where it was taken back. */
export async function ownSignature(reader: Reader, campaignId: string, id: string): Promise<Own | undefined> {
  return reader.row(`select state, shown_name is not null as shows, passes from signature where campaign_id = $1 and id = $2`, [campaignId, id])
}

/** The address is theirs: from now on they count. */
export async function confirmSignature(house: House, campaignId: string, action: Action, id: string): Promise<void> {
  if (action.state !== 'open') throw refuse('action-closed', 409, 'This petition is closed.', { mend: 'Signatures that were not confirmed before do not count.' })
  await house.db.rows(`update signature set state = 'confirmed', confirmed_at = $3 where campaign_id = $1 and id = $2 and state = 'asked'`, [campaignId, id, house.clock.now()])
}

/** What an address has signed, for whoever has proved that it is theirs. */
export interface OwnSigned {
  id: string
  actionKey: string
  signedAt: Date
  confirmedAt: Date | null
  shows: boolean
  passes: boolean
  signer: Signer | undefined
}

export async function signedBy(house: House, campaignId: string, email: string): Promise<OwnSigned[]> {
  const actions = await house.db.rows<{ id: string }>(`select id from action where campaign_id = $1`, [campaignId])
  const keys = actions.map((action) => mailKey(house, action.id, email))
  const rows = await house.db.rows<Omit<OwnSigned, 'signer'> & { sealed: Buffer }>(
    `select s.id, a.key as "actionKey", s.signed_at as "signedAt", s.confirmed_at as "confirmedAt", s.shown_name is not null as shows, s.passes, s.sealed
     from signature s join action a on a.campaign_id = s.campaign_id and a.id = s.action_id
     where s.campaign_id = $1 and s.mail_key = any($2::bytea[]) order by s.signed_at`, [campaignId, keys])
  const opened = await openAllApart(house, house.db, campaignId, rows)
  return rows.map(({ sealed: _, ...row }) => {
    const bytes = opened.get(row.id)
    return { ...row, signer: bytes && (JSON.parse(bytes.toString('utf8')) as Signer) }
  })
}

/** Step `withdraw`: signatures among what somebody took back or had erased. */
export async function dropSignatures(t: Transactor, { campaignId, postIds }: Pick<Withdrawal, 'campaignId' | 'postIds'>): Promise<void> {
  const gone = await t.rows<{ id: string; outgoing: string[] }>(`delete from signature where campaign_id = $1 and id = any($2::uuid[]) returning id, outgoing`, [campaignId, postIds])
  if (gone.length === 0) return
  await dropOpen(t, campaignId, gone.flatMap((one) => one.outgoing))
  await destroyApart(t, campaignId, gone.map((one) => one.id))
}

/** Taken back: it counts nowhere, and nothing of it is left here. What was handed over already stays where it is, and the page says so. */
export async function takeBack(house: House, campaignId: string, id: string): Promise<void> {
  await noteTakenBack(house, { campaignId, kind: 'erased', ids: [id] })
  await house.db.transact((t) => dropSignatures(t, { campaignId, postIds: [id] }))
}

/** Job: addresses that nobody confirmed were perhaps typed in by somebody else. */
export async function dropUnconfirmed(house: House): Promise<void> {
  const before = new Date(house.clock.now().getTime() - unconfirmedDays * 86_400_000)
  for (const { id: campaignId } of await house.db.rows<{ id: string }>('select id from campaign')) {
    for (let dropped = atOnce; dropped === atOnce; ) {
      dropped = await house.db.transact(async (t) => {
        const gone = await t.rows<{ id: string }>(
          `delete from signature where campaign_id = $1 and id in (select id from signature where campaign_id = $1 and state = 'asked' and signed_at < $2 limit ${atOnce}) returning id`, [campaignId, before])
        await destroyApart(t, campaignId, gone.map((one) => one.id))
        return gone.length
      })
    }
  }
}

const atOnce = 1_000

export interface Signed {
  confirmed: number
  asked: number
  /** Those who may be named, latest first. */
  names: string[]
}

/** What the page says: only what is confirmed counts. */
export async function signedOf(reader: Reader, campaignId: string, actionId: string): Promise<Signed> {
  const [counts, names] = await Promise.all([
    reader.row<{ confirmed: number; asked: number }>(
      // Each by its own index: the page is drawn for everybody who comes, and most signatures are confirmed.
      `select (select count(*)::int from signature where campaign_id = $1 and action_id = $2 and state = 'confirmed') as confirmed,
         (select count(*)::int from signature where campaign_id = $1 and action_id = $2 and state = 'asked') as asked`, [campaignId, actionId]),
    reader.rows<{ name: string }>(
      `select shown_name as name from signature where campaign_id = $1 and action_id = $2 and state = 'confirmed' and shown_name is not null order by confirmed_at desc limit 30`, [campaignId, actionId]),
  ])
  return { ...counts!, names: names.map(({ name }) => name) }
}
