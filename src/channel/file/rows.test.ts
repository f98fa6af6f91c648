import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsOf, RowSplitter } from '#core/table/index.ts'
import { outcome } from './harness.ts'

function split(text: string, chunk: number, limit?: number): { line: number; cells?: string[]; reject?: string }[] {
  const bytes = Buffer.from(text)
  const splitter = new RowSplitter(',', limit)
  const pieces = []
  for (let at = 0; at < bytes.length; at += chunk)
    pieces.push(
      ...splitter.push(bytes.subarray(at, at + chunk)).map((piece) => ({ ...piece, bytes: Buffer.from(piece.bytes) })),
    )
  pieces.push(...splitter.end())
  return pieces.map(({ line, bytes: row, reject }) =>
    reject ? { line, reject: reject.code } : { line, cells: cellsOf(row.toString(), ',') },
  )
}

test('what csv-parse reads from well-formed tables, we read, however the bytes arrive', () => {
  const cell = fc.oneof(fc.stringMatching(/^[a-c "',\n\r]{0,8}$/), fc.string({ unit: 'grapheme', maxLength: 6 }))
  const quoted = (text: string) => (/[",\r\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  fc.assert(
    fc.property(
      fc
        .integer({ min: 2, max: 4 })
        .chain((width) =>
          fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
        ),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 9 }),
      (rows, end, chunk) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join(end) + end
        const theirs = parse(text, { record_delimiter: end, skip_empty_lines: true }) as string[][]
        expect(split(text, chunk).map((row) => row.cells)).toEqual(theirs)
      },
    ),
    { numRuns: 1500 },
  )
})

test('any bytes at all: rows do not depend on the chunks, lines rise, nothing hangs', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ab",\n\r ]{0,60}$/), fc.integer({ min: 1, max: 7 }), (text, chunk) => {
      const whole = split(text, 1000, 24)
      expect(split(text, chunk, 24)).toEqual(whole)
      for (let i = 1; i < whole.length; i++) expect(whole[i]!.line).toBeGreaterThan(whole[i - 1]!.line)
    }),
    { numRuns: 3000 },
  )
})

test('a row begins on the physical line where it begins', () => {
  expect(split('id,text\n1,"a\nb\r\nc"\n\n2,d\r\n3,"e\n"\n4,f', 3).map((row) => row.line)).toEqual([1, 2, 6, 7, 9])
})

test('quotes within quotes: doubled ones, and bare ones that stay on their line', () => {
  expect(
    split('1,"he said ""no"" and left"\n2,"he said "no" and left"\n3,un"quoted"\n4, "after a blank" ,x\n', 5).map(
      (row) => row.cells,
    ),
  ).toEqual([
    ['1', 'he said "no" and left'],
    ['2', 'he said "no" and left'],
    ['3', 'un"quoted"'],
    ['4', 'after a blank', 'x'],
  ])
})

test('a quote that is never closed costs its own line, not those after it', () => {
  expect(split('1,a\n2,"open\n3,"closed"\n4,d\n', 4)).toEqual([
    { line: 1, cells: ['1', 'a'] },
    { line: 2, reject: 'quotes' },
    { line: 3, cells: ['3', 'closed'] },
    { line: 4, cells: ['4', 'd'] },
  ])
  // A bare quote and then a line break: the cell may have ended long ago.
  expect(split('1,"he said "hi" and\n2,left"\n3,c\n', 4)).toEqual([
    { line: 1, reject: 'quotes' },
    { line: 2, cells: ['2', 'left"'] },
    { line: 3, cells: ['3', 'c'] },
  ])
  const many = Array.from({ length: 50 }, (_, index) => `${index},row`).join('\n')
  expect(split(`a,"open\n${many}\n`, 10, 100).filter((row) => row.cells)).toHaveLength(50)
})

test('a line over the bound is rejected, and reading goes on', () => {
  expect(
    split(`1,a\n2,${'x'.repeat(500)}\n3,c\n4,"${'y\n'.repeat(10)}"\n5,e`, 16, 100).filter(
      (row) => row.cells?.length === 2 || row.reject,
    ),
  ).toEqual([
    { line: 1, cells: ['1', 'a'] },
    { line: 2, reject: 'record-too-long' },
    { line: 3, cells: ['3', 'c'] },
    { line: 4, cells: ['4', 'y\n'.repeat(10)] },
    { line: 15, cells: ['5', 'e'] },
  ])
})

test('hostile quotes cost no more than two passes', () => {
  const started = performance.now()
  // Read from the start of any of its lines, the last one is still inside a quoted cell: a megabyte for each line, were it not remembered.
  for (const line of ['a","x\n', '"a\n', 'x""\n']) {
    const splitter = new RowSplitter(',')
    const bytes = Buffer.from(`id,text\n"${line.repeat(200_000)}`)
    let rows = 0
    for (let at = 0; at < bytes.length; at += 65_536) rows += splitter.push(bytes.subarray(at, at + 65_536)).length
    expect(rows + splitter.end().length).toBeGreaterThan(199_990)
  }
  expect(performance.now() - started).toBeLessThan(40_000)
})

test('rows with mixed line ends in one file', async () => {
  const found = await outcome('id,text\r\n1,a\n2,b\r3,c\r\n\r\n\n4,"d\r\ne"\n,,\n5,f')
  expect(found.arrivals.map((arrival) => [arrival.externalId, arrival.text])).toEqual([
    ['1', 'a'],
    ['2', 'b'],
    ['3', 'c'],
    ['4', 'd\ne'],
    ['5', 'f'],
  ])
  expect(found.rejects).toEqual([])
})

test('a row with too many or too few cells says so, with its line', async () => {
  const found = await outcome('id,text,date\n1,a,2026-01-01\n2,one, two,2026-01-01\n3\n4,b\n5,c,2026-01-02,,\n')
  expect(found.arrivals.map((arrival) => arrival.externalId)).toEqual(['1', '4', '5'])
  expect(found.all.flatMap((record) => (record.reject ? `${record.line}: ${record.reject.detail}` : []))).toEqual([
    '3: the row has 4 cells, the header has 3; is a quote missing?',
    '4: the row has 1 cell, the header has 3; is a quote missing?',
  ])
})
