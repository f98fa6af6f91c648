import { createSocket } from 'node:dgram'
import type { AddressInfo } from 'node:net'

export type NameRecord = { type: 'A' | 'AAAA' | 'TXT'; value: string } | { type: 'MX'; value: string; priority?: number }

export interface NameServer {
  /** As CLAMOR_DNS takes it. */
  address: string
  /** By name in small letters; a test changes it as it goes. */
  records: Map<string, NameRecord[]>
  /** What was asked, as `TXT example.org`. */
  asked: string[]
  close(): Promise<void>
}

const types = { A: 1, MX: 15, TXT: 16, AAAA: 28 } as const
const noSuchName = 3

/** A small name server that speaks the protocol (RFC 1035) on loopback. */
export async function openNames(records: Record<string, NameRecord[]> = {}): Promise<NameServer> {
  const known = new Map(Object.entries(records))
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    const { name, end } = nameAt(query, 12)
    const type = query.readUInt16BE(end)
    const word = (Object.keys(types) as (keyof typeof types)[]).find((one) => types[one] === type)
    asked.push(`${word ?? type} ${name}`)
    const there = known.get(name.toLowerCase())
    const answers = (there ?? []).filter((one) => one.type === word)
    const head = Buffer.alloc(12)
    query.copy(head, 0, 0, 2)
    head.writeUInt16BE(0x8180 | (there ? 0 : noSuchName), 2)
    head.writeUInt16BE(1, 4)
    head.writeUInt16BE(answers.length, 6)
    socket.send(Buffer.concat([head, query.subarray(12, end + 4), ...answers.map(answerOf)]), from.port, from.address)
  })
  await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready))
  return { address: `127.0.0.1:${(socket.address() as AddressInfo).port}`, records: known, asked, close: () => new Promise((ended) => socket.close(() => ended())) }
}

function nameAt(bytes: Buffer, at: number): { name: string; end: number } {
  const labels: string[] = []
  for (; bytes[at]! > 0; at += bytes[at]! + 1) labels.push(bytes.toString('latin1', at + 1, at + 1 + bytes[at]!))
  return { name: labels.join('.'), end: at + 1 }
}

function answerOf(record: NameRecord): Buffer {
  const data = dataOf(record)
  const head = Buffer.alloc(12)
  // The name is the one that was asked, at byte 12.
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(types[record.type], 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt32BE(1, 6)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}

function dataOf(record: NameRecord): Buffer {
  switch (record.type) {
    case 'A': return Buffer.from(record.value.split('.').map(Number))
    case 'AAAA': return Buffer.from(record.value.split(':').map((group) => group.padStart(4, '0')).join(''), 'hex')
    case 'MX': return Buffer.concat([Buffer.from([0, record.priority ?? 10]), encoded(record.value)])
    case 'TXT': return Buffer.concat((record.value.match(/[^]{1,255}/g) ?? ['']).map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part, 'latin1')])))
  }
}

function encoded(name: string): Buffer {
  return Buffer.concat([...name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])), Buffer.from([0])])
}
