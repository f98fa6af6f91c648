import type { Command } from '../command.ts'
import { withHouse } from '../with-house.ts'
import { backup } from './backup.ts'
import { database, folding, jobs } from './database.ts'
import { mail } from './mail.ts'
import { disk, keys, memory, node } from './machine.ts'
import { outside } from './outside.ts'

export const command: Command = {
  name: 'doctor',
  summary: 'Checks the installation, also from outside through its public address, and says what to mend.',
  usage: '',
  options: {},
  run: (given) =>
    withHouse(given, async (house) => {
      const checks = (await Promise.all([node(), memory(house), disk(house), keys(house), database(house), folding(house), jobs(house), outside(house), mail(house), backup(house)])).flat()
      const ok = checks.every((check) => check.ok)
      given.say({ ok, checks }, checks.map((check) => `${check.ok ? 'good' : 'MEND'}  ${check.name}: ${check.found}${check.mend ? ` ${check.mend}` : ''}`))
      if (!ok) process.exitCode = 1
    }),
}
