import { open, seal } from '#core/data/index.ts'
import type { Byline, Contact } from './incoming.ts'

/** What is sealed with a post. One envelope for all three: a sealing costs more than the bytes in it. */
export interface Private {
  original: Uint8Array
  byline: Byline | undefined
  contact: Contact | undefined
}

// Version, then the lengths of byline and contact; the original is the rest.
const version = 1
const head = 9

export function sealPrivate(dataKey: Buffer, content: Private): Buffer {
  const byline = content.byline ? JSON.stringify(content.byline) : ''
  const contact = content.contact ? JSON.stringify(content.contact) : ''
  const bylineBytes = Buffer.byteLength(byline)
  const contactBytes = Buffer.byteLength(contact)
  const plain = Buffer.allocUnsafe(head + bylineBytes + contactBytes + content.original.length)
  plain[0] = version
  plain.writeUInt32BE(bylineBytes, 1)
  plain.writeUInt32BE(contactBytes, 5)
  plain.write(byline, head)
  plain.write(contact, head + bylineBytes)
  plain.set(content.original, head + bylineBytes + contactBytes)
  return seal(dataKey, plain)
}

export function openPrivate(dataKey: Buffer, sealed: Uint8Array): Private {
  const plain = open(dataKey, sealed)
  if (plain[0] !== version) throw new Error(`an envelope of version ${plain[0]} is not known`)
  const byline = plain.subarray(head, head + plain.readUInt32BE(1))
  const contact = plain.subarray(head + byline.length, head + byline.length + plain.readUInt32BE(5))
  return {
    original: plain.subarray(head + byline.length + contact.length),
    byline: byline.length > 0 ? (JSON.parse(byline.toString()) as Byline) : undefined,
    contact: contact.length > 0 ? (JSON.parse(contact.toString()) as Contact) : undefined,
  }
}
