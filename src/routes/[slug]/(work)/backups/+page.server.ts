import { fail } from '@sveltejs/kit'
import { askForBackup, backupsMade, backupState } from '#backup/index.ts'
import { may } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'room.read')
  const [{ level, last, failed, running, ready, folder, sameDisk, shared, at }, made] = await Promise.all([backupState(house), backupsMade(house)])
  const { backupDays: days, backupWeeks: weeks, backupKeyDays: keyDays, backupHour: hour } = house.config
  const told = ({ code, problem }: { code: string | null; problem: string | null }) => (code && locals.t.has(`errors.code.${code}`) ? locals.t(`errors.code.${code}` as 'errors.code.backup-failed') : problem)
  return {
    age: { level, lastAt: last?.begunAt ?? null, failed: failed !== null, now: at }, problem: failed ? told(failed) : null, running, ready, folder, sameDisk, shared,
    keep: { days, weeks, keyDays, hour }, mayMake: may(actor, campaign, 'backup.make'),
    made: made.map(({ id, wish, state, begunAt, bytes, keysBytes, ...row }) => ({ id, wish, state, begunAt, bytes, keysBytes, problem: told(row) })),
  }
}

export const actions: Actions = {
  default: async ({ locals, params }) => {
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'backup.make')
      await askForBackup(house, actor, campaign)
      return { asked: true }
    } catch (reason) {
      const { status, text } = refused(locals.t, reason)
      return fail(status, { text })
    }
  },
}
