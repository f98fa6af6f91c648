import { languageTag, refuse, uuid7, type Actor, type House, type Reader } from '#core/index.ts'
import { audit } from '#person/index.ts'

export const helperKinds = ['lawyer', 'helpline', 'clinic', 'shelter', 'other'] as const
export type HelperKind = (typeof helperKinds)[number]

/** Somebody to whom a person's case may be handed. */
export interface Helper {
  id: string
  name: string
  kind: HelperKind
  languages: string[]
  region: string
  email: string | null
  phone: string | null
  note: string
  version: number
  /** No new cases go to them. */
  retired: boolean
}

export type NewHelper = Omit<Helper, 'id' | 'version' | 'retired'>

const columns = `id, name, kind, languages, region, email, phone, note, version, retired_at is not null as retired`

/** The directory, those who take cases first. */
export async function helpersOf(reader: Reader, campaignId: string): Promise<Helper[]> {
  return reader.rows(`select ${columns} from helper where campaign_id = $1 order by retired_at is not null, lower(name), id limit 500`, [campaignId])
}

export async function helperById(reader: Reader, campaignId: string, id: string): Promise<Helper | undefined> {
  return reader.row(`select ${columns} from helper where campaign_id = $1 and id = $2`, [campaignId, id])
}

export async function addHelper(house: House, campaignId: string, actor: Actor, wish: NewHelper): Promise<Helper> {
  const helper = checked(wish)
  return house.db.transact(async (t) => {
    const at = house.clock.now()
    const id = uuid7(at)
    await t.run(
      `insert into helper (campaign_id, id, name, kind, languages, region, email, phone, note, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [campaignId, id, helper.name, helper.kind, helper.languages, helper.region, helper.email, helper.phone, helper.note, at],
    )
    await audit(t, { campaignId, at, personId: actor.person.id, kind: 'helper.added', subject: id })
    return (await helperById(t, campaignId, id))!
  })
}

/** Changes an entry that `version` still describes. */
export async function changeHelper(house: House, campaignId: string, actor: Actor, id: string, change: Partial<NewHelper> & { version: number; retired?: boolean }): Promise<Helper> {
  return house.db.transact(async (t) => {
    const before = await helperById(t, campaignId, id)
    if (!before) throw noHelper()
    const { version, retired, ...fields } = change
    const next = checked({ ...before, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) })
    const at = house.clock.now()
    const changed = await t.run(
      `update helper set version = version + 1, name = $4, kind = $5, languages = $6, region = $7, email = $8, phone = $9, note = $10,
         retired_at = case when $11 then coalesce(retired_at, $12) end
       where campaign_id = $1 and id = $2 and version = $3`,
      [campaignId, id, version, next.name, next.kind, next.languages, next.region, next.email, next.phone, next.note, retired ?? before.retired, at],
    )
    if (changed === 0) throw refuse('stale-version', 409, 'This entry has changed since you read it.', { mend: 'Reload it; what you typed is kept.', extra: { version: before.version } })
    await audit(t, { campaignId, at, personId: actor.person.id, kind: 'helper.changed', subject: id })
    return (await helperById(t, campaignId, id))!
  })
}

export function noHelper() {
  return refuse('not-found', 404, 'There is no such helper.')
}

function checked(wish: NewHelper): NewHelper {
  const [name, email, phone] = [wish.name.trim(), wish.email?.trim().toLowerCase() || null, wish.phone?.trim() || null]
  if (name.length < 2 || name.length > 200) throw refuse('name-wrong', 422, 'A helper has a name of 2 to 200 characters.')
  if (email && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(email)) throw refuse('email-wrong', 422, 'This is not a whole e-mail address.')
  if (!email && !phone) throw refuse('no-reach', 422, 'Nobody could reach this helper.', { mend: 'Give an e-mail address or a telephone number.' })
  const wrong = wish.languages.find((tag) => !languageTag.test(tag))
  if (wrong !== undefined) throw refuse('language-wrong', 422, `"${wrong.slice(0, 20)}" is not a language.`, { mend: 'Give tags such as en, es, ar.' })
  return { ...wish, name, email, phone: phone?.slice(0, 50) ?? null, languages: [...new Set(wish.languages)].slice(0, 20), region: wish.region.trim().slice(0, 200), note: wish.note.trim().slice(0, 1_000) }
}
