import { expect, test } from 'vitest'
import { dateColumn } from './dates.ts'

const read = (...sample: string[]) => {
  const column = dateColumn(sample)
  return {
    order: column.order,
    dates: sample.map((text) => column.read(text)?.toISOString().slice(0, 16) ?? null),
    because: column.because,
  }
}

test('one number over twelve decides for the whole column', () => {
  expect(read('03/04/2026', '05/06/2026', '13/07/2026')).toMatchObject({
    order: 'day first',
    dates: ['2026-04-03T00:00', '2026-06-05T00:00', '2026-07-13T00:00'],
  })
  expect(read('03/04/2026 9:05 PM', '7/13/2026 12:00 AM')).toMatchObject({
    order: 'month first',
    dates: ['2026-03-04T21:05', '2026-07-13T00:00'],
  })
})

test('a column that contradicts itself follows the majority and refuses the others', () => {
  expect(read('13/07/2026', '14/07/2026', '07/15/2026')).toMatchObject({
    order: 'day first',
    dates: ['2026-07-13T00:00', '2026-07-14T00:00', null],
  })
})

test('when both are possible the rows in order of time decide, and it says so', () => {
  expect(read('01/02/2026', '02/02/2026', '03/02/2026', '01/03/2026')).toMatchObject({
    order: 'day first',
    because: 'both are possible; so the rows are in order of time',
  })
  expect(read('02/01/2026', '02/02/2026', '02/03/2026', '03/01/2026')).toMatchObject({ order: 'month first' })
  expect(read('03/04/2026')).toMatchObject({
    order: 'day first',
    because: 'both are possible and nothing tells them apart',
  })
  expect(dateColumn(['03/04/2026'], 'month first').read('03/04/2026')).toEqual(new Date('2026-03-04T00:00:00Z'))
})

test.each([
  ['2026-03-14', '2026-03-14T00:00'],
  ['2026-03-14 09:30', '2026-03-14T09:30'],
  ['2026-03-14T09:30:00+02:00', '2026-03-14T07:30'],
  ['2026/3/4 7:05', '2026-03-04T07:05'],
  ['14.03.2026, 09:30', '2026-03-14T09:30'],
  ['14-3-26 09h30', '2026-03-14T09:30'],
  ['1773480600', '2026-03-14T09:30'],
  ['1773480600000', '2026-03-14T09:30'],
  ['Sat Mar 14 09:30:00 +0000 2026', '2026-03-14T09:30'],
  ['Sat, 14 Mar 2026 09:30:00 +0100', '2026-03-14T08:30'],
  ['March 14, 2026 9:30 am', '2026-03-14T09:30'],
  ['14 de marzo de 2026', '2026-03-14T00:00'],
  ['14 août 2026 09:30', '2026-08-14T09:30'],
  ['1er février 2026', '2026-02-01T00:00'],
  ['١٤/٠٣/٢٠٢٦', '2026-03-14T00:00'],
  ['14 مارس 2026', '2026-03-14T00:00'],
  ['46095.5', '2026-03-14T12:00'],
])('%s', (text, expected) => {
  expect(read(text).dates).toEqual([expected])
})

test.each([['soon'], ['31/02/2026'], ['2026-02-30'], ['14/03/2026 25:00'], ['99'], ['14 brumaire 2026'], ['13:00 PM']])(
  '%s is no date',
  (text) => {
    expect(read(text).dates).toEqual([null])
  },
)
