import { notify, type Actor, type House, type Transactor } from '#core/index.ts'
import { editStatement, type Standing } from '#statement/index.ts'
import { areaCalled } from './area.ts'
import { lockHeld } from './lease.ts'
import { addNote } from './note.ts'

export type Precision = 'exact' | '1km' | 'district' | 'hidden'

/** What a person works out about a statement while they hold it. */
export interface Work {
  version: number
  /** Key, id or name of an issue area; null takes it away. */
  issueArea?: string | null
  place?: { name: string; lat: number; lon: number; precision: Precision }
  language?: string
  note?: string
}

/** Saves work under a claim; the claim stays and the statement's version goes up by one. */
export async function workOn(house: House, campaignId: string, actor: Actor, statementId: string, work: Work): Promise<Standing> {
  return house.db.transact(async (t) => {
    const now = house.clock.now()
    await lockHeld(t, campaignId, actor, statementId, work.version, now)
    return saveWork(t, campaignId, actor, statementId, work, now)
  })
}

/** Of a statement that is locked and held. */
export async function saveWork(t: Transactor, campaignId: string, actor: Actor, statementId: string, work: Omit<Work, 'version'>, now: Date): Promise<Standing> {
  const issueAreaId = work.issueArea === undefined ? undefined : await areaOf(t, campaignId, work.issueArea)
  const after = await editStatement(t, campaignId, statementId, { issueAreaId, place: work.place, language: work.language })
  if (work.note) await addNote(t, campaignId, { about: { statement: statementId }, personId: actor.person.id, text: work.note }, now)
  await notify(t, campaignId, { kind: 'edited', statements: [statementId], by: actor.person.name })
  return after!
}

async function areaOf(t: Transactor, campaignId: string, issueArea: string | null): Promise<string | null> {
  if (issueArea === null) return null
  return (await areaCalled(t, campaignId, issueArea)).id
}
