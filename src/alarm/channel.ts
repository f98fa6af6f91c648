import type { House } from '#core/index.ts'
import type { ChannelName } from '#channel/contract.ts'
import type { Member } from '#person/index.ts'
import { canMail } from '#talk/index.ts'
import type { translate } from '#ui/words.ts'

type Speaker = ReturnType<typeof translate>

/** What a message may say of alarms. Never anybody's words: messages are read by others. */
export interface AlarmNews {
  campaign: string
  count: number
  /** Districts at most; " in Lower Fen", or nothing. */
  place: string
  link: string
}

/**
 * A way by which alarms reach the people who answer for them. **A new channel is one entry in `alarmChannels`**: it has to have an outlet in
 * `talk/accounts.ts`, and addresses of people. Who is told when is decided before it (climb.ts); what goes out is queued, budgeted and
 * followed by talk/.
 */
export interface AlarmChannel {
  name: ChannelName
  /** The operator has set it up. */
  isSetUp(house: House): boolean
  /** Where it reaches somebody; undefined: not at all. */
  addressOf(member: Member): string | undefined
  message(say: Speaker, news: AlarmNews): { subject?: string; text: string }
}

const email: AlarmChannel = {
  name: 'email',
  isSetUp: canMail,
  addressOf: (member) => member.email,
  message: (say, { campaign, count, place, link }) => ({ subject: say('alarm.mailSubject', { campaign, count }), text: say('alarm.mailText', { campaign, count, place, link }) }),
}

/** Beside open screens, on which every alarm rings for whoever works in the campaign. */
export const alarmChannels: readonly AlarmChannel[] = [email]
