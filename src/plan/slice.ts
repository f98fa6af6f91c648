import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { measureAll } from './aim/measure.ts'
import { namePointPerson, retirePartner } from './partner/partner.ts'
import { endCalendarLinks, endLinksAgain } from './moment/feed.ts'
import { forgetContactsAgain } from './target/door.ts'
import { blankResponses } from './target/withdraw.ts'

export const slice: Slice = {
  name: 'plan',
  api,
  jobs: [{ name: 'measureAims', timeoutSeconds: 600, every: '*/10 * * * *', run: measureAll }],
  steps: {
    joined: (_house, t, joined) => namePointPerson(t, joined),
    partnerLeft: (_house, t, campaignId, organisationId, at) => retirePartner(t, campaignId, organisationId, at),
    withdraw: (_house, t, withdrawal) => blankResponses(t, withdrawal),
    async restored(_house, t, restored) {
      await endLinksAgain(t, restored)
      await forgetContactsAgain(t, restored)
    },
    freeze: (_house, t, campaignId, personId) => endCalendarLinks(t, campaignId, personId),
  },
}
