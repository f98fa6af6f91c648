import { refuse, uuid7, type House } from '#core/index.ts'
import { institutionCalled, type Campaign } from '#campaign/index.ts'
import { freshLanguages } from '#language/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { pressDossier, type DossierFile } from './dossier/index.ts'
import { dossierFor, gather } from './gather.ts'

export interface MadeDossier {
  institution: string
  issueAreas: string[]
  questions: number
  people: number
  edition: number
  files: DossierFile[]
}

/**
 * Makes the dossiers of a campaign, or of one institution, into `dir`. `institution`: its key, id or name in any language.
 * `onDone` is told after each.
 */
export async function makeDossiers(
  house: House, campaign: Campaign, options: { dir: string; institution?: string; language?: string | undefined; onDone?: (made: number, of: number) => void },
): Promise<MadeDossier[]> {
  const gathered = await gather(house, campaign)
  const { institutions, issueAreas } = gathered.snapshot
  const wanted = options.institution ? [await institutionCalled(house.db, campaign.id, options.institution)] : institutions
  if (wanted.length === 0) throw refuse('no-institutions', 409, 'This campaign has no institutions yet.', { mend: 'Add those that owe an answer, then make the dossiers.' })
  const language = await languageFor(house, campaign, options.language)
  let done = 0
  return Promise.all(
    wanted.map(async (institution) => {
      const dossier = dossierFor(house, gathered, institution, language, await nextEdition(house, campaign.id, institution.id))
      const files = await pressDossier(dossier, options.dir)
      await remember(house, campaign.id, institution.id, dossier, files)
      options.onDone?.(++done, wanted.length)
      return {
        institution: dossier.institution.name,
        issueAreas: issueAreas.filter((area) => institution.issueAreaIds.includes(area.id)).map((area) => area.key),
        questions: dossier.questionsCount,
        people: dossier.people,
        edition: dossier.edition,
        files,
      }
    }),
  )
}

/** One of ours or one that was added; by itself the campaign's first that we speak. */
async function languageFor(house: House, campaign: Campaign, wish: string | undefined): Promise<string> {
  const added = (await freshLanguages(house)).map((one) => one.tag)
  const spoken = (tag: string) => isLanguage(tag) || added.includes(tag)
  if (wish !== undefined && !spoken(wish)) throw refuse('language-unknown', 422, `There is no language "${wish.slice(0, 40)}" here.`, { mend: 'Choose one of ours, or one that your organisation added.' })
  return wish ?? campaign.languages.find(spoken) ?? 'en'
}

async function nextEdition(house: House, campaignId: string, institutionId: string): Promise<number> {
  const row = await house.db.row<{ edition: number }>(
    `select coalesce(max(edition), 0) + 1 as edition from dossier where campaign_id = $1 and institution_id = $2`, [campaignId, institutionId])
  return row!.edition
}

async function remember(
  house: House, campaignId: string, institutionId: string,
  dossier: { edition: number; language: string; madeAt: Date; questionsCount: number; people: number }, files: DossierFile[],
): Promise<void> {
  await house.db.transact((t) =>
    t.run(
      `insert into dossier (campaign_id, id, institution_id, edition, language, made_at, questions, people, files)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (campaign_id, institution_id, edition) do nothing`,
      [campaignId, uuid7(dossier.madeAt), institutionId, dossier.edition, dossier.language, dossier.madeAt, dossier.questionsCount, dossier.people, JSON.stringify(files)],
    ),
  )
}

export interface DossierRow {
  id: string
  institutionId: string
  edition: number
  language: string
  madeAt: Date
  questions: number
  people: number
  files: DossierFile[]
}

/** Dossiers made so far, the newest first. */
export async function listDossiers(house: House, campaignId: string): Promise<DossierRow[]> {
  return house.db.rows(
    `select id, institution_id as "institutionId", edition, language, made_at as "madeAt", questions, people, files
     from dossier where campaign_id = $1 order by made_at desc limit 200`, [campaignId])
}
