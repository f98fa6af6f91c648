import { expect, test } from 'vitest'
import { readMap } from '#core/table/index.ts'
import { columnsOf } from './columns.ts'
import { outcome } from './harness.ts'

const guess = (header: string, map?: string) => {
  const names = header.split(',')
  return Object.fromEntries(
    Object.entries(columnsOf(names, [], map ? readMap(map) : {}).columns).map(([target, place]) => [
      target,
      names[place],
    ]),
  )
}

test.each([
  ['Tweet ID,Tweet Text,Information Source,Information Type', { externalId: 'Tweet ID', text: 'Tweet Text' }],
  [
    'id,created_at,author_username,full_text,lang',
    { externalId: 'id', postedAt: 'created_at', text: 'full_text', language: 'lang' },
  ],
  [
    'Fecha y hora,Mensaje,Ubicación,Latitud,Longitud,Número',
    {
      postedAt: 'Fecha y hora',
      text: 'Mensaje',
      'place.name': 'Ubicación',
      'place.lat': 'Latitud',
      'place.lon': 'Longitud',
      externalId: 'Número',
    },
  ],
  [
    'Référence,Date,Témoignage,Commune,Téléphone,Adresse e-mail',
    {
      externalId: 'Référence',
      postedAt: 'Date',
      text: 'Témoignage',
      'place.name': 'Commune',
      'contact.phone': 'Téléphone',
      'contact.email': 'Adresse e-mail',
    },
  ],
  [
    'الرقم,التاريخ,النص,المكان,الاسم',
    { externalId: 'الرقم', postedAt: 'التاريخ', text: 'النص', 'place.name': 'المكان', 'author.name': 'الاسم' },
  ],
  ['Message,Title,X,Y', { text: 'Message', title: 'Title', 'place.lon': 'X', 'place.lat': 'Y' }],
  [
    'externalId,channel,text,place.lat,place.lon',
    { externalId: 'externalId', channel: 'channel', text: 'text', 'place.lat': 'place.lat', 'place.lon': 'place.lon' },
  ],
])('%s', (header, expected) => {
  expect(guess(header)).toEqual(expected)
})

test('the map wins over the guess; columns by name without case, or by number', () => {
  expect(guess('id,text,Comment,when', 'text=comment,date=4')).toEqual({
    text: 'Comment',
    postedAt: 'when',
    externalId: 'id',
  })
})

test('a map that does not fit is refused with the names that do', () => {
  expect(() => guess('id,text', 'text=Message')).toThrow(
    'The column map names the column "Message", which the file does not have.',
  )
  expect(() => guess('id,text', 'colour=text')).toThrow('"colour"')
  expect(() => readMap('text')).toThrow('"text" in the column map is not of the form field=Column.')
})

test('without a known name the text is the column that reads like one; a file without header is refused rather than losing its first line', async () => {
  const found = await outcome(
    'id,q7,q8\n1,yes,The pump at the school has been broken for weeks\n2,no,Nobody came to repair the second one either\n',
  )
  expect(found.mapping!.fields).toEqual({ externalId: 'id', text: 'q8' })
  await expect(outcome('The pump is broken\nNobody came\n')).rejects.toThrow(
    'None of the columns is known to hold the text of a post. The first line names: "The pump is broken".',
  )
})

test('places, consent and knowledge from cells; nothing written in words is nothing', async () => {
  const found = await outcome(
    'id;text;latitud;longitud;fecha;consent.quote;knows;links\n1;a;-12,5;-77,01;n/a;sí;LIVED;see https://a.example/b\n2;b;;;2026-01-01;;;\n3;c;north;1;;;;\n4;d;1;2;soon;;;\n5;e;95;2;;;;\n6;f;;;;maybe;;',
  )
  expect(found.arrivals.map(({ original: _, ...arrival }) => arrival)).toEqual([
    {
      channel: 'file',
      externalId: '1',
      text: 'a',
      place: { lat: -12.5, lon: -77.01 },
      consent: { quote: true },
      knows: 'lived',
      links: ['https://a.example/b'],
    },
    { channel: 'file', externalId: '2', text: 'b', postedAt: new Date('2026-01-01T00:00:00Z') },
  ])
  expect(found.rejects).toEqual([
    [4, 'wrong-type'],
    [5, 'not-a-date'],
    [6, 'out-of-range'],
    [7, 'wrong-type'],
  ])
})

test('a guess that the cells do not bear out is not made, and one that was asked for is', async () => {
  const rows = [
    'number,text,channel,time,x,y,email',
    '3,Three dead at the bridge,Facebook,morning,512345,8661234,none left',
    '3,Three houses gone by the river,Facebook,night,512399,8661299,ask her',
  ]
  const found = await outcome(rows.join('\n'))
  expect(found.mapping!.fields).toEqual({ text: 'text' })
  expect(found.mapping!.unused).toEqual(['number', 'channel', 'time', 'x', 'y', 'email'])
  expect(found.mapping!.doubts).toContain('"number" has the name of externalId, but its cells do not look like it')
  expect(new Set(found.arrivals.map((arrival) => arrival.externalId)).size).toBe(2)
  expect((await outcome(`${rows[0]}\n1,a\n2,b\n`)).arrivals.map((arrival) => arrival.externalId)).toEqual(['1', '2'])
  expect((await outcome(rows.join('\n'), { map: 'id=number' })).arrivals.map((arrival) => arrival.externalId)).toEqual([
    '3',
    '3',
  ])
})

test('a hashtag under the header is a post; a row of HXL tags is none', async () => {
  expect((await outcome('text\n#flood\nmore\n')).arrivals.map((arrival) => arrival.text)).toEqual(['#flood', 'more'])
  expect((await outcome("id,text\n#meta+id,#description\n1,'=a\n")).arrivals.map((arrival) => arrival.text)).toEqual([
    "'=a",
  ])
})
