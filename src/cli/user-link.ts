import { wayInFor } from '#person/index.ts'
import type { Command } from './command.ts'
import { withHouse } from './with-house.ts'

export const command: Command = {
  name: 'user link',
  summary: 'Prints a one-time link with which somebody who cannot get in chooses a new password.',
  usage: 'EMAIL [--anew]',
  options: { anew: { type: 'boolean', help: 'Second factor and passkeys end too, and a frozen account opens: for a lost device.' } },
  takes: ['EMAIL'],
  run: (given) =>
    withHouse(given, async (house) => {
      const email = given.words[0]!
      const { link } = await wayInFor(house, email, given.flags['anew'] === true ? 'return' : 'reset')
      given.say({ email, link }, [`Pass this link on to ${email}; it works once, for a day:`, link])
    }),
}
