/** Posts in workbooks: the same posts come out as from CSV, and go out and come back the same. */
import { expect, test } from 'vitest'
import { cellsOf, tableBytes } from '#core/table/index.ts'
import { book, textRow } from '../../core/table/harness.ts'
import { outcome } from './harness.ts'
import { rowText } from './sheet.ts'
import { contactColumns, postColumns, type PostOut } from './write.ts'

const posts = [
  { id: '101', text: 'El puente cayó; nadie “responde”, 200 € de multa', author: 'José Núñez', date: '2026-03-14T09:30:00Z' },
  { id: '102', text: 'Line one\nline two, "quoted", and a | pipe\tand a tab', author: "L'Hôpital", date: '2026-03-15T10:00:00Z' },
  { id: '103', text: '=1+1 is what they say', author: 'زينب', date: '2026-03-16T23:59:59Z' },
]
type Given = (typeof posts)[number]
const columns = [
  { name: 'ID', cell: (post: Given) => post.id }, { name: 'Mensaje', cell: (post: Given) => post.text }, { name: 'Autor', cell: (post: Given) => post.author }, { name: 'Fecha', cell: (post: Given) => new Date(post.date) },
]
const look = { title: 'Posts' }

test('a workbook gives the posts that the same table gives as CSV, with ids, dates and columns guessed', async () => {
  const file = await tableBytes('xlsx', columns, posts, look)
  for (const chunk of [1_000, 65_536]) {
    const found = await outcome(file, { chunk })
    expect(found).toMatchObject({ format: 'xlsx', encoding: 'utf-8', rejects: [], mapping: { fields: { text: 'Mensaje', externalId: 'ID', 'author.name': 'Autor', postedAt: 'Fecha' } } })
    expect(found.arrivals.map(({ externalId, text, author, postedAt }) => ({ id: externalId, text, author: author!.name, date: postedAt!.toISOString().replace('.000', '') }))).toEqual(posts)
  }
  expect((await outcome(file, { map: 'text=Autor' })).arrivals.map((arrival) => arrival.text)).toEqual(posts.map((post) => post.author))
  expect((await outcome(file, { idPrefix: 'a-', channel: 'sms' })).arrivals[0]).toMatchObject({ externalId: 'a-101', channel: 'sms' })
  await expect(outcome(file, { format: 'jsonl' })).rejects.toMatchObject({ code: 'not-that-format' })
})

test('our own export comes back as the same posts, texts that begin like formulas and n/a included', async () => {
  const out: PostOut[] = ['=1+1', "'quoted", 'n/a', '@all come', '_x0041_', 'a\n b ', 'يا ناس', '+', 'constructor'].map((text, at) => ({
    channel: 'form', externalId: `${at}`, text, author: { name: '-' }, postedAt: new Date(1_700_000_000_123 + at), contact: { email: 'a@example.org' }, place: { name: 'Here', lat: 1.25, lon: -2.5 }, consent: { quote: true, name: false, passOn: true, write: false },
  }))
  const found = await outcome(await tableBytes('xlsx', [...postColumns, ...contactColumns], out, look))
  expect(found.rejects).toEqual([])
  expect(found.arrivals.map(({ original: _, ...arrival }) => arrival)).toMatchObject(out.map((post) => ({ ...post, text: post.text.trim() === post.text ? post.text : expect.stringContaining('a\n b') })))
})

test('rows without an id are known again in a second run, and equal rows are so many posts', async () => {
  const file = book({ sheets: { S: textRow(1, ['text', 'name']) + textRow(2, ['no water', 'Ana']) + textRow(4, ['no water', 'Ana']) } })
  const [first, second] = [await outcome(file), await outcome(file)]
  expect(first.arrivals.map((arrival) => arrival.externalId)).toEqual(second.arrivals.map((arrival) => arrival.externalId))
  expect(new Set(first.arrivals.map((arrival) => arrival.externalId)).size).toBe(2)
  // The same rows as CSV are the same posts.
  const asCsv = await outcome('text,name\nno water,Ana\nno water,Ana\n')
  expect(asCsv.arrivals.map((arrival) => arrival.externalId)).toEqual(first.arrivals.map((arrival) => arrival.externalId))
  expect(first.lines).toEqual([2, 4])
})

test('what is bad is rejected with the row of the sheet; other sheets and rounded ids are told', async () => {
  const file = book({
    sheets: {
      First: textRow(1, ['Report of March']) + textRow(2, ['id', 'text', 'date']) + textRow(3, ['1', 'a', '2026-01-01']) + textRow(5, ['2', 'b', 'soon']) + `<row r="6"><c r="A6"><v>1.40000000000000E+18</v></c><c r="B6" t="inlineStr"><is><t>c</t></is></c></row>`,
      Second: textRow(1, ['id', 'text']) + textRow(2, ['9', 'z']),
    },
  })
  const found = await outcome(file)
  expect(found.arrivals.map((arrival) => arrival.text)).toEqual(['a', 'c'])
  expect(found.rejects).toEqual([[5, 'not-a-date']])
  expect(found.mapping!.doubts).toEqual([expect.stringContaining('15 digits'), expect.stringContaining('"Second"')])
  expect((await outcome(file, { sheet: 'Second' })).arrivals.map((arrival) => arrival.text)).toEqual(['z'])
})

test('a row as text is the same row again', () => {
  for (const cells of [['a', 'b'], ['"', ''], [' a ', 'x,y'], ['a\r\nb', '""'], ['', '']]) expect(cellsOf(rowText({ line: 1, cells }), ',')).toEqual(cells)
})
