import { backupState } from '#backup/index.ts'
import type { House } from '#core/index.ts'
import { bad, good, type Check } from './check.ts'

export async function backup(house: House): Promise<Check> {
  const { level, last, failed, ready, folder, sameDisk, shared, unfiled, at } = await backupState(house)
  const mend = ready ? 'Make one with "clamor backup"; each night it makes itself while Clamor runs.' : 'Run "clamor backup key" once, keep what it prints, then "clamor backup".'
  if (unfiled) return bad('backup', 'the journal of what people took back cannot be written.', 'Look at the disk of the data folder: a restore would bring back what is not in the journal.')
  if (!last) {
    const anything = await house.db.row('select from campaign limit 1')
    if (failed) return bad('backup', `none was ever made: ${failed.problem}`, mend)
    return anything ? bad('backup', 'none was ever made.', mend) : good('backup', 'there is nothing to keep yet')
  }
  const hours = Math.floor((at.getTime() - last.begunAt.getTime()) / 3_600_000)
  const found = `the newest is ${hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`} old`
  if (failed) return bad('backup', `${found}, and the last try failed: ${failed.problem}`, 'Mend that, then make one with "clamor backup".')
  if (level !== 'good') return bad('backup', `${found}.`, mend)
  return good('backup', `${found}, in ${folder}${sameDisk ? ', on the disk of the data: have it copied to another machine' : ''}${shared ? '; those of another Clamor, or of the one that it was restored from, lie there too and are left alone: two that run have a folder each (CLAMOR_BACKUPS)' : ''}`)
}
