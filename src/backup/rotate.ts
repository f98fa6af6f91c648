import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { installationId, type House } from '#core/index.ts'
import { keysNameOf, readName } from './format.ts'

const day = 86_400_000
/** A file that is still being written has been touched since. */
const abandonedAfter = 3_600_000

export interface Keep {
  days: number
  weeks: number
  keyDays: number
}

/**
 * Which of these files go: of the last days and of the last weeks that have a backup the newest of each stays. Key files go by their age
 * alone; the newest one stays until there is a newer one, so that what there is can be restored.
 */
export function outdated(names: string[], now: Date, { days, weeks, keyDays }: Keep): string[] {
  const files = names.flatMap((name) => {
    const read = readName(name)
    return read ? [{ name, ...read }] : []
  }).sort((a, b) => b.at.getTime() - a.at.getTime() || (a.name < b.name ? 1 : -1))
  const backups = files.filter((file) => !file.keys)
  const kept = new Set([...newestOf(backups, days, dayOf), ...newestOf(backups, weeks, weekOf)])
  const keys = files.filter((file) => file.keys)
  const old = keys.filter((file, place) => place > 0 && file.at.getTime() < now.getTime() - keyDays * day)
  // Within their days, key files go with the backup that they were made with.
  const gone = backups.filter((file) => !kept.has(file.name)).map((file) => file.name)
  const lone = keys.filter((file, place) => place > 0 && gone.some((name) => keysNameOf(name) === file.name))
  return [...new Set([...gone, ...old.map((file) => file.name), ...lone.map((file) => file.name)])].sort()
}

/** `files`: the newest first. */
function newestOf(files: { name: string; at: Date }[], most: number, of: (at: Date) => number): string[] {
  const newest = new Map<number, string>()
  for (const file of files) if (!newest.has(of(file.at))) newest.set(of(file.at), file.name)
  return [...newest.values()].slice(0, most)
}

const dayOf = (at: Date) => Math.floor(at.getTime() / day)
/** Weeks begin on Monday. */
const weekOf = (at: Date) => Math.floor((at.getTime() / day + 3) / 7)

/**
 * Removes what is outdated, and what a backup that was killed has left. Returns the names. Another Clamor may use the same folder: nothing is
 * removed but what this one has made, by its name, or by its own list where an older program gave names that do not say whose they are.
 */
export async function rotate(house: Pick<House, 'config' | 'clock' | 'db'>, folder: string): Promise<string[]> {
  const own = await ownNames(house, folder)
  const names = (await readdir(folder)).filter((name) => own(name.replace(/\.part$/, '')))
  const { backupDays: days, backupWeeks: weeks, backupKeyDays: keyDays } = house.config
  const gone = outdated(names, house.clock.now(), { days, weeks, keyDays })
  for (const name of names.filter((one) => one.endsWith('.part') && readName(one.slice(0, -'.part'.length)))) {
    const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (mtimeMs < Date.now() - abandonedAfter) gone.push(name)
  }
  for (const name of gone) await rm(join(folder, name), { force: true })
  return gone
}

async function ownNames(house: Pick<House, 'db' | 'clock'>, folder: string): Promise<(name: string) => boolean> {
  const own = await installationId(house)
  const made = await house.db.rows<{ file: string; keys_file: string }>('select file, keys_file from backup where folder = $1 and file is not null', [folder])
  const listed = new Set(made.flatMap((one) => [one.file, one.keys_file]))
  return (name) => listed.has(name) || readName(name)?.installation === own
}

/** Whether backups of another Clamor lie there too. */
export async function isShared(house: Pick<House, 'db' | 'clock'>, folder: string): Promise<boolean> {
  const own = await ownNames(house, folder)
  return (await readdir(folder).catch(() => [])).some((name) => readName(name) !== undefined && !own(name))
}
