import { access, constants, stat, statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { version, type House } from '#core/index.ts'
import { bad, good, type Check } from './check.ts'

export async function node(): Promise<Check> {
  return good('node', `${process.version}, Clamor ${version}`)
}

/** What there is, as far as the program is given it: a container may have less than its machine. */
export async function memory({ config }: House): Promise<Check> {
  const limit = process.constrainedMemory()
  const total = Math.min(totalmem(), limit > 0 ? limit : Infinity)
  const found = `${gigabytes(total)} in all, ${gigabytes(process.availableMemory())} free`
  if (total < 900e6) return bad('memory', `${found}.`, 'Take a server with 1 GB or more: PostgreSQL and the program need that much together.')
  if (total < 3e9 && config.postgresProfile === 'normal' && !config.databaseUrl) return bad('memory', `${found}, and PostgreSQL is set for more.`, 'Set CLAMOR_POSTGRES=small and start Clamor anew.')
  if (process.availableMemory() < 100e6) return bad('memory', `${found}.`, 'Something on this machine takes nearly all of it: stop what is not needed, or add memory.')
  return good('memory', found)
}

export async function disk(house: House): Promise<Check> {
  const { bavail, bsize, blocks } = await statfs(house.dataDir)
  const free = bavail * bsize
  const found = `${gigabytes(free)} free of ${gigabytes(blocks * bsize)} in ${house.dataDir}`
  await access(house.dataDir, constants.W_OK)
  return free > 2e9 ? good('disk', found) : bad('disk', `${found}.`, 'Make room: below 1 GB PostgreSQL may stop.')
}

/** Whoever reads the key, and the database with it, reads everything. */
export async function keys({ config, dataDir }: House): Promise<Check> {
  if (process.platform === 'win32') return good('keys', 'the rights of files are not looked at on this system')
  const secret = config.key ? [] : [join(dataDir, 'clamor.key')]
  const open: string[] = []
  for (const path of [...secret, join(dataDir, 'database.json'), '/etc/clamor/clamor.env']) {
    const found = await stat(path).catch(() => undefined)
    // The settings belong to root and are read by the group of the service; all else is for one account.
    if (found && found.mode & (path.startsWith('/etc/') ? 0o007 : 0o077)) open.push(path)
  }
  if (open.length > 0) return bad('keys', `others on this machine may read ${open.join(' and ')}.`, `Take that right away: chmod ${open[0]!.startsWith('/etc/') ? '640' : '600'} ${open.join(' ')}`)
  if (config.key) return good('keys', 'the key comes from CLAMOR_KEY')
  return good('keys', `${secret[0]} can be read by its owner only; keep a copy of it apart from the database`)
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`
