import { addCampaign } from '#campaign/index.ts'
import type { Command } from './command.ts'
import { needed, optional } from './command.ts'
import { withHouse } from './with-house.ts'

export const command: Command = {
  name: 'campaign add',
  summary: 'Adds a campaign, with eight issue areas to begin with.',
  usage: 'SLUG --name NAME [--organisation NAME]',
  options: {
    name: { type: 'string', help: 'Name of the campaign, as people read it.' },
    organisation: { type: 'string', help: 'Organisation it belongs to; needed when there are several, made when there is none.' },
  },
  takes: ['SLUG'],
  run: (given) =>
    withHouse(given, async (house) => {
      const campaign = await addCampaign(house, { slug: given.words[0]!, name: needed(given, 'name'), organisation: optional(given, 'organisation'), areas: 'starting' })
      const url = `${house.origin}/${campaign.slug}`
      given.say({ campaign: campaign.slug, url }, `Campaign ${campaign.slug}: ${url}`)
    }),
}
