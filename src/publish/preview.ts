import type { Campaign } from '#campaign/index.ts'
import type { House, Reader, Transactor } from '#core/index.ts'
import { changeIncident, incidentById, noIncident, type IncidentEdit } from '#incident/index.ts'
import { pageOf, type IncidentPage } from './incident-page.ts'
import { snapshotOf } from './ready.ts'
import { takeSnapshot, type Snapshot } from './snapshot.ts'

export interface Preview {
  /** What everybody sees at the public address; undefined: nothing. */
  page: IncidentPage | undefined
  /** Why nothing. */
  why: 'false' | 'not-worded' | undefined
  number: number
}

/**
 * What the public sees of an incident now, or would see with these changes: made from the same snapshot by the same code as the
 * public page. The changes are made for it in a transaction that is rolled back, so nothing can differ but what they change.
 */
export async function previewOf(house: House, campaign: Campaign, personId: string, id: string, edit?: IncidentEdit): Promise<Preview> {
  if (!edit) return previewIn(house.db, campaign, await snapshotOf(house, campaign), id)
  let made: Preview | undefined
  await house.db.transact(async (t) => {
    await changeIncident(t, campaign.id, personId, id, edit, house.clock.now())
    made = await previewIn(t, campaign, await takeSnapshot(house, campaign, 'quote', oneByOne(t)), id)
    throw new NothingKept()
  }).catch((error: unknown) => {
    if (!(error instanceof NothingKept)) throw error
  })
  return made!
}

class NothingKept extends Error {}

async function previewIn(reader: Reader, campaign: Campaign, snapshot: Snapshot, id: string): Promise<Preview> {
  const incident = await incidentById(reader, campaign.id, id)
  if (!incident) throw noIncident()
  const page = pageOf(snapshot, incident.number)
  const why = page && 'incident' in page ? undefined : incident.verification === 'false' ? 'false' : 'not-worded'
  return { page, why, number: incident.number }
}

/** A transaction has one connection, which answers one question at a time; a snapshot asks many at once. */
function oneByOne(t: Transactor): Reader {
  let last: Promise<unknown> = Promise.resolve()
  const rows = <T>(sql: string, parameters?: unknown[]): Promise<T[]> => {
    const mine = last.then(() => t.rows<T>(sql, parameters))
    last = mine.catch(() => {})
    return mine
  }
  return { rows, row: async <T>(sql: string, parameters?: unknown[]) => (await rows<T>(sql, parameters))[0] }
}
