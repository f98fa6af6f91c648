import { createTransport } from 'nodemailer'
import type { Fate, Outgoing, Outlet } from '../contract.ts'

export interface MailConnection {
  /** smtp:// or smtps:// with user and password where needed. */
  url: string
  from: string
}

/** E-mail by SMTP. `perHour`: what the mail provider allows; most refuse or mark as spam what goes beyond a few hundred an hour. */
export function emailOutlet(perHour: number): Outlet<MailConnection> {
  return {
    channel: 'email',
    budgets: [{ name: 'mails an hour', per: 'account', unit: 'messages', most: perHour, seconds: 3_600 }],
    send,
  }
}

async function send(message: Outgoing, { url, from }: MailConnection): Promise<Fate> {
  const transport = createTransport(url, { from })
  // Derived from our id: should the fate stay unknown, a person can look for it at the provider.
  const domain = from.match(/@([^>\s]+)/)?.[1] ?? 'clamor.invalid'
  try {
    const sent = await transport.sendMail({
      messageId: `<${message.id}@${domain}>`,
      to: message.to.name ? { name: message.to.name, address: message.to.address } : message.to.address,
      subject: message.subject ?? '',
      text: message.text,
      headers: message.language ? { 'Content-Language': message.language } : {},
    })
    return { state: 'sent', externalId: sent.messageId }
  } catch (error) {
    return fateOf(error as MailError)
  } finally {
    transport.close()
  }
}

export interface MailError extends Error {
  code?: string
  responseCode?: number
  syscall?: string
}

/**
 * 4xx: later; 5xx: never (RFC 5321, 4.2.1). A line that broke once it stood says nothing about the message's fate (nodemailer gives it the
 * command CONN at any moment, so only what happened before counts as not sent).
 */
export function fateOf(error: MailError): Fate {
  const reason = error.message.slice(0, 300)
  if (error.responseCode) return { state: 'refused', reason, permanent: error.responseCode >= 500 && error.code !== 'EAUTH' }
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') return { state: 'refused', reason, permanent: true }
  const before = ['EDNS', 'ETLS', 'EAUTH'].includes(error.code ?? '') || error.syscall === 'connect' || /^(Connection timeout|Greeting never received)/.test(error.message)
  return before ? { state: 'refused', reason, permanent: false } : { state: 'unconfirmed', reason }
}
