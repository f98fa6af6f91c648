import type { Job } from '#core/index.ts'
import { sendReset } from './forgot.ts'
import { giveBackFrozen } from './freeze.ts'
import { forgetAttempts } from './limit.ts'

export const jobs: Job[] = [
  { name: 'giveBackFrozen', timeoutSeconds: 60, run: (house, payload: { personId: string }) => giveBackFrozen(house, payload.personId) },
  { name: 'sendReset', timeoutSeconds: 60, run: (house, payload: { sealed: string }) => sendReset(house, payload) },
  // Once a day: what has run out goes. Links stay a month, so that an old one is told from a wrong one.
  {
    name: 'tidyPeople',
    timeoutSeconds: 60,
    every: '17 3 * * *',
    async run(house) {
      const now = house.clock.now()
      await forgetAttempts(house)
      await house.db.rows('delete from auth_session where expires_at < $1', [now])
      // Half sign-ins and challenges of passkeys that nobody came back for.
      await house.db.rows('delete from auth_verification where expires_at < $1', [now])
      await house.db.rows('delete from link where expires_at < $1', [new Date(now.getTime() - 30 * 86_400_000)])
    },
  },
]
