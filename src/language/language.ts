import { refuse, sqlState, tellHouse, uniqueViolation, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { directionOf, isLanguage, ownNames, type Direction, type Language } from '#ui/languages.ts'
import { holdAdded } from '#ui/words.ts'

/** A language that an organisation added, with its words. */
export interface Spoken {
  tag: string
  organisationId: string
  ownName: string
  dir: Direction
  fallback: Language
  words: Record<string, string>
  version: number
  changedAt: Date
}

export interface NewLanguage {
  tag: string
  ownName: string
  /** Default: by its script. */
  dir?: Direction | undefined
  fallback: Language
}

const columns = `tag, organisation_id as "organisationId", own_name as "ownName", dir, fallback, words, version, changed_at as "changedAt"`

export async function addedOf(reader: Reader): Promise<Spoken[]> {
  return reader.rows<Spoken>(`select ${columns} from language order by tag`)
}

export async function languageCalled(reader: Reader, tag: string): Promise<Spoken | undefined> {
  return reader.row<Spoken>(`select ${columns} from language where tag = $1`, [tag])
}

interface Kept {
  all: Spoken[] | undefined
  /** How often they changed. */
  changes: number
}

const fresh = new WeakMap<House, Kept>()

/**
 * The languages that were added, as this process keeps them: read again when any process told that they changed, so that no request pays
 * for them.
 */
export async function freshLanguages(house: House): Promise<Spoken[]> {
  let kept = fresh.get(house)
  if (!kept) {
    const own: Kept = (kept = { all: undefined, changes: 0 })
    fresh.set(house, own)
    house.live.subscribe(changed, () => {
      own.all = undefined
      own.changes += 1
    })
  }
  if (kept.all) return kept.all
  const { changes } = kept
  const all = await addedOf(house.db)
  holdAdded(all.map(({ words, ...one }) => ({ ...one, catalogue: words })))
  // What was read while they changed is not kept: it may be from before.
  if (kept.changes === changes) kept.all = all
  return all
}

/** The name under which processes tell each other. */
const changed = 'languages'

/** Adds a language for every screen of the house. It is offered at once and speaks its fallback until it has words. */
export async function addLanguage(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewLanguage): Promise<void> {
  allow(actor, campaign, 'language.manage')
  const tag = wish.tag.trim().toLowerCase().replaceAll('_', '-')
  if (isLanguage(tag)) throw refuse('language-there', 409, `Clamor speaks ${ownNames[tag]} already.`)
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$/.test(tag)) throw refuse('language-tag', 422, `"${tag.slice(0, 40)}" is not the code of a language.`, { mend: 'Give its two or three letters, as in sw for Swahili or ku for Kurdish.' })
  const ownName = wish.ownName.trim()
  if (ownName === '' || ownName.length > 60) throw refuse('language-name', 422, 'Give the name that the language has in itself, up to 60 characters.')
  const at = house.clock.now()
  try {
    await house.db.transact(async (t) => {
      await t.run(`insert into language (tag, organisation_id, own_name, dir, fallback, changed_at) values ($1, $2, $3, $4, $5, $6)`, [
        tag, campaign.organisationId, ownName, wish.dir ?? directionOf(tag), wish.fallback, at,
      ])
      await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'language.added', subject: tag })
      await tellHouse(t, changed)
    })
  } catch (error) {
    if (sqlState(error) === uniqueViolation) throw refuse('language-there', 409, 'This language is there already.', { mend: 'Open it in the list.' })
    throw error
  }
  forget(house)
}

/** The language, for whoever may change it: an owner in the organisation that added it. */
export async function ownLanguage(house: House, actor: Actor | undefined, campaign: CampaignRef, tag: string): Promise<Spoken> {
  allow(actor, campaign, 'language.manage')
  const found = await languageCalled(house.db, tag)
  if (!found) throw refuse('not-found', 404, 'There is no such language.')
  if (found.organisationId !== campaign.organisationId) throw refuse('forbidden', 403, 'Another organisation added this language.', { mend: 'Ask its owner for the change.' })
  return found
}

/** Changes how it is called, read, and what it falls back to; with `words`, those are said from now on, over the ones there. */
export async function changeLanguage(
  house: House, actor: Actor | undefined, campaign: CampaignRef, tag: string,
  change: { ownName?: string; dir?: Direction; fallback?: Language; words?: Record<string, string>; without?: string[] },
): Promise<void> {
  const before = await ownLanguage(house, actor, campaign, tag)
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    await t.run(
      `update language set own_name = $2, dir = $3, fallback = $4, words = (words || $5::jsonb) - $6::text[], version = version + 1, changed_at = $7 where tag = $1`,
      [tag, change.ownName?.trim().slice(0, 60) || before.ownName, change.dir ?? before.dir, change.fallback ?? before.fallback, JSON.stringify(change.words ?? {}), change.without ?? [], at],
    )
    await audit(t, { campaignId: campaign.id, at, personId: actor!.person.id, kind: 'language.changed', subject: tag, detail: { words: Object.keys(change.words ?? {}).length } })
    await tellHouse(t, changed)
  })
  forget(house)
}

/** Takes a language away; whoever spoke it is spoken to in the one it fell back to, or their next wish. */
export async function removeLanguage(house: House, actor: Actor | undefined, campaign: CampaignRef, tag: string): Promise<void> {
  await ownLanguage(house, actor, campaign, tag)
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    await t.run('delete from language where tag = $1', [tag])
    await audit(t, { campaignId: campaign.id, at, personId: actor!.person.id, kind: 'language.removed', subject: tag })
    await tellHouse(t, changed)
  })
  forget(house)
}

/** This process does not wait to be told what it did itself. */
function forget(house: House): void {
  const kept = fresh.get(house)
  if (kept) kept.all = undefined
}
