import { defined, notify, refuse, sqlState, uniqueViolation, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { foldName, touchPublic } from '#campaign/index.ts'
import { allow } from '#person/index.ts'
import { linesOf, lineOf, missing, needed, stale, textOf } from '../text.ts'

/** How far a case is. While it is not closed it is pending, and what may not be said of it holds. */
export const stages = ['preparing', 'filed', 'hearing', 'judgment', 'appeal', 'closed'] as const
export type Stage = (typeof stages)[number]

export interface LegalCase {
  id: string
  key: string
  title: string
  court: string
  number: string
  stage: Stage
  /** What may not be said while it is pending, a sentence each. */
  unsaid: string[]
  /** Words and names that a text is looked through for. */
  unsaidWords: string[]
  /** The explanation behind the short post, by language. */
  explanation: Record<string, string>
  public: boolean
  version: number
}

export type NewCase = { title: string } & Partial<Omit<LegalCase, 'id' | 'key' | 'title' | 'version'>>
export type CaseChange = Partial<NewCase> & { version: number }

const columns = `id, key, title, court, number, stage, unsaid, unsaid_words as "unsaidWords", explanation, public, version`

/** Cases, those that are pending first. */
export async function casesOf(reader: Reader, campaignId: string): Promise<LegalCase[]> {
  return reader.rows<LegalCase>(`select ${columns} from legal_case where campaign_id = $1 order by stage = 'closed', lower(title), id limit 500`, [campaignId])
}

export async function caseById(reader: Reader, campaignId: string, id: string): Promise<LegalCase | undefined> {
  return reader.row<LegalCase>(`select ${columns} from legal_case where campaign_id = $1 and id = $2`, [campaignId, id])
}

/** The one at a public address, once it is public. */
export async function publicCase(reader: Reader, campaignId: string, key: string): Promise<LegalCase | undefined> {
  return reader.row<LegalCase>(`select ${columns} from legal_case where campaign_id = $1 and key = $2 and public`, [campaignId, key])
}

export async function publicCases(reader: Reader, campaignId: string): Promise<LegalCase[]> {
  return reader.rows<LegalCase>(`select ${columns} from legal_case where campaign_id = $1 and public order by stage = 'closed', lower(title), id limit 100`, [campaignId])
}

export async function addCase(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewCase): Promise<LegalCase> {
  allow(actor, campaign, 'plan.edit')
  const one = checked({ court: '', number: '', stage: 'preparing', unsaid: [], unsaidWords: [], explanation: {}, public: false, ...wish })
  const at = house.clock.now()
  const id = uuid7(at)
  return house.db.transact(async (t) => {
    const there = new Set((await casesOf(t, campaign.id)).map((other) => other.key))
    await once(() => t.run(
      `insert into legal_case (campaign_id, id, key, title, court, number, stage, unsaid, unsaid_words, explanation, public, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [campaign.id, id, keyFor(one.title, there), ...columnsOf(one), actor.person.id, at]))
    await touchPublic(t, campaign.id)
    await notify(t, campaign.id, { kind: 'plan' })
    return (await caseById(t, campaign.id, id))!
  })
}

export async function changeCase(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: CaseChange): Promise<LegalCase> {
  allow(actor, campaign, 'plan.edit')
  return house.db.transact(async (t) => {
    const before = await caseById(t, campaign.id, id)
    if (!before) throw missing('case')
    const { version, ...given } = change
    const next = checked({ ...before, ...defined(given) })
    const done = await t.run(
      `update legal_case set title = $3, court = $4, number = $5, stage = $6, unsaid = $7, unsaid_words = $8, explanation = $9, public = $10, version = version + 1 where campaign_id = $1 and id = $2 and version = $11`,
      [campaign.id, id, ...columnsOf(next), version])
    if (done === 0) throw stale(before.version)
    await touchPublic(t, campaign.id)
    await notify(t, campaign.id, { kind: 'plan', embargo: true })
    return (await caseById(t, campaign.id, id))!
  })
}

type Whole = Omit<LegalCase, 'id' | 'key' | 'version'>

function checked(wish: Whole): Whole {
  const explanation = Object.fromEntries(Object.entries(wish.explanation).flatMap(([language, text]) => (textOf(text, 20_000) ? [[language, textOf(text, 20_000)]] : [])))
  if (wish.public && Object.keys(explanation).length === 0) throw refuse('explanation-missing', 422, 'A public page needs the explanation.', { mend: 'Write it in at least one language.' })
  return {
    title: needed(wish.title, 200, 'A case has a title'), court: lineOf(wish.court, 200), number: lineOf(wish.number, 100), stage: wish.stage, unsaid: linesOf(wish.unsaid, 50, 500),
    unsaidWords: linesOf(wish.unsaidWords, 200, 100), explanation, public: wish.public,
  }
}

function columnsOf(one: Whole): unknown[] {
  return [one.title, one.court, one.number, one.stage, one.unsaid, one.unsaidWords, JSON.stringify(one.explanation), one.public]
}

function keyFor(title: string, there: Set<string>): string {
  const plain = foldName(title).replaceAll(' ', '-').replace(/[^a-z0-9-]/g, '').replace(/-+/g, '-').replace(/^-|-$/g, '').slice(0, 50) || 'case'
  for (let at = 1; ; at++) {
    const key = at === 1 ? plain : `${plain}-${at}`
    if (!there.has(key)) return key
  }
}

/** Two of the same title at the same moment: the second is tried again by whoever made it. */
async function once<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (sqlState(error) === uniqueViolation) throw refuse('case-twice', 409, 'There is a case of this title.', { mend: 'Give it another title, or press once more.' })
    throw error
  }
}
