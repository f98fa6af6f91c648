import { bareHashtag } from '#campaign/index.ts'
import { languageTag, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { lint, type Warning } from './lint.ts'
import { isNetwork, type Network } from './network.ts'

export const bankLimits = { name: 200, hashtags: 10, variants: 500, text: 5_000, link: 2_000 }

/** A bank of texts. */
export interface Bank {
  id: string
  name: string
  /** Without the #. */
  hashtags: string[]
  version: number
  changedAt: Date
}

export interface Variant {
  id: string
  language: string
  networks: Network[]
  text: string
  link: string | null
  /** Taken out: given to nobody any more. */
  outAt: Date | null
  version: number
}

/** A bank with its texts in the order in which they were written, and what the lint says of those in use. */
export interface WholeBank extends Bank {
  variants: (Variant & { warnings: Warning[] })[]
}

const bankColumns = `id, name, hashtags, version, changed_at as "changedAt"`
const variantColumns = `id, language, networks, text, link, out_at as "outAt", version`

/** The banks of a campaign with how many texts each has in use, newest first. */
export async function banksOf(reader: Reader, campaignId: string): Promise<(Bank & { variants: number })[]> {
  return reader.rows(
    `select ${bankColumns}, (select count(*)::int from variant v where v.campaign_id = $1 and v.bank_id = bank.id and v.out_at is null) as variants
     from bank where campaign_id = $1 order by created_at desc, id desc limit 500`,
    [campaignId],
  )
}

export async function bankOf(reader: Reader, campaignId: string, id: string): Promise<Bank | undefined> {
  return reader.row<Bank>(`select ${bankColumns} from bank where campaign_id = $1 and id = $2`, [campaignId, id])
}

export async function wholeBank(reader: Reader, campaignId: string, id: string): Promise<WholeBank> {
  const bank = await bankOf(reader, campaignId, id)
  if (!bank) throw noBank()
  const variants = await variantsOf(reader, campaignId, id)
  const warnings = lint(variants.filter((one) => one.outAt === null), bank.hashtags)
  return { ...bank, variants: variants.map((one) => ({ ...one, warnings: warnings.get(one.id) ?? [] })) }
}

/** Every text of a bank, also those taken out. */
export async function variantsOf(reader: Reader, campaignId: string, bankId: string): Promise<Variant[]> {
  return reader.rows<Variant>(`select ${variantColumns} from variant where campaign_id = $1 and bank_id = $2 order by created_at, id`, [campaignId, bankId])
}

export interface NewBank {
  name: string
  hashtags: string[]
}

export async function makeBank(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewBank): Promise<Bank> {
  allow(actor, campaign, 'variant.edit')
  return house.db.transact((t) => insertBank(t, campaign.id, wish, house.clock.now(), actor.person.id))
}

/** The row alone, for what makes a bank along with something else. */
export async function insertBank(t: Transactor, campaignId: string, wish: NewBank, at: Date, by: string): Promise<Bank> {
  const bank = await t.row<Bank>(
    `insert into bank (campaign_id, id, name, hashtags, created_by, created_at, changed_at) values ($1, $2, $3, $4, $5, $6, $6) returning ${bankColumns}`,
    [campaignId, uuid7(at), nameOf(wish.name), hashtagsOf(wish.hashtags), by, at],
  )
  return bank!
}

/** Changes what is given; `version`: the one that whoever changes it has seen. */
export async function changeBank(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: Partial<NewBank> & { version: number }): Promise<Bank> {
  allow(actor, campaign, 'variant.edit')
  return house.db.transact(async (t) => {
    const there = await lockBank(t, campaign.id, id)
    if (there.version !== change.version) throw staleVersion(there.version)
    const bank = await t.row<Bank>(
      `update bank set name = $3, hashtags = $4, version = version + 1, changed_at = $5 where campaign_id = $1 and id = $2 returning ${bankColumns}`,
      [campaign.id, id, nameOf(change.name ?? there.name), hashtagsOf(change.hashtags ?? there.hashtags), house.clock.now()],
    )
    return bank!
  })
}

export interface NewVariant {
  language: string
  networks?: string[] | undefined
  text: string
  link?: string | null | undefined
}

/** Adds texts to a bank, in the order given. */
export async function addVariants(house: House, actor: Actor | undefined, campaign: CampaignRef, bankId: string, wishes: NewVariant[]): Promise<Variant[]> {
  allow(actor, campaign, 'variant.edit')
  return house.db.transact(async (t) => {
    await lockBank(t, campaign.id, bankId)
    return insertVariants(t, campaign.id, bankId, wishes, house.clock.now(), actor.person.id)
  })
}

/** Under the lock of the bank, so that it never outgrows its limit and its version stands for all its texts. */
async function insertVariants(t: Transactor, campaignId: string, bankId: string, wishes: NewVariant[], at: Date, by: string): Promise<Variant[]> {
  const rows = wishes.map((wish) => ({ id: uuid7(at), ...checked(wish) }))
  const there = await t.row<{ count: number }>('select count(*)::int as count from variant where campaign_id = $1 and bank_id = $2', [campaignId, bankId])
  if (there!.count + rows.length > bankLimits.variants) throw refuse('bank-full', 409, `A bank holds at most ${bankLimits.variants} texts.`, { mend: 'Make another bank.' })
  await t.run(
    `insert into variant (campaign_id, id, bank_id, language, networks, text, link, created_by, created_at, changed_at)
     select $1, given.id, $2, given.language, string_to_array(given.networks, ','), given.text, given.link, $8, $9::timestamptz + given.place * interval '1 millisecond', $9
     from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[]) with ordinality as given (id, language, networks, text, link, place)`,
    [campaignId, bankId, rows.map((row) => row.id), rows.map((row) => row.language), rows.map((row) => row.networks.join(',')), rows.map((row) => row.text), rows.map((row) => row.link), by, at],
  )
  await raise(t, campaignId, bankId, at)
  return rows.map((row) => ({ ...row, outAt: null, version: 1 }))
}

export interface VariantChange {
  version: number
  language?: string | undefined
  networks?: string[] | undefined
  text?: string | undefined
  link?: string | null | undefined
  /** True takes it out, false puts it back. */
  out?: boolean | undefined
}

export async function changeVariant(house: House, actor: Actor | undefined, campaign: CampaignRef, bankId: string, id: string, change: VariantChange): Promise<Variant> {
  allow(actor, campaign, 'variant.edit')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    await lockBank(t, campaign.id, bankId)
    const there = await t.row<Variant>(`select ${variantColumns} from variant where campaign_id = $1 and bank_id = $2 and id = $3`, [campaign.id, bankId, id])
    if (!there) throw refuse('not-found', 404, 'There is no such text.')
    if (there.version !== change.version) throw staleVersion(there.version)
    const next = checked({
      language: change.language ?? there.language, networks: change.networks ?? there.networks, text: change.text ?? there.text, link: change.link === undefined ? there.link : change.link,
    })
    const outAt = change.out === undefined ? there.outAt : change.out ? (there.outAt ?? at) : null
    await t.run(
      `update variant set language = $4, networks = $5, text = $6, link = $7, out_at = $8, version = version + 1, changed_at = $9
       where campaign_id = $1 and bank_id = $2 and id = $3`,
      [campaign.id, bankId, id, next.language, next.networks, next.text, next.link, outAt, at],
    )
    if (change.out !== undefined) await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: change.out ? 'variant.out' : 'variant.back', subject: id })
    await raise(t, campaign.id, bankId, at)
    return { id, ...next, outAt, version: there.version + 1 }
  })
}

