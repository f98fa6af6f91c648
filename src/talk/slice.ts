import type { Slice } from '#core/index.ts'
import { mailInvitation } from './invited.ts'
import { jobs } from './jobs.ts'

export const slice: Slice = {
  name: 'talk',
  jobs,
  steps: {
    invited: mailInvitation,
    // Whoever withdraws is not written to any more; a message already on its way keeps its fate.
    async withdraw(_house, t, { campaignId, postIds }) {
      await t.run(
        `delete from outgoing where campaign_id = $1 and state in ('queued', 'refused', 'unconfirmed') and author_id in (
           select author_id from post where campaign_id = $1 and id = any($2) and author_id is not null)`,
        [campaignId, postIds],
      )
    },
  },
}
