/** Files that are cut, torn, empty, no texts, or made by somebody who means harm. */
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { outcome } from './harness.ts'
import { openFile } from './open.ts'

describe('one clear refusal', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  test.each<[string, Buffer | string, string]>([
    ['an empty file', '', 'The file is empty.'],
    ['only a byte order mark', '\ufeff', 'There is nothing but blanks'],
    ['only blanks', ' \n\n ', 'There is nothing but blanks'],
    ['a picture', png, 'The file is a PNG picture, not a text.'],
    ['a packed file', gzipSync('id,text\n1,a'), 'The file is packed with gzip, not a text.'],
    ['a ZIP archive that is cut off', Buffer.from('PK\u0003\u0004\u0014\0\0\0', 'latin1'), 'The spreadsheet is damaged or cut off.'],
    [
      'unknown bytes',
      Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256)),
      'The file is not a text.',
    ],
    ['JSON without posts', '{"name":"x","version":1}', 'its first record has the fields name, version'],
    ['a JSON list of texts', '["a","b"]', 'none of its first records is an object'],
    [
      'a table without a text',
      'a,b\n1,2\n',
      'None of the columns is known to hold the text of a post. The first line names: "a", "b".',
    ],
    [
      'rows that all fail',
      'id,text,postedAt\n1,a,never\n2,b,soon\n',
      'None of the 2 records of the file can be read; the first, on line 2: postedAt is not a date: "never"',
    ],
    ['lines that all fail', '{"text":\n{"text":"\n', 'none of its first records is an object'],
  ])('%s', async (_, file, words) => {
    const error = await outcome(file).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ name: 'Refusal', message: expect.stringContaining(words) })
    expect((error as { mend: string }).mend).toMatch(/\w/)
  })

  test('a path that is not there, or a folder', async () => {
    await expect(openFile('/nowhere/posts.csv')).rejects.toThrow(
      '/nowhere/posts.csv cannot be opened: there is no such file.',
    )
    await expect(openFile(import.meta.dirname)).rejects.toThrow('is a folder')
  })

  test('a format or channel that does not exist, or is not the one of the file', async () => {
    await expect(outcome('id,text\n1,a', { format: 'excel' as 'csv' })).rejects.toThrow('There is no format "excel".')
    await expect(outcome('id,text\n1,a', { channel: 'fax' as 'sms' })).rejects.toThrow('There is no channel "fax".')
    await expect(outcome('id,text\n1,a', { format: 'mastodon' })).rejects.toThrow('The file is not mastodon')
  })
})

test('a header without rows is an empty file of posts', async () => {
  expect((await outcome('id,text\n')).all).toEqual([])
})

test('cut off in a quoted cell: the rows before count, what is left over is rejected with its line', async () => {
  const found = await outcome('id,text\n1,"one\ntwo"\n2,"three\nfou')
  expect(found.arrivals.map((arrival) => arrival.text)).toEqual(['one\ntwo'])
  expect(found.rejects).toEqual([
    [4, 'quotes'],
    [5, 'cut-off'],
  ])
})

test('cut off between cells', async () => {
  const found = await outcome('id,text,date\n1,one,2026-01-01\n2,tw')
  expect(found.rejects).toEqual([[3, 'cut-off']])
  expect((await outcome('id,text,date\n1,one,2026-01-01\n2,two,2026-01-02')).rejects).toEqual([])
})

test('JSON lines: a torn line, a number, a list and an overlong line are rejected alone', async () => {
  const found = await outcome(
    `{"id":"1","text":"a"}\n{"id":"2","text":"b\n7\n[1]\n{"id":"3","text":"${'x'.repeat(1_100_000)}"}\n\n{"id":"4","text":"d"}\n{"id":"5","text":"e`,
  )
  expect(found.arrivals.map((arrival) => arrival.externalId)).toEqual(['1', '4'])
  expect(found.rejects).toEqual([
    [2, 'not-json'],
    [3, 'unknown-form'],
    [4, 'unknown-form'],
    [5, 'record-too-long'],
    [8, 'not-json'],
  ])
})

test('a JSON list: bad records are rejected alone, also one that breaks the brackets or a string', async () => {
  const found = await outcome(
    '[\n{"id":"1","text":"a"},\n{"id":"2","text":"b"]},\n{"id":"3","text":"c"},\n{"id":"4","text":"d\n"},\n{"id":"5","text":"e"},\n7,\n{"id":"6"},\n{bad},\n{"id":"7","text":"g"}\n]',
  )
  expect(found.arrivals.map((arrival) => arrival.externalId)).toEqual(['1', '3', '5', '7'])
  expect(found.rejects).toEqual([
    [3, 'not-json'],
    [5, 'not-json'],
    [8, 'unknown-form'],
    [9, 'missing'],
    [10, 'not-json'],
  ])
})

test('a JSON list that is cut off, with a record of megabytes in it', async () => {
  for (const chunk of [1000, 65_536]) {
    const found = await outcome(
      `[{"id":"1","text":"a"},{"id":"2","text":"${'x\\"'.repeat(700_000)}"},{"id":"3","text":"c"},{"id":"4","te`,
      { chunk },
    )
    expect(found.arrivals.map((arrival) => arrival.externalId)).toEqual(['1', '3'])
    expect(found.rejects).toEqual([
      [1, 'record-too-long'],
      [1, 'cut-off'],
    ])
  }
})

