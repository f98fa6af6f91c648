import type { Slice } from '#core/index.ts'
import { api as deskApi } from './api.ts'
import { deeds } from './deeds.ts'
import { groupApi } from './group/api.ts'
import { leaveGroups } from './group/group.ts'
import { jobs } from './jobs.ts'
import { moveWork, moveWorkBack } from './join.ts'
import { keysApi } from './keys/api.ts'
import { learnedApi } from './learned/api.ts'
import { forgetLearned } from './learned/learn.ts'
import { releaseAll } from './lease.ts'
import { mentionApi } from './mention/api.ts'
import { orderApi } from './order-api.ts'
import { refoldApi } from './refold-api.ts'
import { savedApi } from './saved/api.ts'
import { secondApi } from './second/api.ts'
import { forgetProposed } from './second/forget.ts'
import { skillApi } from './skill/api.ts'
import { steerApi } from './steer/api.ts'

export const slice: Slice = {
  name: 'desk', settings: ['desk_group', 'group_member', 'skill', 'second_rule', 'practice_first'],
  api(api) {
    deskApi(api)
    orderApi(api)
    groupApi(api)
    skillApi(api)
    steerApi(api)
    secondApi(api)
    refoldApi(api)
    savedApi(api)
    mentionApi(api)
    learnedApi(api)
    keysApi(api)
  },
  jobs,
  deeds,
  hangs: {
    from: ['deed.statement_id', 'note.statement_id', 'claim.statement_id', 'proposal.statement_id', 'told.statement_id', 'blind.statement_id'],
    into: ['claim.statement_id', 'proposal.statement_id'],
  },
  steps: {
    join: (_house, t, campaignId, pairs, at) => moveWork(t, campaignId, pairs, at),
    part: (_house, t, campaignId, apart) => moveWorkBack(t, campaignId, apart),
    async withdraw(_house, t, withdrawal) {
      await forgetLearned(t, withdrawal.campaignId)
      await forgetProposed(t, withdrawal)
    },
    freeze: (_house, t, campaignId, personId) => releaseAll(t, campaignId, personId),
    leave: (_house, t, campaignId, personId) => leaveGroups(t, campaignId, personId),
  },
}
