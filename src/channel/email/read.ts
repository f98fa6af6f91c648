import { createHash } from 'node:crypto'
import { limits, type Arrival } from '../contract.ts'
import { fieldOf, partOf, wordsOf, type Part } from './mime.ts'
import { withoutQuoted } from './quoted.ts'

/** Written by no person: an absence note, a bounce, a mailing list. Answering a question with "I am on holiday" would end the question. */
export type MailFault = 'automatic' | 'no-words'

/** A mail as it came, as an arrival. Of a reply it says only what is new in it; consent is left to the campaign's table. */
export function readMail(bytes: Buffer, now: Date): { arrival: Arrival } | { fault: MailFault } {
  const mail = partOf(bytes)
  if (isAutomatic(mail)) return { fault: 'automatic' }
  const replyTo = idIn(fieldOf(mail, 'in-reply-to')) ?? idIn(fieldOf(mail, 'references').split(/\s+/).at(-1) ?? '')
  const words = clean(replyTo ? withoutQuoted(wordsOf(mail)) : [fieldOf(mail, 'subject'), wordsOf(mail)].map((text) => text.trim()).filter(Boolean).join('\n\n'))
  if (!/[\p{L}\p{N}]/u.test(words)) return { fault: 'no-words' }
  const { name, address } = senderOf(fieldOf(mail, 'from'))
  const posted = new Date(mail.head.get('date') ?? '')
  const language = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.exec(mail.head.get('content-language') ?? '')?.[0]
  return {
    arrival: {
      channel: 'email', externalId: idIn(fieldOf(mail, 'message-id')) ?? `sha256 ${createHash('sha256').update(bytes).digest('hex')}`, text: words, original: bytes,
      ...(replyTo ? { replyTo } : {}), ...(name ? { author: { name } } : {}), ...(address ? { contact: { email: address } } : {}), ...(language ? { language } : {}),
      ...(posted <= now ? { postedAt: posted } : {}),
    },
  }
}

function isAutomatic(mail: Part): boolean {
  const auto = mail.head.get('auto-submitted') ?? 'no'
  return (
    !/^no\b/i.test(auto) || mail.head.has('x-autoreply') || mail.head.has('x-autorespond') || mail.head.has('list-id') || /^(bulk|junk|list|auto_reply)/i.test(mail.head.get('precedence') ?? '') ||
    /^multipart\/report/i.test(mail.head.get('content-type') ?? '') || mail.head.get('return-path') === '<>' || /^(mailer-daemon|postmaster|no-?reply)@/i.test(senderOf(fieldOf(mail, 'from')).address ?? '')
  )
}

function idIn(field: string): string | undefined {
  return /<[^<>\s]{3,400}>/.exec(field)?.[0]
}

function senderOf(field: string): { name?: string; address?: string } {
  const found = /^\s*"?(.*?)"?\s*<([^<>\s]+@[^<>\s]+)>/.exec(field.slice(0, 1_000))
  const address = found?.[2] ?? /[^<>\s,;"]+@[^<>\s,;"]+/.exec(field.slice(0, 1_000))?.[0]
  return { ...(found?.[1] ? { name: clean(found[1]).slice(0, limits.name) } : {}), ...(address ? { address: address.slice(0, limits.handle) } : {}) }
}

function clean(text: string): string {
  return text.toWellFormed().replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '').slice(0, limits.text).trim()
}
