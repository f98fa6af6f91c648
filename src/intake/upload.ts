import { createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { asRefusal, isRefusal, isUuid, refuse, uuid7, type CampaignRef, type House, type Reader } from '#core/index.ts'
import type { OpenOptions } from '#channel/file/index.ts'
import { importFile, type ImportOptions } from './import.ts'

/** What a page may send; the command line takes any size. */
export const mostUploaded = 4 * 1024 ** 3

export type UploadOptions = Pick<ImportOptions, 'format' | 'map' | 'channel' | 'sheet'> & Pick<OpenOptions, 'encoding'>

export interface Upload {
  id: string
  name: string
  state: 'running' | 'done' | 'refused'
  total: number
  bytes: number
  read: number
  accepted: number
  known: number
  rejected: number
  format: string | null
  encoding: string | null
  problem: { code: string; detail: string; mend?: string } | null
  by: string | null
  createdAt: Date
  changedAt: Date
}

const columns = `i.id, i.name, i.state, i.total::float8 as total, i.bytes::float8 as bytes, i.read, i.accepted, i.known, i.rejected, i.format, i.encoding, i.problem,
  p.name as by, i.created_at as "createdAt", i.changed_at as "changedAt"`

/**
 * Takes a file that somebody sends: first whole onto the disk, then in, in the order of its rows. The answer comes once it is on
 * the disk; whoever sent it may leave.
 */
export async function takeUpload(
  house: House, campaign: Pick<CampaignRef, 'id'>, personId: string, name: string, body: ReadableStream<Uint8Array> | null, options: UploadOptions,
): Promise<{ id: string; done: Promise<void> }> {
  const at = house.clock.now()
  const id = uuid7(at)
  const file = await store(house, campaign.id, id, body)
  const { size } = await stat(file)
  await house.db.transact((t) =>
    t.run(`insert into import (campaign_id, id, person_id, name, options, total, created_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $7)`, [
      campaign.id, id, personId, name.replaceAll('\0', '').slice(-200) || 'file', JSON.stringify(options), size, at,
    ]),
  )
  return { id, done: run(house, campaign.id, id, options) }
}

function pathOf(house: Pick<House, 'dataDir'>, campaignId: string, id: string): string {
  return join(house.dataDir, 'imports', campaignId, id)
}

async function store(house: House, campaignId: string, id: string, body: ReadableStream<Uint8Array> | null): Promise<string> {
  const file = pathOf(house, campaignId, id)
  await mkdir(join(house.dataDir, 'imports', campaignId), { recursive: true, mode: 0o700 })
  let size = 0
  const bound = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length
      done(size > mostUploaded ? refuse('too-large', 413, `A page takes files of up to ${mostUploaded / 1024 ** 3} GB.`, { mend: 'Use "clamor import" on the server.' }) : null, chunk)
    },
  })
  try {
    if (body) await pipeline(Readable.fromWeb(body as never), bound, createWriteStream(file, { mode: 0o600 }))
    if (size === 0) throw refuse('file-empty', 422, 'The file is empty.')
    return file
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}

/** Signs of life a second; this much silence means that the process is gone. */
const silentAfter = 120_000

async function run(house: House, campaignId: string, id: string, options: UploadOptions): Promise<void> {
  let told = 0
  const file = pathOf(house, campaignId, id)
  const tell = (fields: Record<string, unknown>) => change(house, campaignId, id, fields)
  try {
    const made = await importFile(house, { id: campaignId }, file, {
      ...options, rejects: `${file}.rejects`,
      onProgress({ total: _, ...at }) {
        if (performance.now() - told < 500) return
        told = performance.now()
        tell({ ...at }).catch((error: Error) => house.log.warn({ error: error.message }, 'how far an import is could not be written'))
      },
    })
    const { format, encoding, read, accepted, known, rejected } = made
    await tell({ state: 'done', format, encoding, read, accepted, known, rejected })
  } catch (error) {
    const { code, message, mend } = isRefusal(error) ? error : asRefusal(error, house)
    await tell({ state: 'refused', problem: JSON.stringify({ code, detail: message, mend }) })
  }
  // What people wrote is in the database now, under their keys; the file would keep it without.
  await rm(file, { force: true })
}

const changeable = ['state', 'bytes', 'read', 'accepted', 'known', 'rejected', 'format', 'encoding', 'problem']

async function change(house: House, campaignId: string, id: string, fields: Record<string, unknown>): Promise<void> {
  const names = changeable.filter((name) => fields[name] !== undefined)
  const set = names.map((name, at) => `${name} = $${at + 4}`)
  await house.db.transact((t) =>
    t.run(`update import set changed_at = $3${set.map((one) => `, ${one}`).join('')} where campaign_id = $1 and id = $2`, [
      campaignId, id, house.clock.now(), ...names.map((name) => fields[name]),
    ]),
  )
}

/** Job: imports whose process died go on where the same file is at hand. What was taken in is known and passed over. */
export async function resumeUploads(house: House): Promise<void> {
  const now = house.clock.now()
  for (const { id: campaignId } of await house.db.rows<{ id: string }>('select id from campaign')) {
    const lost = await house.db.rows<{ id: string; options: UploadOptions }>(
      `update import set changed_at = $2 where campaign_id = $1 and state = 'running' and changed_at < $3 returning id, options`,
      [campaignId, now, new Date(now.getTime() - silentAfter)],
    )
    for (const { id, options } of lost) await run(house, campaignId, id, options)
  }
}

/** The newest first. */
export async function uploadsOf(reader: Reader, campaignId: string, limit = 50): Promise<Upload[]> {
  return reader.rows<Upload>(
    `select ${columns} from import i left join person p on p.id = i.person_id where i.campaign_id = $1 order by i.id desc limit $2`, [campaignId, limit])
}

export async function uploadById(reader: Reader, campaignId: string, id: string): Promise<Upload> {
  const found = isUuid(id)
    ? await reader.row<Upload>(`select ${columns} from import i left join person p on p.id = i.person_id where i.campaign_id = $1 and i.id = $2`, [campaignId, id])
    : undefined
  if (!found) throw refuse('not-found', 404, 'There is no such import.')
  return found
}

/** Where the rows lie that could not be read, with line and reason. */
export async function rejectsOf(house: House, campaignId: string, id: string): Promise<string> {
  const { rejected } = await uploadById(house.db, campaignId, id)
  const path = `${pathOf(house, campaignId, id)}.rejects`
  if (rejected === 0 || !(await stat(path).catch(() => undefined))) throw refuse('not-found', 404, 'There is no such file.')
  return path
}
