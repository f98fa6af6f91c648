import { defined, languageTag, refuse, sqlState, uniqueViolation, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { addOrganisation, audit, campaignsReached, onlyOrganisation, organisationNamed, organisations, type Organisation } from '#person/index.ts'
import type { ConsentChanges } from './consent.ts'
import { bareHashtag } from './hashtag.ts'
import { touchPublic } from './pulse.ts'
import { checkSlug } from './slug.ts'
import { addStartingAreas } from './starting.ts'

export const precisions = ['exact', '1km', 'district', 'hidden'] as const
export type Precision = (typeof precisions)[number]

export interface Campaign extends CampaignRef {
  name: string
  goal: string
  question: string
  /** Question, goal and name in further languages: {"es": {"question": ..., "goal": ...}}. */
  words: Record<string, { name?: string | undefined; question?: string | undefined; goal?: string | undefined }>
  /** Without the #. */
  hashtags: string[]
  /** The first is the campaign's own. */
  languages: string[]
  /** Differences from the table in consent.ts, by channel. */
  consent: ConsentChanges
  /** How exactly a place is shown unless somebody chooses otherwise. */
  precision: Precision
  createdAt: Date
  /** The campaign of which this is the copy of a rehearsal. */
  rehearses: string | null
}

export type CampaignChange = Partial<Pick<Campaign, 'name' | 'goal' | 'question' | 'words' | 'hashtags' | 'languages' | 'consent' | 'precision'>>

export interface NewCampaign extends CampaignChange {
  slug: string
  name: string
  /** Id, slug or name. Default: the only one; made when there is none, or none of this name. */
  organisation?: string | undefined
  /** `starting`: with the eight areas to begin with; absent for who brings their own. */
  areas?: 'starting' | undefined
  /** It is the copy of this campaign, for a rehearsal. */
  rehearses?: string | undefined
}

const columns = `id, slug, organisation_id as "organisationId", name, goal, question, words, hashtags, languages, consent, precision, created_at as "createdAt", rehearses`

/** Adds a campaign, for the operator and the demo. People ask by POST /api/campaigns, which checks who they are. */
export async function addCampaign(house: House, wish: NewCampaign): Promise<Campaign> {
  checkSlug(wish.slug)
  return house.db.transact(async (t) => {
    const at = house.clock.now()
    const organisation = await organisationFor(t, wish, at)
    return insertCampaign(t, organisation.id, wish, at)
  })
}

/** The row, its pulse, the areas to begin with, and the audit entry. */
export async function insertCampaign(t: Transactor, organisationId: string, wish: NewCampaign, at: Date, by?: string): Promise<Campaign> {
  checkSlug(wish.slug, wish.rehearses !== undefined)
  const campaign: Campaign = {
    id: uuid7(at), slug: wish.slug, organisationId, name: named(wish.name), goal: wish.goal ?? '', question: wish.question ?? '', words: wish.words ?? {},
    hashtags: hashtagsOf(wish.hashtags ?? []), languages: languagesOf(wish.languages ?? ['en']), consent: wish.consent ?? {}, precision: wish.precision ?? 'district', createdAt: at, rehearses: wish.rehearses ?? null,
  }
  try {
    await t.run(
      `insert into campaign (id, organisation_id, slug, name, goal, question, words, hashtags, languages, consent, precision, created_at, rehearses)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [campaign.id, organisationId, campaign.slug, campaign.name, campaign.goal, campaign.question, JSON.stringify(campaign.words), campaign.hashtags,
        campaign.languages, JSON.stringify(campaign.consent), campaign.precision, at, campaign.rehearses],
    )
  } catch (error) {
    if (sqlState(error) === uniqueViolation) throw refuse('campaign-exists', 409, `There is a campaign at /${wish.slug} already.`, { mend: 'Choose another address.' })
    throw error
  }
  await t.run('insert into campaign_pulse (campaign_id) values ($1)', [campaign.id])
  await audit(t, { campaignId: campaign.id, at, personId: by, kind: 'campaign.added', subject: campaign.id })
  if (wish.areas === 'starting') await addStartingAreas(t, campaign.id, at)
  return campaign
}

export async function campaignBySlug(reader: Reader, slug: string): Promise<Campaign | undefined> {
  return reader.row<Campaign>(`select ${columns} from campaign where slug = $1`, [slug])
}

/** Takes the row of a copy away, when nothing else of it is left; a campaign itself never goes. */
export async function removeCopy(t: Transactor, id: string): Promise<void> {
  await t.run('delete from campaign where id = $1 and rehearses is not null', [id])
}

export async function campaignById(reader: Reader, id: string): Promise<Campaign | undefined> {
  return reader.row<Campaign>(`select ${columns} from campaign where id = $1`, [id])
}

/** The campaign of this slug, for the command line; refuses when there is none. */
export async function campaignCalled(reader: Reader, slug: string): Promise<Campaign> {
  const campaign = await campaignBySlug(reader, slug)
  if (campaign) return campaign
  const there = await reader.rows<{ slug: string }>('select slug from campaign order by slug limit 20')
  const mend = there.length > 0 ? `There is: ${there.map((one) => one.slug).join(', ')}.` : 'Add one with "clamor campaign add SLUG --name NAME".'
  throw refuse('unknown-campaign', 404, `There is no campaign "${slug.slice(0, 80)}".`, { mend })
}

/** The campaigns in which somebody has a part, by name. */
export async function campaignsOf(reader: Reader, actor: Actor): Promise<Campaign[]> {
  const ids = (await campaignsReached(reader, actor)).map((one) => one.id)
  return reader.rows<Campaign>(`select ${columns} from campaign where id = any($1::uuid[]) order by lower(name), id`, [ids])
}

/** Changes what is given and leaves the rest. */
export async function changeCampaign(t: Transactor, campaignId: string, change: CampaignChange, at: Date, by?: string): Promise<Campaign> {
  const now = await t.row<Campaign>(`select ${columns} from campaign where id = $1 for update`, [campaignId])
  if (!now) throw refuse('not-found', 404, 'There is no such campaign.')
  const given = defined(change)
  const next: Campaign = { ...now, ...given }
  await t.run(
    `update campaign set name = $2, goal = $3, question = $4, words = $5, hashtags = $6, languages = $7, consent = $8, precision = $9 where id = $1`,
    [campaignId, named(next.name), next.goal, next.question, JSON.stringify(next.words), hashtagsOf(next.hashtags), languagesOf(next.languages), JSON.stringify(next.consent), next.precision],
  )
  await audit(t, { campaignId, at, personId: by, kind: 'campaign.changed', subject: campaignId, detail: { fields: Object.keys(given) } })
  await touchPublic(t, campaignId)
  return (await campaignById(t, campaignId))!
}

/** The name, question and goal in a language; what is not translated stays in the campaign's own. */
export function campaignIn(campaign: Campaign, ...languages: string[]): { name: string; question: string; goal: string } {
  const words = languages.map((language) => campaign.words[language] ?? campaign.words[language.split('-')[0]!]).find((one) => one !== undefined) ?? {}
  return { name: words.name || campaign.name, question: words.question || campaign.question, goal: words.goal || campaign.goal }
}

/** A typing mistake in the name makes an organisation too many, which is easier mended than a second one that cannot be made. */
async function organisationFor(t: Transactor, wish: NewCampaign, at: Date): Promise<Organisation> {
  const there = await organisations(t)
  const name = wish.organisation ?? (there.length === 0 ? wish.name : undefined)
  if (name === undefined) return onlyOrganisation(there, undefined)
  return organisationNamed(there, name) ?? addOrganisation(t, name, at)
}

function named(name: string): string {
  const trimmed = name.trim()
  if (trimmed === '' || trimmed.length > 200) throw refuse('name-wrong', 400, 'A campaign has a name of 1 to 200 characters.')
  return trimmed
}

function hashtagsOf(given: string[]): string[] {
  const tags = [...new Set(given.map(bareHashtag))]
  const wrong = tags.find((tag) => !/^[\p{L}\p{N}\p{M}_]{1,100}$/u.test(tag))
  if (wrong !== undefined) throw refuse('hashtag-wrong', 400, `"${wrong.slice(0, 100)}" is not a hashtag.`, { mend: 'Letters, digits and _ only.' })
  return tags
}

function languagesOf(given: string[]): string[] {
  const languages = [...new Set(given)]
  const wrong = languages.find((tag) => !languageTag.test(tag))
  if (languages.length === 0 || wrong !== undefined) throw refuse('language-wrong', 400, `${wrong === undefined ? 'No language' : `"${wrong}"`} is given for the campaign.`, { mend: 'Give tags such as en, es, ar.' })
  return languages
}
