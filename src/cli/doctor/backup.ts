import type { House } from '#core/index.ts'
import { newestBackup } from '../backup-age.ts'
import { bad, good, type Check } from './check.ts'

/** Nightly, and a few hours for a night that took longer. */
const oldest = 30 * 3_600_000

export async function backup(house: House): Promise<Check> {
  const newest = await newestBackup(house.config, house.db)
  if (newest === undefined) {
    const anything = await house.db.row('select from campaign limit 1')
    return anything ? bad('backup', 'none is known of.', 'Make one with "clamor backup", and keep a copy of it on another machine.') : good('backup', 'there is nothing to keep yet')
  }
  const hours = Math.round((house.clock.now().getTime() - newest.getTime()) / 3_600_000)
  const found = `the newest is ${hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`} old`
  return hours * 3_600_000 <= oldest ? good('backup', found) : bad('backup', `${found}.`, 'Make one with "clamor backup", and see in the log why the nightly one fails.')
}
