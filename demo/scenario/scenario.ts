import type { Campaign } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import type { SignIn } from '../found.ts'
import { burst } from './burst.ts'
import { chat } from './chat.ts'
import type { PlayedClock } from './clock.ts'
import { live } from './live.ts'

export interface Stage {
  house: House
  clock: PlayedClock
  campaign: Campaign
  people: SignIn[]
  /** Tells whoever watches where to look and what happens. */
  tell(line: string): void
}

export interface Scenario {
  /** Minutes that it lasts on its own clock. */
  minutes: number
  play(stage: Stage): Promise<void>
}

/** What `npm run demo -- --scenario NAME` plays: a file each. */
export const scenarios: Record<string, Scenario> = { burst, chat, live }
