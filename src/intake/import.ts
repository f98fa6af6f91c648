import type { CampaignRef, House } from '#core/index.ts'
import { openFile, type FileRecord, type Format, type Mapping, type OpenOptions } from '#channel/file/index.ts'
import type { ChannelName } from '#channel/index.ts'
import { RejectFile } from './reject-file.ts'
import { batchSize, takeIn } from './take-in.ts'

export interface ImportOptions {
  format?: Format
  /** `text=Message,postedAt=Date`, or the same as an object. */
  map?: OpenOptions['map']
  /** The channel of records that name none. */
  channel?: ChannelName
  /** Where records go that cannot be read. Default: beside the file, else in the data folder. */
  rejects?: string
  dayOrder?: OpenOptions['dayOrder']
  /** Found out from the file when it is not given. */
  encoding?: OpenOptions['encoding']
  /** Of a workbook with several: its name, or its number from 1. */
  sheet?: OpenOptions['sheet']
  /** Put before each id: two spreadsheets that both count from 1 are then different posts. */
  idPrefix?: string
  onProgress?(at: ImportProgress): void
}

export interface ImportProgress {
  read: number
  accepted: number
  known: number
  rejected: number
  bytes: number
  /** Size of the file, where it is known. */
  total: number | undefined
}

export interface Imported {
  format: string
  encoding: string
  /** accepted + known + rejected */
  read: number
  accepted: number
  known: number
  rejected: number
  rejectFile: string | null
  /** How the columns of a table were read. */
  mapping: Mapping | null
  seconds: number
}

type Source = Parameters<typeof openFile>[0]

/** Bytes of originals in one batch: records of an archive have several thousand each, and of each batch there are copies, sealed and on their way. */
const batchBytes = 1 << 20

/** Three batches under way: while one is committed, the next is written, and the one after it read. */
const underWay = 3

/**
 * Takes a file in, in its order. Interrupted at any moment and run again, it loses nothing and doubles nothing: every record has
 * an identity, its own or one made from its content, and what is known is passed over.
 */
export async function importFile(house: House, campaign: Pick<CampaignRef, 'id'>, source: Source, options: ImportOptions = {}): Promise<Imported> {
  const began = performance.now()
  const at: ImportProgress = { read: 0, accepted: 0, known: 0, rejected: 0, bytes: 0, total: undefined }
  const { format, map, channel, dayOrder, encoding, idPrefix, sheet } = options
  const file = await openFile(source, {
    format, map, channel, dayOrder, encoding, idPrefix, sheet,
    onProgress: ({ bytes, total }) => Object.assign(at, { bytes, total }),
  } as OpenOptions)
  const rejects = new RejectFile(house, typeof source === 'string' ? source : undefined, options.rejects)
  const running: Promise<void>[] = []
  try {
    for await (const records of batchesOf(file.records)) {
      if (running.length >= underWay) await running.shift()
      const one = take(records)
      // Awaited above or below; a failure in between must not count as unhandled.
      one.catch(() => {})
      running.push(one)
    }
    for (const one of running) await one
  } finally {
    await Promise.allSettled(running)
    await file.close()
    await rejects.end()
  }
  const { read, accepted, known, rejected } = at
  return { format: file.format, encoding: file.encoding, read, accepted, known, rejected, rejectFile: rejects.path, mapping: file.mapping ?? null, seconds: Math.round(performance.now() - began) / 1_000 }

  async function take(records: FileRecord[]): Promise<void> {
    const arrivals = records.flatMap((record) => record.arrival ?? [])
    const refused = records.flatMap((record) => (record.reject ? [record] : []))
    await rejects.write(refused, file.encoding)
    const taken = await takeIn(house, campaign, arrivals, { patient: true })
    at.read += records.length
    at.accepted += taken.accepted
    at.known += taken.known
    at.rejected += refused.length
    options.onProgress?.({ ...at })
  }
}

async function* batchesOf(records: AsyncIterable<FileRecord>): AsyncGenerator<FileRecord[]> {
  let batch: FileRecord[] = []
  let bytes = 0
  for await (const record of records) {
    batch.push(record)
    bytes += record.arrival?.original.length ?? 0
    if (batch.length < batchSize && bytes < batchBytes) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}
