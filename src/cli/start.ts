import { rememberInstallation } from '#core/index.ts'
import { firstLink } from '#person/index.ts'
import { openHouse } from '../open.ts'
import { serve } from '../serve.ts'
import type { Command } from './command.ts'
import { WrongUsage } from './command.ts'
import { untilStopped } from './until-stopped.ts'

export const command: Command = {
  name: 'start',
  summary: 'Serves Clamor; on an empty database it prints a one-time link for the first account.',
  usage: '[--port N] [--role all|web|worker]',
  options: {
    port: { type: 'string', help: 'Port to listen on (PORT).' },
    role: { type: 'string', help: 'all (default), web (pages and API) or worker (jobs).' },
  },
  async run(given) {
    const role = given.flags['role'] ?? 'all'
    if (role !== 'all' && role !== 'web' && role !== 'worker') throw new WrongUsage('--role is all, web or worker.')
    const { house, ended, close } = await openHouse(given.config, { serving: true })
    try {
      const serving = await serve(house, { role })
      await rememberInstallation(house)
      const link = await firstLink(house)
      given.say(
        { url: serving.url, firstAccount: link ?? null },
        [`Clamor is ready: ${serving.url}`, ...(link ? ['', 'Nobody has an account yet. This link makes the first one; it works once:', link] : [])],
      )
      await untilStopped(ended)
      await serving.stop()
    } finally {
      await close()
    }
  },
}
