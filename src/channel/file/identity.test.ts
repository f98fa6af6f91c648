import { expect, test } from 'vitest'
import { outcome } from './harness.ts'
import { idIn, Occurrences, timeInXId } from './identity.ts'

const ids = async (text: string) => (await outcome(text)).arrivals.map((arrival) => arrival.externalId)

test('records without an id get the same one in a second run, and equal rows are two posts', async () => {
  const file = 'text,name\nNo water,Ana\nNo light,Ben\nNo water,Ana\nNo water,Cy\nNo water,Ana\n'
  const first = await ids(file)
  expect(await ids(file)).toEqual(first)
  expect(new Set(first).size).toBe(5)
  expect(first[2]).toBe(`${first[0]}:2`)
  expect(first[4]).toBe(`${first[0]}:3`)
})

test('rows added behind or before change no id of the others', async () => {
  const before = await ids('text\nNo water\nNo light\n')
  expect((await ids('text\nNo water\nNo light\nNo doctor\n')).slice(0, 2)).toEqual(before)
  expect((await ids('text\nNo doctor\nNo water\nNo light\n')).slice(1)).toEqual(before)
})

test('encoding and line ends do not change the id of a row', async () => {
  const text = 'text,name\nÑandú caído,Ana\n'
  const [plain] = await ids(text)
  expect(
    (await outcome(Buffer.from(`\ufeff${text}`.replaceAll('\n', '\r\n'), 'utf16le'))).arrivals[0]!.externalId,
  ).toBe(plain)
})

test('skipping gives the records that follow the same ids as a whole run', async () => {
  const file = `text\n${'same\nsame\nother\n'.repeat(20)}`
  const all = await outcome(file)
  const rest = await outcome(file, { skip: 31 })
  expect(rest.arrivals).toEqual(all.arrivals.slice(31))
})

test('JSON records too, and an id that is a number is its digits', async () => {
  expect(
    await ids(
      '{"id":12,"text":"a"}\n{"id":1800000000000000001,"text":"b"}\n{"text":"c"}\n{"text":"c"}\n{"externalId":"e","id":"i","text":"d"}\n',
    ),
  ).toEqual([
    '12',
    '1800000000000000001',
    expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    expect.stringMatching(/^sha256:[0-9a-f]{64}:2$/),
    'e',
  ])
})

test('the numbers of equal records rise past what one place of the table holds', () => {
  const occurrences = new Occurrences()
  const record = Buffer.from('again')
  const last = Array.from({ length: 65_600 }, () => occurrences.idOf(record)).slice(-70)
  expect(new Set(last).size).toBe(70)
  expect(last.at(-1)).toMatch(/:65600$/)
})

test('stray quotes and blanks around an id go, those inside stay', () => {
  expect(idIn(` "'297136703436840960'" `)).toBe('297136703436840960')
  expect(idIn(`a'b "c`)).toBe(`a'b "c`)
})

test('the time in an id of X is read where the file says that its ids are X’s', async () => {
  // By the published formula: (id >> 22) + 1288834974657.
  expect(timeInXId('1212092628029698048')).toEqual(new Date('2019-12-31T19:26:16.771Z'))
  for (const no of ['12345', 'abc', '99999999999999999999']) expect(timeInXId(no)).toBeUndefined()
  const rows = "'1212092628029698048',hello there\n'1212092628029698049',again\n"
  expect((await outcome(`tweet id, tweet\n${rows}`)).arrivals[0]!.postedAt).toEqual(
    new Date('2019-12-31T19:26:16.771Z'),
  )
  expect((await outcome(`id, text\n${rows}`)).arrivals[0]!.postedAt).toBeUndefined()
  expect((await outcome(`id, text\n${rows}`, { channel: 'x' })).arrivals[0]!.postedAt).toBeDefined()
})

test('a prefix keeps two spreadsheets that both count from 1 apart', async () => {
  expect((await outcome('id,text\n1,a\n', { idPrefix: 'north:' })).arrivals[0]!.externalId).toBe('north:1')
})
