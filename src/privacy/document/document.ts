import { notify, refuse, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { touchPublic, type Campaign } from '#campaign/index.ts'
import { allow, audit } from '#person/index.ts'
import type { Language } from '#ui/languages.ts'
import { documentKinds, draftOf, type DocumentKind } from './draft.ts'
import { factsHash, settingsOf, type KeptFor } from './facts.ts'

export interface PrivacyDocument {
  text: string
  /** Null: nobody has kept one; this is the draft from the settings of now. */
  changedAt: Date | null
  changedBy: string | null
  /** The settings have changed since it was kept. */
  stale: boolean
  /** Put out for everybody. */
  outAt: Date | null
  /** What is put out reads otherwise. */
  outDiffers: boolean
}

const longest = 60_000

interface Row {
  text: string
  facts: Buffer
  changedAt: Date
  changedBy: string
  outText: string | null
  outAt: Date | null
}

/** A document as it was kept, else as the settings of now make it. */
export async function documentOf(house: House, campaign: Campaign, kind: DocumentKind, language: Language, kept: KeptFor[]): Promise<PrivacyDocument> {
  const [facts, row] = await Promise.all([settingsOf(house, campaign, kept), readRow(house.db, campaign.id, kind, language)])
  if (!row) return { text: draftOf(kind, facts, language, house.clock.now()), changedAt: null, changedBy: null, stale: false, outAt: null, outDiffers: false }
  return { text: row.text, changedAt: row.changedAt, changedBy: row.changedBy, stale: !row.facts.equals(factsHash(facts)), outAt: row.outAt, outDiffers: row.outText !== null && row.outText !== row.text }
}

async function readRow(reader: Reader, campaignId: string, kind: DocumentKind, language: string): Promise<Row | undefined> {
  return reader.row(
    `select d.text, d.facts, d.changed_at as "changedAt", p.name as "changedBy", d.out_text as "outText", d.out_at as "outAt"
     from privacy_document d join person p on p.id = d.changed_by where d.campaign_id = $1 and d.kind = $2 and d.language = $3`, [campaignId, kind, language])
}

/** Keeps a text as somebody left it; it holds for the settings of now. */
export async function keepDocument(house: House, actor: Actor | undefined, campaign: Campaign, which: { kind: string; language: Language }, text: string, kept: KeptFor[]): Promise<void> {
  allow(actor, campaign, 'privacy.manage')
  const kind = kindOf(which.kind)
  const words = text.replaceAll('\0', '').replaceAll('\r\n', '\n').trim()
  if (words === '' || words.length > longest) throw refuse('document-long', 422, `A document has 1 to ${longest} characters.`)
  const at = house.clock.now()
  const facts = factsHash(await settingsOf(house, campaign, kept))
  await house.db.transact(async (t) => {
    await t.run(
      `insert into privacy_document (campaign_id, kind, language, text, facts, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (campaign_id, kind, language) do update set text = $4, facts = $5, changed_by = $6, changed_at = $7`, [campaign.id, kind, which.language, words, facts, actor.person.id, at])
    await notify(t, campaign.id, { kind: 'privacy' })
  })
}

/** Puts the notice out as it was kept, or takes it down. It is nothing of ours that it says: whoever does it has had it read. */
export async function putOut(house: House, actor: Actor | undefined, campaign: CampaignRef, language: Language, out: boolean): Promise<void> {
  allow(actor, campaign, 'privacy.manage')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const found = await t.run(
      `update privacy_document set out_text = case when $3 then text end, out_at = case when $3 then $4::timestamptz end, out_by = $5 where campaign_id = $1 and kind = 'notice' and language = $2`,
      [campaign.id, language, out, at, actor.person.id])
    if (found === 0) throw refuse('document-not-kept', 409, 'Keep the text first.')
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: out ? 'notice.out' : 'notice.down', detail: { language } })
    await touchPublic(t, campaign.id)
  })
}

/** Forgets what was kept: the draft from the settings of now stands again. What is put out stays out. */
export async function draftAnew(house: House, actor: Actor | undefined, campaign: Campaign, which: { kind: string; language: Language }, kept: KeptFor[]): Promise<void> {
  allow(actor, campaign, 'privacy.manage')
  const kind = kindOf(which.kind)
  const facts = await settingsOf(house, campaign, kept)
  await keepDocument(house, actor, campaign, which, draftOf(kind, facts, which.language, house.clock.now()), kept)
}

/** The notice that everybody reads, in this language, else in one of the campaign's; undefined where none was put out. */
export async function publicNotice(reader: Reader, campaign: Pick<Campaign, 'id' | 'languages'>, language: string): Promise<{ text: string; language: string; at: Date } | undefined> {
  const rows = await reader.rows<{ text: string; language: string; at: Date }>(
    `select out_text as text, language, out_at as at from privacy_document where campaign_id = $1 and kind = 'notice' and out_text is not null`, [campaign.id])
  return [language, ...campaign.languages].flatMap((one) => rows.find((row) => row.language === one) ?? [])[0] ?? rows[0]
}

function kindOf(word: string): DocumentKind {
  const kind = documentKinds.find((one) => one === word)
  if (!kind) throw refuse('not-found', 404, 'There is no such document.')
  return kind
}
