import { createReadStream } from 'node:fs'
import { once } from 'node:events'
import { refuse } from '#core/index.ts'
import { foldLines } from '#statement/fold/index.ts'
import type { Command } from './command.ts'

export const command: Command = {
  name: 'fold',
  summary: 'Folds a file of posts into statements, without a database, so that anybody can judge it.',
  usage: 'FILE|-',
  options: {},
  takes: ['FILE'],
  async run(given) {
    const name = given.words[0]!
    const input = name === '-' ? process.stdin : createReadStream(name)
    try {
      for await (const line of foldLines(input)) {
        if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain')
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall) {
        throw refuse('file-unreadable', 400, `${name} cannot be read (${(error as NodeJS.ErrnoException).code}).`, { mend: 'Check the path.' })
      }
      throw error
    }
  },
}