async function lockBank(t: Transactor, campaignId: string, id: string): Promise<Bank> {
  const bank = await t.row<Bank>(`select ${bankColumns} from bank where campaign_id = $1 and id = $2 for update`, [campaignId, id])
  if (!bank) throw noBank()
  return bank
}

async function raise(t: Transactor, campaignId: string, bankId: string, at: Date): Promise<void> {
  await t.run('update bank set version = version + 1, changed_at = $3 where campaign_id = $1 and id = $2', [campaignId, bankId, at])
}

function checked(wish: NewVariant): { language: string; networks: Network[]; text: string; link: string | null } {
  const text = clean(wish.text)
  if (!/[\p{L}\p{N}]/u.test(text)) throw refuse('words-missing', 422, 'Nothing is written yet.', { mend: 'Write the text, then add it.' })
  if (text.length > bankLimits.text) throw refuse('text-too-long', 422, `A text has at most ${bankLimits.text} characters.`)
  if (!languageTag.test(wish.language)) throw refuse('language-wrong', 422, `"${wish.language.slice(0, 40)}" is no language.`, { mend: 'Give a tag such as en, es, ar.' })
  const networks = [...new Set(wish.networks ?? [])]
  const wrong = networks.find((network) => !isNetwork(network))
  if (wrong !== undefined) throw refuse('network-wrong', 422, `"${wrong.slice(0, 40)}" is no network that is known here.`)
  const link = wish.link?.trim() || null
  if (link !== null && (link.length > bankLimits.link || !/^https?:\/\/[^\s/]+/i.test(link) || !URL.canParse(link))) {
    throw refuse('link-wrong', 422, 'This is not a whole link.', { mend: 'It begins with https://.' })
  }
  return { language: wish.language, networks: networks as Network[], text, link }
}

/** As people type it: composed, without control characters and without spaces around. */
function clean(text: string): string {
  return text.toWellFormed().normalize('NFC').replaceAll(/\r\n?/g, '\n').replaceAll(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, ' ').trim()
}

function nameOf(given: string): string {
  const name = clean(given).replaceAll('\n', ' ')
  if (name === '' || name.length > bankLimits.name) throw refuse('name-wrong', 422, `A bank has a name of 1 to ${bankLimits.name} characters.`)
  return name
}

function hashtagsOf(given: string[]): string[] {
  const tags = [...new Set(given.map(bareHashtag).filter(Boolean))]
  const wrong = tags.find((tag) => !/^[\p{L}\p{N}\p{M}_]{1,100}$/u.test(tag) || !/[\p{L}\p{M}]/u.test(tag))
  if (wrong !== undefined) throw refuse('hashtag-wrong', 422, `"${wrong.slice(0, 100)}" is not a hashtag.`, { mend: 'Letters, digits and _ only, and not digits alone.' })
  if (tags.length > bankLimits.hashtags) throw refuse('too-many-hashtags', 422, `A bank has at most ${bankLimits.hashtags} hashtags.`)
  return tags
}

export function noBank() {
  return refuse('not-found', 404, 'There is no such bank of texts.')
}

function staleVersion(version: number) {
  return refuse('stale-version', 409, 'Somebody changed it meanwhile.', { mend: 'Look at it again; what you typed is kept.', extra: { version } })
}
