import { addUser, type Role } from '#person/index.ts'
import type { Command } from './command.ts'
import { needed, optional, WrongUsage } from './command.ts'
import { withHouse } from './with-house.ts'

const roles = ['owner', 'coordinator', 'volunteer', 'observer']

export const command: Command = {
  name: 'user add',
  summary: 'Adds a person; prints the link with which they set their password.',
  usage: 'EMAIL --role owner|coordinator|volunteer|observer [--organisation NAME] [--campaign SLUG] [--ready]',
  options: {
    role: { type: 'string', help: `What they may do: ${roles.join(', ')}.` },
    organisation: { type: 'string', help: 'Default: the only organisation.' },
    campaign: { type: 'string', help: 'Default: all campaigns of the organisation.' },
    name: { type: 'string', help: 'Name as others see it. Default: what stands before the @.' },
    ready: { type: 'boolean', help: 'May work at once, without accepting an invitation.' },
  },
  takes: ['EMAIL'],
  run: (given) =>
    withHouse(given, async (house) => {
      const role = needed(given, 'role')
      if (!roles.includes(role)) throw new WrongUsage(`--role is one of ${roles.join(', ')}.`)
      const added = await addUser(house, {
        email: given.words[0]!,
        role: role as Role,
        organisation: optional(given, 'organisation'),
        campaign: optional(given, 'campaign'),
        name: optional(given, 'name'),
        ready: given.flags['ready'] === true,
      })
      given.say({ email: added.email, link: added.link }, [`${added.email} is added. Pass this link on to them; it sets their password:`, added.link])
    }),
}
