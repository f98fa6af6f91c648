import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { moveLinks, moveLinksBack } from './link.ts'

export const slice: Slice = {
  name: 'source',
  api,
  hangs: { from: ['second_hand.statement_id', 'second_hand.first_id'] },
  steps: {
    join: (_house, t, campaignId, pairs) => moveLinks(t, campaignId, pairs),
    part: (_house, t, campaignId, apart) => moveLinksBack(t, campaignId, apart),
    async withdraw(_house, t, { campaignId, postIds }) {
      await t.run(`delete from judgement where campaign_id = $1 and post_id = any($2::uuid[])`, [campaignId, postIds])
    },
  },
}
