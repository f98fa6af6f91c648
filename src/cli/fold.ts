import { createReadStream } from 'node:fs'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { refuse } from '#core/index.ts'
import { foldLines, UnreadableLine } from '#statement/fold/index.ts'
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
      for await (const line of foldLines(createInterface({ input, crlfDelay: Infinity }))) {
        if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain')
      }
    } catch (error) {
      throw refusalOf(error, name === '-' ? 'The input' : name)
    }
  },
}

function refusalOf(error: unknown, name: string): unknown {
  if (error instanceof UnreadableLine) return refuse('line-unreadable', 422, `${name} cannot be folded: ${error.message}.`, { mend: 'Each line is a JSON object {"id": "...", "text": "..."}.' })
  const code = (error as NodeJS.ErrnoException).code
  return code?.startsWith('E') ? refuse('file-unreadable', 400, `${name} cannot be read (${code}).`, { mend: 'Check the path.' }) : error
}
