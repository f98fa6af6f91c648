import { z } from 'zod'

/*
 * A backup is one file: age( zstd( tar ) ), so that "age -d FILE | zstd -d | tar x" opens it without Clamor. In the tar:
 *   head.json                  first: what it is
 *   tables/NAME/000001.copy    pieces of what "copy (select columns) to stdout" gave, in PostgreSQL's text format, to be laid end to end
 *   jobs.json                  work that waits
 *   files/...                  files of the data folder
 *   clamor.key                 in a key file only
 *   journal.jsonl              what was taken back until then
 *   settings.env               how the house was set up; with its secrets in a key file only
 *   manifest.json              last: rows of each table, bytes and SHA-256 of each member
 */

export const format = 1

const migration = z.object({ number: z.number().int(), name: z.string(), sha256: z.string() })

export const head = z.object({
  format: z.number().int(),
  kind: z.enum(['main', 'keys']),
  clamor: z.string(),
  madeAt: z.iso.datetime(),
  /** Tells the files of one house from those of another. */
  house: z.string(),
  /** Tells those of one installation from those of another that has the same key: one was restored from the other. */
  installation: z.string().optional(),
  dataDir: z.string(),
  migrations: z.array(migration),
  tables: z.array(z.object({ name: z.string(), table: z.string(), columns: z.array(z.string()), of: z.array(z.string()).optional() })),
})
export type Head = z.infer<typeof head>

export const manifest = z.object({
  rows: z.record(z.string(), z.number().int()),
  members: z.array(z.object({ name: z.string(), bytes: z.number().int(), sha256: z.string() })),
})
export type Manifest = z.infer<typeof manifest>

export const job = z.object({ task: z.string(), payload: z.unknown(), key: z.string().nullable(), runAt: z.iso.datetime(), maxAttempts: z.number().int() })
export type WaitingJob = z.infer<typeof job>

const ending = '.tar.zst.age'
const named = /^clamor-(?:([0-9a-f]{8})-)?(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(?:-\d+)?(\.keys)?\.tar\.zst\.age$/

/** The name of a backup that an installation made at this moment; `again`: others of this second. */
export function nameOf(installation: string, at: Date, again = 0): string {
  const [day, clock] = at.toISOString().split(/[T.]/)
  return `clamor-${installation}-${day!.replaceAll('-', '')}-${clock!.replaceAll(':', '')}${again > 0 ? `-${again}` : ''}${ending}`
}

/** The key file that belongs to a backup, by name. */
export const keysNameOf = (name: string) => name.replace(ending, `.keys${ending}`)

/** What a file is by its name; undefined when it is none of ours. `installation`: undefined in names that older programs gave. */
export function readName(name: string): { installation: string | undefined; at: Date; keys: boolean } | undefined {
  const found = named.exec(name)
  if (!found) return undefined
  const [, installation, year, month, day, hour, minute, second, keys] = found
  return { installation, at: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`), keys: keys !== undefined }
}
