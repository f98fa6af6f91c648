import type { Slice } from '#core/index.ts'
import { withdrawnAuthors } from '#post/index.ts'
import { linkAnswers } from './ask/answered.ts'
import { accountApi } from './account/api.ts'
import { api as askApi } from './ask/api.ts'
import { asksBack } from './ask/deed.ts'
import { forgetAsks, moveAsks, moveAsksBack } from './ask/end.ts'
import { mailReset } from './forgotten.ts'
import { holdApi } from './hold/api.ts'
import { mailInvitations, unmailInvitations } from './invited.ts'
import { jobs } from './jobs.ts'
import { doubtWaiting, openGap } from './restored.ts'
import { forgetAddresses, noteReturned } from './mail/returned.ts'
import { wakeMail } from './mail/setting.ts'

export const slice: Slice = {
  name: 'talk',
  api(api) {
    askApi(api)
    accountApi(api)
    holdApi(api)
  },
  jobs,
  wake: wakeMail,
  deeds: [asksBack],
  hangs: { from: ['ask.statement_id'] },
  steps: {
    forgotten: mailReset,
    returned: (house, returned) => noteReturned(house, returned),
    invited: mailInvitations,
    uninvited: (_house, t, campaignId, outgoingIds) => unmailInvitations(t, campaignId, outgoingIds),
    folded: (_house, t, folded) => linkAnswers(t, folded),
    join: (_house, t, campaignId, pairs) => moveAsks(t, campaignId, pairs),
    part: (_house, t, campaignId, apart) => moveAsksBack(t, campaignId, apart),
    houseRestored: (_house, t, restored) => openGap(t, restored),
    restored: (_house, t, restored) => doubtWaiting(t, restored),
    // Whoever withdraws is not written to any more; a message already on its way keeps its fate.
    async withdraw(_house, t, withdrawal) {
      await forgetAddresses(t, withdrawal.campaignId, withdrawnAuthors(withdrawal))
      await t.run(
        `delete from outgoing where campaign_id = $1 and state in ('queued', 'refused', 'unconfirmed') and author_id = any($2::uuid[])`,
        [withdrawal.campaignId, withdrawnAuthors(withdrawal)],
      )
      // That something was sent stays; to whom does not.
      if (withdrawal.kind === 'erased') await t.run(`update outgoing set author_id = null where campaign_id = $1 and author_id = any($2::uuid[])`, [withdrawal.campaignId, withdrawnAuthors(withdrawal)])
      await forgetAsks(t, withdrawal)
    },
  },
}
