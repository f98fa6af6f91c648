import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { eraseParticipants } from './erase.ts'
import { indicators } from './feed.ts'
import { matchTaps, unproveTaps } from './match.ts'
import { pauseAgain } from './pledge.ts'
import { dropPledges } from './pledged.ts'
import { remind } from './remind.ts'
import { stopAgain } from './stop.ts'

export const slice: Slice = {
  name: 'burst',
  api,
  jobs: [
    { name: 'remindOfBursts', timeoutSeconds: 600, every: '* * * * *', run: remind },
    { name: 'eraseParticipants', timeoutSeconds: 600, every: '17 * * * *', run: eraseParticipants },
  ],
  indicators,
  steps: {
    folded: (house, t, folded) => matchTaps(house, t, folded),
    async restored(_house, t, restored) {
      await stopAgain(t, restored)
      await pauseAgain(t, restored)
    },
    async withdraw(_house, t, withdrawal) {
      await unproveTaps(t, withdrawal)
      await dropPledges(t, withdrawal)
    },
  },
}
