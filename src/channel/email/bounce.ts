/**
 * A letter of ours that came back (RFC 3464), or that somebody called unwanted (RFC 5965), as a mail server hands it over. It says which letter by
 * the id that we gave it: as the id of the envelope, or in the head of the letter that is sent along.
 */

export interface Returned {
  /** hard: the address takes no letters; policy: the letter or its sender was not wanted; soft: it may still come; complaint: whoever got it does not want more. */
  kind: 'hard' | 'policy' | 'soft' | 'complaint'
  /** Ids that may be those of the letter, as they stand there. */
  ids: string[]
  /** Such as 5.1.1 (RFC 3463). */
  status: string | null
  /** What the other server said, without addresses. */
  said: string | null
}

const mostBytes = 2_000_000

/** Undefined: it is no report. */
export async function readReturned(bytes: Buffer): Promise<Returned | undefined> {
  const head = bytes.subarray(0, 20_000).toString('latin1')
  if (bytes.length > mostBytes || !/^content-type:\s*multipart\/report/im.test(head)) return undefined
  const { simpleParser } = await import('mailparser')
  const mail = await simpleParser(bytes, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, maxHtmlLengthToParse: 0, keepDeliveryStatus: true, ignoreEmbedded: true }).catch(() => undefined)
  if (!mail) return undefined
  const part = (type: RegExp) => mail.attachments.find((one) => type.test(one.contentType))?.content.toString('utf8')
  const original = part(/^(message\/rfc822|text\/rfc822-headers|message\/global(-headers)?)$/i)
  const status = part(/^message\/(global-)?delivery-status$/i)
  const feedback = part(/^message\/feedback-report$/i)
  const ids = [fieldIn(status, 'original-envelope-id'), fieldIn(original, 'message-id'), fieldIn(feedback, 'original-envelope-id')].flatMap((id) => (id ? [id.slice(0, 300)] : []))
  if (feedback) return { kind: 'complaint', ids, status: null, said: fieldIn(feedback, 'feedback-type')?.slice(0, 60) ?? null }
  if (!status) return undefined
  const code = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(fieldIn(status, 'status') ?? '')?.[1] ?? null
  return { kind: kindOf(fieldIn(status, 'action'), code), ids, status: code, said: withoutAddresses(fieldIn(status, 'diagnostic-code')) }
}

function kindOf(action: string | undefined, status: string | null): Returned['kind'] {
  if (action?.toLowerCase() !== 'failed' || !status?.startsWith('5')) return 'soft'
  return isAddressFault(status) ? 'hard' : 'policy'
}

/** 5.0, 5.1, 5.2 and 5.4 speak of the address and the way to it; 5.3, 5.5, 5.6 and 5.7 of the letter, its size, its sender (RFC 3463). */
export function isAddressFault(status: string): boolean {
  return /^5\.[0124]\./.test(status)
}

/** What servers say often names whom the letter was for. */
export function withoutAddresses(text: string | undefined): string | null {
  return text?.replace(/^\s*smtp\s*;\s*/i, '').replace(/<?[^\s<>@]+@[^\s<>@]+>?/g, '…').replace(/\s+/g, ' ').trim().slice(0, 300) || null
}

function fieldIn(text: string | undefined, name: string): string | undefined {
  return new RegExp(`^${name}[ \\t]*:[ \\t]*(.*(?:\\r?\\n[ \\t]+.*)*)`, 'im').exec(text?.slice(0, 100_000) ?? '')?.[1]?.replace(/\r?\n[ \t]+/g, ' ').trim()
}
