import { expect, test } from 'vitest'
import { placingOf, tagForm, type Heard, type Listening } from './match.ts'

const ten = Date.UTC(2026, 10, 26, 10)
const at = (minutes: number) => new Date(ten + minutes * 60_000)
const chat: Listening = {
  id: 'chat', state: 'running', hashtags: new Set(['WaterChat', 'ماء_الآن'].map(tagForm)),
  asked: [
    { id: 'q1', number: 1, text: 'Who keeps the key of the sanitary block in your school?', askedAt: at(0) },
    { id: 'q2', number: 2, text: '¿Qué responde la municipalidad cuando falta jabón?', askedAt: at(10) },
    { id: 'q3', number: 3, text: 'ما الذي يمنع الفتيات من الذهاب إلى المدرسة؟', askedAt: at(20) },
  ],
}
const heard = (text: string, minutes: number, more: Partial<Heard> = {}): Heard => ({ text, channel: 'mastodon', postedAt: at(minutes), hashtags: ['waterchat'], repost: false, repliesTo: undefined, guest: undefined, ...more })
const place = (text: string, minutes: number, more: Partial<Heard> = {}) => {
  const placing = placingOf(chat, heard(text, minutes, more))
  return placing && [placing.question, 'placed' in placing ? placing.placed : placing.kind]
}

test('what its author numbered goes there, whenever it came and in whatever language', () => {
  expect(place('A1: the caretaker #WaterChat', 25)).toEqual(['q1', 'tag'])
  expect(place('R2. nada, nunca #WaterChat', 3)).toEqual(['q2', 'tag'])
  expect(place('ج٣ لا أبواب #ماء_الآن', 21, { hashtags: ['ماء_الان'] })).toEqual(['q3', 'tag'])
})

test('a number that no question has yet waits for a person', () => {
  expect(place('A7: I am early #WaterChat', 12)).toEqual([null, null])
})

test('a reply goes with what it replies to, also without the hashtag', () => {
  expect(place('Never in our street', 25, { hashtags: [], repliesTo: 'q1' })).toEqual(['q1', 'reply'])
})

test('without a number the likeness of its words decides before its hour does, and both are told from what its author wrote', () => {
  expect(place('In our school the sanitary block is locked, nobody keeps a key #WaterChat', 15)).toEqual(['q1', 'likeness'])
  expect(place('La municipalidad dice que el jabón no es su tarea #WaterChat', 24)).toEqual(['q2', 'likeness'])
  expect(place('لا أبواب في المدرسة والفتيات يبقين في البيت', 35)).toEqual(['q3', 'likeness'])
  expect(place('We are so tired of all this #WaterChat', 15)).toEqual(['q2', 'time'])
  expect(place('I will tell my school tomorrow #WaterChat', 15)).toEqual(['q2', 'time'])
})

test('in the first minute of a question people still answer the one before; before the first there is none', () => {
  expect(place('So tired of all this #WaterChat', 10.5)).toEqual(['q1', 'time'])
  expect(place('So tired of all this #WaterChat', 11.5)).toEqual(['q2', 'time'])
  expect(place('Hello from the north #WaterChat', -3)).toEqual([null, null])
})

test('what is not of the chat stays out: no hashtag, a repost, the question passed on by others', () => {
  expect(place('So tired of all this', 12, { hashtags: [] })).toBeUndefined()
  expect(place('A1 the caretaker', 12, { hashtags: [] })).toBeUndefined()
  expect(place('A1 the caretaker #WaterChat', 12, { repost: true })).toBeUndefined()
  expect(place('Q1. Who keeps the key of the sanitary block in your school? #WaterChat', 2)).toBeUndefined()
  expect(place('Q1. Who keeps the key of the sanitary block in your school? #WaterChat', 2, { guest: { id: 'g', part: 'moderator' } })).toEqual(['q1', 'question'])
})

test('on our own number nobody writes a hashtag: the number is enough there, and for the panel anywhere', () => {
  expect(place('A2 nothing, they laugh', 12, { channel: 'sms', hashtags: [] })).toEqual(['q2', 'tag'])
  expect(place('The road is closed', 12, { channel: 'sms', hashtags: [] })).toBeUndefined()
  expect(place('A2 nothing', 12, { hashtags: [], guest: { id: 'g', part: 'panel' } })).toEqual(['q2', 'tag'])
})
