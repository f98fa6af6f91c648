import { mkdir } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { addJob, isRefusal, notify, uuid7, type House, type Job, type Restored, type Transactor } from '#core/index.ts'
import { campaignById } from '#campaign/index.ts'
import { makeDossiers } from './make.ts'

export interface Order {
  id: string
  institutionId: string | null
  language: string
  orderedAt: Date
  made: number
  ofAll: number | null
  doneAt: Date | null
  problem: string | null
}

/** Asks for dossiers of one institution, or of all; a job makes them, so that nobody has to wait on a page. */
export async function orderDossiers(house: House, campaignId: string, wish: { institutionId?: string; language: string }): Promise<string> {
  const now = house.clock.now()
  const id = uuid7(now)
  await house.db.transact(async (t) => {
    await t.run(`insert into dossier_order (campaign_id, id, institution_id, language, ordered_at) values ($1, $2, $3, $4, $5)`, [
      campaignId, id, wish.institutionId ?? null, wish.language, now,
    ])
    await addJob(t, 'makeDossiers', { campaignId, order: id })
  })
  return id
}

/** The order that was given last: what is being made, or what became of it. */
export async function lastOrder(house: House, campaignId: string): Promise<Order | undefined> {
  return house.db.row(
    `select id, institution_id as "institutionId", language, ordered_at as "orderedAt", made, of_all as "ofAll", done_at as "doneAt", problem
     from dossier_order where campaign_id = $1 order by ordered_at desc limit 1`, [campaignId])
}

export const jobs: Job[] = [{ name: 'makeDossiers', timeoutSeconds: 900, run: makeOrdered }]

async function makeOrdered(house: House, { campaignId, order }: { campaignId: string; order: string }): Promise<void> {
  const row = await house.db.row<{ institution_id: string | null; language: string; done_at: Date | null }>(
    `select institution_id, language, done_at from dossier_order where campaign_id = $1 and id = $2`, [campaignId, order])
  const campaign = await campaignById(house.db, campaignId)
  if (!row || row.done_at || !campaign) return
  const dir = join(folderOf(house), campaignId, order)
  await mkdir(dir, { recursive: true, mode: 0o700 })
  let problem: string | null = null
  try {
    await makeDossiers(house, campaign, {
      dir, language: row.language, ...(row.institution_id ? { institution: row.institution_id } : {}),
      onDone: (made, of) => void tellProgress(house, campaignId, order, made, of).catch(() => {}),
    })
  } catch (error) {
    // What can be told is told on the screen; a bug is tried again by the queue.
    if (!isRefusal(error)) throw error
    problem = error.line
  }
  await house.db.transact(async (t) => {
    await t.run(`update dossier_order set done_at = $3, problem = $4, made = coalesce(of_all, made) where campaign_id = $1 and id = $2`, [campaignId, order, house.clock.now(), problem])
    await notify(t, campaignId, { kind: 'dossiers' })
  })
}

async function tellProgress(house: House, campaignId: string, order: string, made: number, of: number): Promise<void> {
  await house.db.transact((t) =>
    t.run(`update dossier_order set made = greatest(made, $3), of_all = $4 where campaign_id = $1 and id = $2`, [campaignId, order, made, of]))
}

const folderOf = (house: House) => join(house.dataDir, 'dossiers')

/** The path of a dossier's file, as long as it lies where this house keeps those that were ordered on a screen. */
export async function dossierFile(house: House, campaignId: string, dossierId: string, name: string): Promise<string | undefined> {
  const row = await house.db.row<{ files: { path: string }[] }>(`select files from dossier where campaign_id = $1 and id = $2`, [campaignId, dossierId])
  const path = row?.files.map((file) => file.path).find((one) => one.split(/[\\/]/).at(-1) === name)
  const own = resolve(folderOf(house), campaignId) + sep
  return path && resolve(path).startsWith(own) ? path : undefined
}

/** Step `restored`: the files lie in another data folder than when they were made. */
export async function moveFiles(house: House, t: Transactor, { campaignId, madeIn }: Restored): Promise<void> {
  const rows = await t.rows<{ id: string; files: { path: string }[] }>(`select id, files from dossier where campaign_id = $1`, [campaignId])
  const [was, is] = [join(madeIn, 'dossiers') + sep, folderOf(house) + sep]
  const moved = rows.map(({ id, files }) => ({ id, files: files.map((file) => (file.path.startsWith(was) ? { ...file, path: is + file.path.slice(was.length) } : file)) }))
  await t.run(
    `update dossier d set files = given.files::jsonb from unnest($2::uuid[], $3::text[]) as given (id, files) where d.campaign_id = $1 and d.id = given.id`,
    [campaignId, moved.map((one) => one.id), moved.map((one) => JSON.stringify(one.files))])
}
