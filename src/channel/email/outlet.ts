import type { Fate, Outgoing, Outlet } from '../contract.ts'
import { withoutAddresses } from './bounce.ts'

export interface MailConnection {
  /** smtp:// or smtps:// with user and password where needed; or the same in parts. */
  url?: string
  server?: { host: string; port: number; security: 'tls' | 'starttls' | 'none'; user?: string; password?: string }
  from: string
  /** Letters are signed with it. */
  dkim?: { selector: string; privateKey: string }
}

/** E-mail by SMTP. `perHour`: what the mail provider allows; most refuse or mark as spam what goes beyond a few hundred an hour. */
export function emailOutlet(perHour: number): Outlet<MailConnection> {
  return {
    channel: 'email',
    budgets: [{ name: 'mails an hour', per: 'account', unit: 'messages', most: perHour, seconds: 3_600 }],
    send,
  }
}

async function send(message: Outgoing, connection: MailConnection): Promise<Fate> {
  try {
    return { state: 'sent', externalId: (await deliver(message, connection)).messageId }
  } catch (error) {
    return fateOf(error as MailError)
  }
}

/** Hands one letter to the mail server; comes back with what that said, or throws it. */
export async function deliver(message: Outgoing, { url, server, from, dkim }: MailConnection): Promise<{ messageId: string; response: string }> {
  // Derived from our id: should the fate stay unknown, a person can look for it at the provider; and what comes back names it.
  const domain = from.match(/@([^>\s]+)/)?.[1] ?? 'clamor.invalid'
  const defaults = { from, ...(dkim ? { dkim: { domainName: domain, keySelector: dkim.selector, privateKey: dkim.privateKey } } : {}) }
  const { createTransport } = await import('nodemailer')
  const transport = server ? createTransport(inParts(server), defaults) : createTransport(url!, defaults)
  try {
    const { messageId, response } = await transport.sendMail({
      messageId: `<${message.id}@${domain}>`,
      to: message.to.name ? { name: message.to.name, address: message.to.address } : message.to.address,
      subject: message.subject ?? '',
      text: message.text,
      headers: message.language ? { 'Content-Language': message.language } : {},
      // Of servers that know it: what comes back names the letter by our id, even where it brings nothing of the letter itself.
      dsn: { id: message.id, return: 'headers', notify: ['failure'] },
    })
    return { messageId, response: response ?? '' }
  } finally {
    transport.close()
  }
}

/** As nodemailer wants it. */
export function inParts({ host, port, security, user, password }: NonNullable<MailConnection['server']>) {
  return {
    host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none', connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000,
    ...(user ? { auth: { user, pass: password ?? '' } } : {}),
  }
}

export interface MailError extends Error {
  code?: string
  command?: string
  /** What the server said, word for word. */
  response?: string
  responseCode?: number
  syscall?: string
}

/**
 * 4xx: later; 5xx: never (RFC 5321, 4.2.1). A line that broke once it stood says nothing about the message's fate (nodemailer gives it the
 * command CONN at any moment, so only what happened before counts as not sent).
 */
export function fateOf(error: MailError): Fate {
  const reason = withoutAddresses(error.message) ?? ''
  if (error.responseCode) return { state: 'refused', reason, permanent: error.responseCode >= 500 && error.code !== 'EAUTH' }
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') return { state: 'refused', reason, permanent: true }
  const before = ['EDNS', 'ETLS', 'EAUTH'].includes(error.code ?? '') || error.syscall === 'connect' || /^(Connection timeout|Greeting never received)/.test(error.message)
  return before ? { state: 'refused', reason, permanent: false } : { state: 'unconfirmed', reason }
}
