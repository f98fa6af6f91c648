import { lockOf, makeLock } from '#backup/index.ts'
import { defaultDataDir, prepareDataDir } from '#core/postgres/index.ts'
import { refuse } from '#core/index.ts'
import type { Command } from './command.ts'

export const command: Command = {
  name: 'backup key',
  summary: 'Makes the pair of keys for backups: the secret one is shown once, the public one is kept and used each night.',
  usage: '[--new]',
  options: { new: { type: 'boolean', help: 'Another one, although there is one: backups made before still need the old secret key.' } },
  async run(given) {
    const dataDir = given.config.data ?? defaultDataDir()
    await prepareDataDir(dataDir)
    const house = { config: given.config, dataDir }
    if (!given.flags['new'] && (await lockOf(house))) throw refuse('backup-key-there', 409, 'It is settled already to which key backups are encrypted.', { mend: 'For another one say --new.' })
    const { secret, recipient } = await makeLock(house)
    given.say({ secret, recipient }, [
      'This secret key opens the backups. It is shown now and never again, and is kept nowhere on this machine:', '',
      `  ${secret}`, '',
      'Write it down or print it, and keep it with two people you trust. Without it no backup can be opened.',
      `From now on backups are encrypted to ${recipient}`,
    ])
  },
}
