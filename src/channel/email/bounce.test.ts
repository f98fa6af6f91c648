import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { isAddressFault, readReturned, withoutAddresses } from './bounce.ts'

const id = '01939a52-1111-7abc-8def-0123456789ab'
const recorded = (name: string) => readFileSync(new URL(`./payloads/returned/${name}.eml`, import.meta.url), 'utf8').replaceAll('@ID@', id)

test.each([
  ['no-mailbox', { kind: 'hard', status: '5.1.1', ids: [id, `<${id}@example.org>`], said: '550 5.1.1 …: Recipient address rejected: User unknown in virtual mailbox table' }],
  ['whole-letter', { kind: 'policy', status: '5.7.509', ids: [`<${id}@example.org>`] }],
  ['tries-on', { kind: 'soft', status: '4.4.1', ids: [`<${id}@example.org>`] }],
  ['unwanted', { kind: 'complaint', status: null, ids: [`<${id}@example.org>`], said: 'abuse' }],
])('%s', async (name, read) => {
  expect(await readReturned(Buffer.from(recorded(name)))).toMatchObject(read)
})

test('what people write is no report, whatever they write about', async () => {
  const letter = 'From: ruth@example.net\r\nSubject: Undelivered Mail Returned to Sender\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\nMessage-ID: <x@example.org>\r\n'
  expect(await readReturned(Buffer.from(letter))).toBeUndefined()
})

test('a report cut off or changed anywhere is read as what is left of it, and never an error', async () => {
  const whole = recorded('no-mailbox')
  await fc.assert(fc.asyncProperty(fc.nat(whole.length), fc.nat(whole.length), fc.string({ unit: 'binary', maxLength: 20 }), async (a, b, noise) => {
    const [from, to] = [Math.min(a, b), Math.max(a, b)]
    const read = await readReturned(Buffer.from(whole.slice(0, from) + noise + whole.slice(to)))
    expect(read === undefined || ['hard', 'policy', 'soft', 'complaint'].includes(read.kind)).toBe(true)
    expect(read?.said ?? '').not.toContain('ruth@example.net')
  }), { numRuns: 150 })
})

test('only what speaks of the address counts against it', () => {
  expect(['5.1.1', '5.2.1', '5.0.0', '5.4.4', '5.7.1', '5.3.4', '5.6.0', '4.1.1'].map(isAddressFault)).toEqual([true, true, true, true, false, false, false, false])
  expect(withoutAddresses('smtp; 550 5.1.1 <ruth@example.net> unknown, ask postmaster@example.net')).toBe('550 5.1.1 … unknown, ask …')
  expect(withoutAddresses(undefined)).toBeNull()
})
