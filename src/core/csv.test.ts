import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCell, csvFile, csvRow, defuse, plain, type Column } from './csv.ts'

test('a cell that a spreadsheet would run gets an apostrophe', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠x']) {
    expect(defuse(text)).toBe(`'${text}`)
    expect(parse(csvRow([text]), { relax_column_count: true })[0]![0]).toBe(`'${text}`)
  }
  for (const text of ['a=b', ' =1', "l'agua", "'quoted'", 'él', '']) expect(defuse(text)).toBe(text)
})

test('numbers, dates and yes/no are not texts', () => {
  expect(csvRow([-5, 1.5, true, false, new Date('2026-03-14T09:30:00Z'), null, undefined, Number.NaN])).toBe(
    '-5,1.5,yes,no,2026-03-14T09:30:00.000Z,,,\r\n',
  )
  expect(csvCell('-5')).toBe(`"'-5"`)
})

test('a formula cannot hide behind a delimiter that is not ours', () => {
  for (const text of ['a;=1+1', 'a\t=1+1', 'a|=1+1', 'a\n=1+1']) expect(csvCell(text)).toBe(`"${text}"`)
})

test('any text comes back from its cell, and no cell begins like a formula', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^'*[=+\-@\t\r"',; a]{0,6}$/)), {
        minLength: 2,
        maxLength: 5,
      }),
      (texts) => {
        const [row] = parse(csvRow(texts), { record_delimiter: '\r\n' }) as string[][]
        expect(row!.map(plain)).toEqual(texts)
        for (const cell of row!) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
      },
    ),
    { numRuns: 500 },
  )
})

test('header, HXL row, rows', async () => {
  const columns: Column<{ a: string; b: number }>[] = [
    { name: 'name', hxl: '#loc+name', cell: (row) => row.a },
    { name: 'lat', hxl: '#geo+lat', cell: (row) => row.b },
  ]
  const text = (await Array.fromAsync(csvFile(columns, [{ a: 'A "b", c', b: -1.5 }]))).join('')
  expect(text).toBe('name,lat\r\n#loc+name,#geo+lat\r\n"A ""b"", c",-1.5\r\n')
})
