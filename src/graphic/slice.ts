import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { markFolded, moveMarks, moveMarksBack } from './mark.ts'

export const slice: Slice = {
  name: 'graphic', settings: ['graphic_settings'],
  api,
  hangs: { from: ['graphic_mark.statement_id', 'graphic_look.statement_id'] },
  steps: {
    folded: (_house, t, folded) => markFolded(t, folded),
    join: (_house, t, campaignId, pairs) => moveMarks(t, campaignId, pairs),
    part: (_house, t, campaignId, apart) => moveMarksBack(t, campaignId, apart),
    async withdraw(_house, t, { campaignId, postIds }) {
      await t.run(`delete from graphic_post where campaign_id = $1 and post_id = any($2::uuid[])`, [campaignId, postIds])
    },
  },
}
