import { resolve } from 'node:path'
import { runBackup } from '#backup/index.ts'
import type { Command } from './command.ts'
import { optional } from './command.ts'
import { size } from './size.ts'
import { withHouse } from './with-house.ts'

export const command: Command = {
  name: 'backup',
  summary: 'Makes a backup of everything while Clamor runs, encrypted; the authors\' keys go into a file of their own.',
  usage: '[--out DIR]',
  options: { out: { type: 'string', help: 'Folder (CLAMOR_BACKUPS). Only there are old ones removed.' } },
  run: (given) =>
    withHouse(given, async (house) => {
      const out = optional(given, 'out')
      const made = await runBackup(house, { wish: 'command', folder: out === undefined ? undefined : resolve(out) })
      given.say(made, [
        `Backup of ${made.at.toISOString()}: ${made.rows.toLocaleString('en')} rows, in ${made.folder}`,
        `  ${made.file} (${size(made.bytes)})`,
        `  ${made.keysFile} (${size(made.keysBytes)}): the keys. It is to live short; keep it apart from the other.`,
        'Copy both to another machine.',
      ])
    }),
}
