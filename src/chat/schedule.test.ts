import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scheduleOf, type Timed } from './schedule.ts'

const ten = new Date('2026-11-26T10:00:00Z')
const at = (minutes: number) => new Date(ten.getTime() + minutes * 60_000)
const upcoming = (id: string, place: number, minutes = 10): Timed => ({ id, state: 'upcoming', minutes, place, number: null, askedAt: null })
const asked = (id: string, number: number, minutesAfter: number, minutes = 10): Timed => ({ id, state: 'closed', minutes, place: number, number, askedAt: at(minutesAfter) })

test('before it begins, a question comes every ten minutes from the hour that was announced', () => {
  const { slots, endsAt, lateMinutes } = scheduleOf(ten, ['a', 'b', 'c', 'd', 'e', 'f'].map((id, place) => upcoming(id, place)), at(-60))
  expect(slots.map((slot) => [slot.id, slot.number, slot.at.toISOString().slice(11, 16)])).toEqual([['a', 1, '10:00'], ['b', 2, '10:10'], ['c', 3, '10:20'], ['d', 4, '10:30'], ['e', 5, '10:40'], ['f', 6, '10:50']])
  expect([endsAt, lateMinutes]).toEqual([at(60), 0])
})

test('when one is late the rest shifts, and one that is dropped lets the others move up', () => {
  const questions = [asked('a', 1, 4), upcoming('b', 2), upcoming('c', 3)]
  expect(scheduleOf(ten, questions, at(5)).slots.map((slot) => slot.at)).toEqual([at(4), at(14), at(24)])
  expect(scheduleOf(ten, questions, at(20)).slots.map((slot) => slot.at)).toEqual([at(4), at(20), at(30)])
  expect(scheduleOf(ten, questions, at(20)).lateMinutes).toBe(10)
  expect(scheduleOf(ten, [questions[0]!, questions[2]!], at(5)).slots.map((slot) => [slot.id, slot.number, slot.at])).toEqual([['a', 1, at(4)], ['c', 2, at(14)]])
})

const chat = fc.record({
  minutes: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 }),
  delays: fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 12 }),
  now: fc.integer({ min: -300, max: 900 }),
})

test('whatever is late: what was asked stays, nothing is expected in the past, everything keeps its minutes and its order', () => {
  fc.assert(
    fc.property(chat, ({ minutes, delays, now }) => {
      let clock = 0
      const questions = minutes.map((long, place): Timed => {
        if (place >= delays.length) return upcoming(`q${place}`, place, long)
        clock += delays[place]!
        return asked(`q${place}`, place + 1, clock, long)
      })
      // Nobody has asked anything in the future.
      const moment = at(Math.max(now, delays.length > 0 ? clock : -300))
      const { slots, endsAt } = scheduleOf(ten, questions, moment)
      expect(slots.map((slot) => slot.id)).toEqual(questions.map((one) => one.id))
      expect(slots.map((slot) => slot.number)).toEqual(questions.map((_, place) => place + 1))
      slots.forEach((slot, place) => {
        const question = questions[place]!
        if (question.askedAt) expect(slot.at).toEqual(question.askedAt)
        else expect(slot.at.getTime()).toBeGreaterThanOrEqual(moment.getTime() < ten.getTime() ? ten.getTime() : moment.getTime())
        const before = slots[place - 1]
        if (before) expect(slot.at.getTime()).toBeGreaterThanOrEqual(before.at.getTime())
        if (before && !question.askedAt && !questions[place - 1]!.askedAt) expect(slot.at.getTime() - before.at.getTime()).toBe(questions[place - 1]!.minutes * 60_000)
      })
      expect(endsAt).toEqual(slots.at(-1)!.until)
    }),
  )
})
