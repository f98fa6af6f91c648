import { addTokenFor, type Scope } from '#person/index.ts'
import type { Command } from './command.ts'
import { needed, WrongUsage } from './command.ts'
import { withHouse } from './with-house.ts'

const scopes = ['intake', 'desk', 'read']

export const command: Command = {
  name: 'token add',
  summary: 'Makes a token for a program; it is shown once.',
  usage: '--user EMAIL --campaign SLUG --scope intake,desk,read',
  options: {
    user: { type: 'string', help: 'Whose token; it can do no more than they can.' },
    campaign: { type: 'string', help: 'The one campaign it reaches.' },
    scope: { type: 'string', help: `Any of ${scopes.join(', ')}, with commas.` },
  },
  run: (given) =>
    withHouse(given, async (house) => {
      const wanted = needed(given, 'scope').split(',').map((scope) => scope.trim())
      const unknown = wanted.find((scope) => !scopes.includes(scope))
      if (unknown !== undefined) throw new WrongUsage(`There is no scope "${unknown}"; there are ${scopes.join(', ')}.`)
      const { token } = await addTokenFor(house, { email: needed(given, 'user'), campaign: needed(given, 'campaign'), scopes: wanted as Scope[] })
      given.say({ token }, token)
    }),
}
