import type { Job } from '#core/index.ts'
import { forgetAttempts } from './limit.ts'

/** Once a day: what has run out goes. Links stay a month, so that an old one is told from a wrong one. */
export const jobs: Job[] = [
  {
    name: 'tidyPeople',
    timeoutSeconds: 60,
    every: '17 3 * * *',
    async run(house) {
      const now = house.clock.now()
      await forgetAttempts(house)
      await house.db.rows('delete from auth_session where expires_at < $1', [now])
      await house.db.rows('delete from link where expires_at < $1', [new Date(now.getTime() - 30 * 86_400_000)])
    },
  },
]