test('the archive of X cut in the middle', async () => {
  const archive = await readFile(new URL('payloads/x-archive.js', import.meta.url))
  const found = await outcome(archive.subarray(0, 700))
  expect(found.arrivals).toHaveLength(1)
  expect(found.rejects).toEqual([[13, 'cut-off']])
})

test('brackets nested a million deep', async () => {
  const found = await outcome(
    `[{"id":"1","text":"a"},\n{"id":"2","text":"b","more":${'['.repeat(1_000_000)}\n{"id":"3","text":"c"}]`,
  )
  expect(found.arrivals.map((arrival) => arrival.externalId)).toEqual(['1', '3'])
})

test('keys that JavaScript treats specially are only keys', async () => {
  const found = await outcome(
    '{"id":"1","text":"a","__proto__":{"channel":"sms"},"constructor":{"x":1}}\n{"id":"2","text":"b","toString":1}',
  )
  expect(found.arrivals.map((arrival) => [arrival.channel, arrival.externalId])).toEqual([
    ['file', '1'],
    ['file', '2'],
  ])
})

test('NUL, escapes, halves of pairs and private controls: refused or cleaned, never stored', async () => {
  const found = await outcome(
    `${JSON.stringify({ id: '1', text: 'a\0b' })}\n${JSON.stringify({ id: '2', text: 'a\u001b[2Jb\ud800' })}\n{"id":"3\\u0000","text":"c"}\n{"id":"4","text":"\\ud83d"}`,
  )
  expect(found.arrivals.map((arrival) => arrival.text)).toEqual(['a[2Jb\ufffd', '\ufffd'])
  expect(found.rejects).toEqual([
    [1, 'nul'],
    [3, 'nul'],
  ])
})

test.each(['\0', 'a\0', '\0\0'])('a stray NUL in a small table costs its row and does not make it UTF-16', async (stray) => {
  const found = await outcome(`id,text\n1,"here ${stray}and there"\n2,a row as it should be\n`)
  expect(found.encoding).toBe('utf-8')
  expect(found.arrivals.map((arrival) => arrival.text)).toEqual(['a row as it should be'])
  expect(found.rejects).toEqual([[2, 'nul']])
})

test('Windows-1252 that only shows far down the file is still read as such', async () => {
  const rows = Array.from({ length: 30_000 }, (_, index) => `${index},plain ascii words in a row`).join('\n')
  const found = await outcome(
    Buffer.concat([
      Buffer.from(`id,text\n${rows}\n`),
      Buffer.from('30000,ca\xf1\xf3n cay\xf3\n', 'latin1'),
      Buffer.from('30001,\x93bien\x94\n', 'latin1'),
    ]),
  )
  expect(found.encoding).toBe('windows-1252')
  expect(found.arrivals.slice(-2).map((arrival) => arrival.text)).toEqual(['cañón cayó', '“bien”'])
})

test('some broken bytes do not make UTF-8 into something else', async () => {
  const good = 'á é í ó ú ñ ¿cómo? ¡así! niño'
  const found = await outcome(
    Buffer.concat([
      Buffer.from(`id,text\n1,${good}\n2,`),
      Buffer.from([0xe9, 0x20, 0x78]),
      Buffer.from(`\n3,${good}\n`),
    ]),
  )
  expect(found.encoding).toBe('utf-8')
  expect(found.arrivals.map((arrival) => arrival.text)).toEqual([good, '\ufffd x', good])
})

test('Excel’s own first line names the delimiter', async () => {
  expect((await outcome('sep=;\r\nid;text\r\n1;a, b\r\n')).arrivals.map((arrival) => arrival.text)).toEqual(['a, b'])
})

test('Arabic from before Unicode is known by its many letters above ASCII, and the guess can be overruled', async () => {
  const file = Buffer.concat([
    Buffer.from('id,text\n1,'),
    Buffer.from('c7e1e3c7c120e3ded8e6da20e3e4d020c3edc7e3', 'hex'),
    Buffer.from('\n'),
  ])
  const found = await outcome(file)
  expect(found.encoding).toBe('windows-1256')
  expect(found.arrivals[0]!.text).toBe('الماء مقطوع منذ أيام')
  expect((await outcome(file, { encoding: 'windows-1252' })).arrivals[0]!.text).toMatch(/^Çáã/)
  await expect(outcome(file, { encoding: 'ebcdic' as 'utf-8' })).rejects.toThrow('There is no encoding "ebcdic".')
})

test('a line of JSON nested a million deep costs only itself', async () => {
  const found = await outcome(
    `{"id":"1","text":"a"}\n{"id":"2","text":"b","more":${'['.repeat(300_000)}${']'.repeat(300_000)}}\n{"id":"3","text":"c"}`,
  )
  expect(found.arrivals.map((arrival) => arrival.externalId)).toContain('3')
})

test('an open quote before a hundred thousand short lines', async () => {
  const found = await outcome(`id,text\n1,a\n2,"${'x\n'.repeat(125_000)}`)
  expect(found.arrivals.map((arrival) => arrival.externalId)).toEqual(['1'])
  expect(found.rejects[0]).toEqual([3, 'quotes'])
  expect(found.rejects).toHaveLength(125_000)
})
