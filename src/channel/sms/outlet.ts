import type { Cost, Fate, Found, Means, Outgoing, Outlet } from '../contract.ts'
import { androidGateway } from './android.ts'
import type { Gateway, SmsConnection } from './connection.ts'
import { kannelGateway } from './kannel.ts'
import { smsLength } from './length.ts'
import { twilioGateway } from './twilio.ts'

/** What a kind of gateway does: the rest of the channel is the same for all of them. */
export interface SmsGateway {
  send: (message: Outgoing, connection: SmsConnection, means: Means) => Promise<Fate>
  find?: (message: Outgoing, connection: SmsConnection, means: Means, since: Date) => Promise<Found>
  /** The gateway knows our id: sent again it is the same message. */
  knowsIds?: true
}

const kinds: Record<Gateway, SmsGateway> = { kannel: kannelGateway, twilio: twilioGateway, android: androidGateway }

/** SMS by a gateway over HTTP. A text in several parts is paid for, and counted, several times. SMS.md says what is called when. */
export function smsOutlet(gateway: Gateway, perHour: number): Outlet<SmsConnection> {
  const { send, find, knowsIds } = kinds[gateway]
  return {
    channel: 'sms',
    budgets: [{ name: 'SMS an hour', per: 'account', unit: 'messages', most: perHour, seconds: 3_600 }],
    cost: ({ text }): Cost => ({ messages: Math.max(1, smsLength(text).parts) }),
    send,
    ...(find ? { find } : {}),
    ...(knowsIds ? { repeatable: () => true } : {}),
  }
}

export function basic({ user, password }: SmsConnection): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
}
