/** Which kind of gateway, where it is, and what it knows us by. */
export interface SmsConnection {
  gateway: Gateway
  /** The address of its API, without user and password. */
  url: string
  user: string
  password: string
  /** The number or name that stands as the sender; a phone that serves as gateway has its own. */
  from?: string | undefined
}

export const gateways = ['kannel', 'twilio', 'android'] as const
export type Gateway = (typeof gateways)[number]

/**
 * Reads the setting SMS_URL: the kind of gateway, `+`, and the address of its API with user and password, as
 * `kannel+https://user:password@sms.example.org/cgi-bin/sendsms`, `twilio+https://SID:TOKEN@api.twilio.com` or
 * `android+https://user:password@sms.example.org/3rdparty/v1`. Undefined for what is none of these.
 */
export function readSmsUrl(text: string, from?: string): SmsConnection | undefined {
  const [, kind, address] = /^([a-z]+)\+(https?:\/\/\S+)$/.exec(text) ?? []
  const gateway = gateways.find((one) => one === kind)
  const url = address ? URL.parse(address) : null
  if (!gateway || !url || !url.username || !url.password) return undefined
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
  url.username = ''
  url.password = ''
  return { gateway, url: url.href.replace(/\/+$/, ''), user, password, from }
}
