/** Tables in and out of the house: what is written comes back, what is hostile is refused or stays a text. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Cell } from '../csv.ts'
import { book, bookParts, textRow, zipped } from './harness.ts'
import { columnsFor, readTable, sheetBounds, tableBytes } from './index.ts'
import { readWorkbook } from './workbook.ts'
import { sheetName, writeWorkbook } from './workbook-out.ts'

const look = { title: 'Posts', rightToLeft: false }
const hostile = [
  '=1+1', '=HYPERLINK("http://evil.example","x")', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', "'=1", '_x0041_', '_x005F_', '_x0041_x0042_', '__proto__', 'constructor', 'toString', 'hasOwnProperty',
  ' leading', 'trailing ', '  ', 'a\nb', 'a\r\nb', 'a\rb', '\u0000\u0001\u001b', '\u0085\ufffd\ufffe', '\u{1fffe}', '&amp; <b> ]]> &#65;', 'مرحبا', '👩‍👩‍👧', 'e\u0301', '0012', '1e5', 'TRUE', '2026-01-01', '﻿mark', '\u202eevil',
]

async function throughWorkbook(rows: Cell[][]): Promise<string[][]> {
  const { rows: found } = await readWorkbook(await writeWorkbook(['first', 'second', 'third'], rows, look))
  expect(found[0]).toEqual({ line: 1, cells: ['first', 'second', 'third'] })
  return found.slice(1).map((row) => row.cells)
}

test('what looks like a formula, an escape or a name of JavaScript is a text before and after', async () => {
  const rows = hostile.map((text) => ['x', text, `${text}${text}`])
  expect(await throughWorkbook(rows)).toEqual(rows)
})

test('any texts at all come back from a workbook as they were', async () => {
  const cell = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom(...hostile), fc.stringMatching(/^[_x0-9A-F]{0,20}$/)).map((text) => text.toWellFormed())
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), async (pairs) => {
      const rows = pairs.map(([a, b]) => ['x', a, b])
      expect(await throughWorkbook(rows)).toEqual(rows)
    }),
    { numRuns: 60 },
  )
})

test('no formula is ever written, whatever the cells hold', async () => {
  const file = await writeWorkbook(['=header'], hostile.map((text) => [text]), look)
  const { entriesOf, unpack } = await import('./zip.ts')
  for (const entry of entriesOf(file).values()) if (/sheet\d*\.xml$/.test(entry.name)) expect(unpack(file, entry).toString()).not.toMatch(/<f[ >/]/)
})

test('numbers, dates, yes and no, and what is missing', async () => {
  const moment = new Date('2026-03-14T09:30:15.250Z')
  expect(await throughWorkbook([[1.5, moment, true], [-7, new Date('2026-03-14T00:00:00Z'), false], [0.1 + 0.2, null, undefined], [NaN, Infinity, 'x']])).toEqual([
    ['1.5', '2026-03-14T09:30:15.250Z', 'yes'], ['-7', '2026-03-14', 'no'], ['0.30000000000000004', '', ''], ['', '', 'x'],
  ])
})

test('the same list as CSV and as XLSX is the same table, in any script', async () => {
  const rows = [...hostile.filter((text) => !/[\0\r]/.test(text)).map((text) => ({ a: text, b: 'n' })), { a: 'قناة', b: 'ق' }]
  const columns = [{ name: 'a', hxl: '#loc+name', cell: (row: { a: string }) => row.a }, { name: 'b', hxl: '#loc+code', cell: (row: { b: string }) => row.b }]
  for (const format of ['csv', 'xlsx'] as const) {
    const found = await readTable(await tableBytes(format, columns, rows, { title: 'List', direction: 'rtl' }))
    expect(found).toMatchObject({ format, header: ['a', 'b'], bad: [] })
    expect(found.rows.map((row) => ({ a: row.cells[0], b: row.cells[1] }))).toEqual(rows)
  }
})

test('lists of other programs: delimiters, encodings, a title above the header, another sheet', async () => {
  expect(await readTable(Buffer.from('sep=;\r\nName;Lat\r\nOld, Ford;1,5\r\n\r\n'))).toMatchObject({ header: ['Name', 'Lat'], rows: [{ line: 3, cells: ['Old, Ford', '1,5'] }] })
  expect((await readTable(Buffer.from('Name\tÉtat\nCaf\xe9\tun\n', 'latin1'))).rows[0]!.cells).toEqual(['Café', 'un'])
  expect((await readTable(Buffer.from('\ufeffName,Code\nA,1\n', 'utf16le'))).rows[0]!.cells).toEqual(['A', '1'])
  const file = book({
    sheets: { Notes: textRow(1, ['hidden', 'one']), 'First &amp; last': textRow(1, ['Office of elections']) + textRow(3, ['Name', 'Code']) + textRow(4, ['A', '1']), Other: textRow(1, ['x', 'y']) + textRow(2, ['1', '2']) },
    hidden: ['Notes'],
  })
  expect(await readTable(file)).toMatchObject({ format: 'xlsx', header: ['Name', 'Code'], rows: [{ line: 4, cells: ['A', '1'] }] })
  expect((await readTable(file, { sheet: 'Other' })).rows).toEqual([{ line: 2, cells: ['1', '2'] }])
  await expect(readTable(file, { sheet: 'None' })).rejects.toMatchObject({ code: 'sheet-unknown' })
  await expect(readTable(file, { most: 0 })).rejects.toMatchObject({ code: 'too-many-rows' })
})

test('a formula gives the value it had, dates know both calendars, long numbers are told', async () => {
  const rows = `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>HYPERLINK("http://evil.example")</f><v>shown</v></c><c r="C1" t="str"><f>NOW()</f></c><c r="D1" t="e"><v>#REF!</v></c></row>
    <row r="3"><c r="A3" s="1"><v>44634.395833333336</v></c><c r="B3" t="s"><v>1</v></c><c r="C3"><v>1400000000000000123</v></c><c r="D3"><v>1.40000000000000E+18</v></c></row>`
  const strings = ['a', 'shared é']
  const first = await readWorkbook(book({ sheets: { S: rows }, strings }))
  expect(first.rows).toEqual([{ line: 1, cells: ['2', 'shown', '', ''] }, { line: 3, cells: ['2022-03-14T09:30:00Z', 'shared é', '1400000000000000123', '1400000000000000000'] }])
  expect(first.rounded).toBe(1)
  expect((await readWorkbook(book({ sheets: { S: rows }, strings, epoch1904: true }))).rows[1]!.cells[0]).toBe('2026-03-15T09:30:00Z')
})

test('a sheet of many parts keeps every text whole', async () => {
  const texts = Array.from({ length: 4_000 }, (_, at) => `row ${at} &amp; ${'x'.repeat(at % 200)}`)
  const file = book({ sheets: { S: texts.map((text, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>${at}</v></c><c r="B${at + 1}" t="inlineStr"><is><t>${text}</t></is></c></row>`).join('') } })
  expect((await readWorkbook(file)).rows.map((row) => row.cells)).toEqual(texts.map((text, at) => [String(at), text.replace('&amp;', '&')]))
})

test.each<[string, Buffer, string]>([
  ['macros', book({ sheets: { S: textRow(1, ['a']) }, more: [{ name: 'xl/vbaProject.bin', text: 'x' }] }), 'sheet-macros'],
  ['the content type of macros', zipped([...bookParts({ sheets: { S: textRow(1, ['a']) } }).slice(1), { name: '[Content_Types].xml', text: '<x ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>' }]), 'sheet-macros'],
  ['entities', zipped(bookParts({ sheets: { S: '' } }).map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, text: `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>${part.text}` } : part))), 'sheet-broken'],
  ['a part that is longer than it says', zipped(bookParts({ sheets: { S: textRow(1, ['a'.repeat(100_000)]) } }).map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, claims: 1_000 } : part))), 'sheet-broken'],
  ['a part that says it is enormous', zipped(bookParts({ sheets: { S: textRow(1, ['a']) } }).map((part) => (part.name.endsWith('sharedStrings.xml') ? { ...part, claims: 2 ** 31 } : part))), 'sheet-too-large'],
  ['a real bomb', book({ sheets: { S: textRow(1, ['a']) }, strings: ['a'.repeat(110 * 1024 ** 2)] }), 'sheet-too-large'],
  ['no rows of XML', zipped(bookParts({ sheets: { S: '' } }).map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, text: 'no <xml' } : part))), 'sheet-broken'],
  ['a LibreOffice file', zipped([{ name: 'mimetype', text: 'application/vnd.oasis.opendocument.spreadsheet', stored: true }, { name: 'content.xml', text: '<x/>' }]), 'file-not-text'],
  ['any archive', zipped([{ name: 'a.txt', text: 'a' }]), 'file-not-text'],
  ['cut off', book({ sheets: { S: textRow(1, ['a']) } }).subarray(0, -30), 'sheet-broken'],
  ['too many columns', book({ sheets: { S: '<row r="1"><c r="ABC1"><v>1</v></c></row>' } }), 'sheet-too-large'],
  ['a cell at the end of the world', book({ sheets: { S: '<row r="99999999"><c r="A99999999"><v>1</v></c></row>' } }), 'sheet-too-large'],
])('%s is refused', async (_, file, code) => {
  await expect(readWorkbook(file)).rejects.toMatchObject({ name: 'Refusal', code })
})

test('what the thread refuses is refused by the house, and one without rows has no header', async () => {
  await expect(readTable(book({ sheets: { S: textRow(1, ['a']) }, more: [{ name: 'xl/vbaProject.bin', text: 'x' }] }))).rejects.toMatchObject({ name: 'Refusal', code: 'sheet-macros' })
  await expect(readTable(book({ sheets: { S: '' } }))).rejects.toMatchObject({ code: 'no-header' })
})

test('hostile bytes end in a refusal, never in anything else', async () => {
  const good = book({ sheets: { S: textRow(1, ['a', 'b']) + textRow(2, ['c', 'd']) }, strings: ['x'] })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), async (changes) => {
      const bad = Buffer.from(good)
      for (const [at, byte] of changes) bad[at] = byte
      await readWorkbook(bad).catch((error: Error) => expect([error.name, error.stack]).toEqual(['Refusal', error.stack]))
    }),
    { numRuns: 200 },
  )
})

test('a list that is too long for a workbook is refused with the word for CSV', async () => {
  const rows = function* () {
    for (let at = 0; at <= sheetBounds.rowsOut; at++) yield { a: at }
  }
  await expect(tableBytes('xlsx', [{ name: 'a', cell: (row: { a: number }) => row.a }], rows(), { title: 'x' })).rejects.toMatchObject({ code: 'sheet-too-many', mend: 'Use CSV.' })
})

test('names of sheets, and columns by their names in four languages', () => {
  expect([sheetName('a/b: [c]?'), sheetName(''), sheetName('x'.repeat(50)), sheetName("'quoted'")]).toEqual(['a b c', 'Clamor', 'x'.repeat(31), 'quoted'])
  const known = { name: 'name|nombre|nom|الاسم', code: 'code|id|codigo|الرمز' }
  expect(columnsFor(['Código', 'Nombre '], known)).toEqual({ code: 0, name: 1 })
  expect(columnsFor(['الرمز', 'الاسم'], known)).toEqual({ code: 0, name: 1 })
  expect(columnsFor(['a', 'b'], known, { name: 'b', code: '1' })).toEqual({ name: 1, code: 0 })
  expect(() => columnsFor(['a'], known, { colour: 'a' })).toThrow('"colour"')
})
