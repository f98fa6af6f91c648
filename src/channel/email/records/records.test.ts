import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openNames, type NameServer } from '../../../../test/harness/names.ts'
import { asking, checkDkim, checkDmarc, checkSpf, dkimRecord, newDkimKey, type Ask } from './index.ts'

let names: NameServer
let ask: Ask

beforeAll(async () => {
  names = await openNames()
  ask = asking([names.address])
})
afterAll(() => names?.close())
beforeEach(() => names.records.clear())

const txt = (name: string, ...values: string[]) => names.records.set(name, [...(names.records.get(name) ?? []), ...values.map((value) => ({ type: 'TXT' as const, value }))])
const host = (name: string, ...addresses: string[]) => names.records.set(name, [...(names.records.get(name) ?? []), ...addresses.map((value) => ({ type: value.includes(':') ? ('AAAA' as const) : ('A' as const), value }))])
const long = '2001:db8:0:0:0:0:0:1'

test.each([
  ['by its name', 'v=spf1 a:mail.example.org -all', 'pass'],
  ['by a range of addresses, of either kind', 'v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all', 'pass'],
  ['as the server that takes letters', 'v=spf1 mx -all', 'pass'],
  ['through the record of a provider', 'v=spf1 include:_spf.provider.example -all', 'pass'],
  ['by a record that leads on', 'v=spf1 redirect=_spf.provider.example', 'pass'],
  ['only one of its two addresses', 'v=spf1 ip4:192.0.2.7 -all', 'fail'],
  ['somebody else, softly', 'v=spf1 a ~all', 'softfail'],
  ['nobody, and nothing about the rest', 'v=spf1 ip4:198.51.100.1', 'neutral'],
  ['a provider that has no record', 'v=spf1 include:gone.example -all', 'permerror'],
  ['in a way that is not known', 'v=spf1 adress:mail.example.org -all', 'permerror'],
  ['in circles', 'v=spf1 include:example.org -all', 'permerror'],
])('SPF names the server %s', async (_what, record, result) => {
  txt('example.org', 'google-site-verification=abc', record)
  host('example.org', '198.51.100.9')
  host('mail.example.org', '192.0.2.7', long)
  names.records.get('example.org')!.push({ type: 'MX', value: 'mail.example.org' })
  txt('_spf.provider.example', `v=spf1 ip4:192.0.2.7 ip6:${long} -all`)
  expect((await checkSpf(ask, 'example.org', 'mail.example.org')).result).toBe(result)
})

test('what SPF is to say keeps what is there, puts the server in front of the end, and passes when it is set', async () => {
  host('mail.example.org', '192.0.2.7')
  expect(await checkSpf(ask, 'example.org', 'mail.example.org')).toEqual({ result: 'none', record: null, wanted: 'v=spf1 a:mail.example.org ~all' })
  txt('example.org', 'v=spf1 ip4:198.51.100.1 -all')
  const { wanted } = await checkSpf(ask, 'example.org', 'mail.example.org')
  expect(wanted).toBe('v=spf1 ip4:198.51.100.1 a:mail.example.org -all')
  names.records.delete('example.org')
  txt('example.org', wanted!)
  expect(await checkSpf(ask, 'example.org', 'mail.example.org')).toMatchObject({ result: 'pass', wanted: null })
  txt('example.org', 'v=spf1 mx ~all')
  expect(await checkSpf(ask, 'example.org', 'mail.example.org')).toMatchObject({ result: 'permerror', wanted: 'v=spf1 ip4:198.51.100.1 mx a:mail.example.org ~all' })
  expect((await checkSpf(ask, 'empty.example', 'smtp.gmail.com')).wanted).toBe('v=spf1 include:_spf.google.com ~all')
})

test('DKIM: the key of the house is known, a short, revoked, broken or other one is named, and what providers call theirs is looked for', async () => {
  const own = newDkimKey()
  const at = 'clamor._domainkey.example.org'
  const result = async (record: string) => {
    names.records.delete(at)
    txt(at, record)
    return (await checkDkim(ask, 'example.org', { selector: 'clamor', publicKey: own.publicKey })).result
  }
  expect(await checkDkim(ask, 'example.org', { selector: 'clamor', publicKey: own.publicKey })).toMatchObject({ result: 'none' })
  // Longer than 255 bytes: it comes in two parts.
  expect(dkimRecord(own.publicKey).length).toBeGreaterThan(255)
  expect(await result(dkimRecord(own.publicKey))).toBe('good')
  expect(await result(dkimRecord(newDkimKey().publicKey))).toBe('other-key')
  expect(await result('v=DKIM1; k=rsa; p=')).toBe('revoked')
  expect(await result('v=DKIM1; p=AAAA')).toBe('unreadable')
  const short = generateKeyPairSync('rsa', { modulusLength: 512 }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  expect(await result(`v=DKIM1; p=${short}`)).toBe('weak')
  expect(await checkDkim(ask, 'example.org')).toMatchObject({ result: 'none', selector: null })
  txt('s1._domainkey.example.org', dkimRecord(own.publicKey))
  expect(await checkDkim(ask, 'example.org')).toMatchObject({ result: 'good', selector: 's1' })
})

test.each([
  ['is not there', {}, 'none', 'v=DMARC1; p=none'],
  ['only watches', { '_dmarc.desk.example.org': ['v=DMARC1; p=none; rua=mailto:x@example.org'] }, 'watching', null],
  ['stands at the domain above, with a rule for those below', { '_dmarc.example.org': ['v=DMARC1; p=reject; sp=none'] }, 'watching', null],
  ['stands at the domain above', { '_dmarc.example.org': ['v=DMARC1;p=quarantine'] }, 'good', null],
  ['stands there twice', { '_dmarc.desk.example.org': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] }, 'wrong', 'v=DMARC1; p=none'],
  ['says nothing', { '_dmarc.desk.example.org': ['v=DMARC1; rua=mailto:x@example.org'] }, 'wrong', 'v=DMARC1; p=none'],
] as const)('DMARC %s', async (_what, records, result, wanted) => {
  for (const [name, values] of Object.entries(records)) txt(name, ...values)
  expect(await checkDmarc(ask, 'desk.example.org')).toMatchObject({ result, wanted })
})

test('a name server that does not answer is not taken for one that says no', async () => {
  const silent = await openNames()
  await silent.close()
  await expect(asking([silent.address]).txt('example.org')).rejects.toMatchObject({ code: expect.stringMatching(/ECONNREFUSED|ETIMEOUT/) })
})
