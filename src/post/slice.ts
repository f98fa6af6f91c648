import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { consentAgain } from './change-consent.ts'
import { forgetContacts } from './door.ts'
import { coverAgain } from './photo-shown.ts'
import { dropPhotos } from './photo.ts'
import { dropUnreadable } from './restored.ts'
import { placeAgain } from './say-place.ts'
import { restStoring } from './storing/storing.ts'
import { blankPosts, finishWithdrawals } from './withdraw.ts'

export const slice: Slice = {
  name: 'post',
  api,
  jobs: [{ name: 'finishWithdrawals', timeoutSeconds: 600, every: '* * * * *', run: (house) => finishWithdrawals(house) }],
  steps: {
    async withdraw(house, t, withdrawal) {
      await blankPosts(house, t, withdrawal)
      await dropPhotos(t, withdrawal)
    },
    async restored(house, t, restored) {
      await dropUnreadable(t, restored)
      await forgetContacts(house, t, restored)
      await consentAgain(t, restored)
      await placeAgain(t, restored)
      await coverAgain(t, restored)
    },
  },
  rest: restStoring,
}
