import type { House } from '#core/index.ts'
import { greet } from '#channel/email/index.ts'
import { mailConnection, mailState } from '#talk/index.ts'
import { bad, good, type Check } from './check.ts'

/** Calls at the mail server, signs in, and hangs up. */
export async function mail(house: House): Promise<Check> {
  const state = mailState(house)
  if (!state) return good('mail', 'not set up: links are passed on by hand (screen "Mail", or SMTP_URL)')
  const { server: hostname, port, user, by } = state
  const host = `${hostname}:${port}`
  const where = by === 'screen' ? 'the screen Mail' : 'SMTP_URL'
  try {
    const { encrypted, signedIn } = await greet(mailConnection(house)!.connection)
    if (!encrypted && !isNear(hostname)) return bad('mail', `${host} answers, but not encrypted.`, 'Mails and the password can be read on the way: use port 587 or smtps://, or another provider.')
    return good('mail', `${host} answers${encrypted ? ', encrypted' : ''}${signedIn ? `, and lets ${user ?? ''} in` : ''}`)
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    if (code === 'EAUTH') return bad('mail', `${host} does not let ${user ?? ''} in.`, `Check user and password in ${where}; some providers want a password of its own for programs.`)
    if (code === 'EDNS') return bad('mail', `Nobody knows where ${hostname} is.`, `Check the name in ${where}.`)
    return bad('mail', `${host} does not answer (${message.split('\n')[0]!.slice(0, 120)}).`, `Check name and port in ${where}. Many providers of servers close port 25: 587 and 465 are usually open.`)
  }
}

/** On the machine itself nobody reads along. */
const isNear = (hostname: string) => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
