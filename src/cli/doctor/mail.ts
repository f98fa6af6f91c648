import type { House } from '#core/index.ts'
import { greet } from '#channel/email/index.ts'
import { bad, good, type Check } from './check.ts'

/** Calls at the mail server, signs in, and hangs up. */
export async function mail({ config }: House): Promise<Check> {
  if (!config.smtpUrl) return good('mail', 'not set up: links are passed on by hand (SMTP_URL)')
  const { hostname, host, username } = new URL(config.smtpUrl)
  try {
    const { encrypted, signedIn } = await greet({ url: config.smtpUrl })
    if (!encrypted && !isNear(hostname)) return bad('mail', `${host} answers, but not encrypted.`, 'Mails and the password can be read on the way: use port 587 or smtps://, or another provider.')
    return good('mail', `${host} answers${encrypted ? ', encrypted' : ''}${signedIn ? `, and lets ${decodeURIComponent(username)} in` : ''}`)
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    if (code === 'EAUTH') return bad('mail', `${host} does not let ${decodeURIComponent(username)} in.`, 'Check user and password in SMTP_URL; some providers want a password of its own for programs.')
    if (code === 'EDNS') return bad('mail', `Nobody knows where ${hostname} is.`, 'Check the name in SMTP_URL.')
    return bad('mail', `${host} does not answer (${message.split('\n')[0]!.slice(0, 120)}).`, 'Check name and port in SMTP_URL. Many providers of servers close port 25: 587 and 465 are usually open.')
  }
}

/** On the machine itself nobody reads along. */
const isNear = (hostname: string) => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
