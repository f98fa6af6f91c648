import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leavesAt } from './leaves.ts'
import { coverageParts, gapsOf } from './rota.ts'

const moment = fc.integer({ min: 0, max: 10_000 }).map((minutes) => new Date(Date.UTC(2026, 10, 26) + minutes * 60_000))
const maybe = fc.option(moment, { nil: null })

test('an entry leaves at the latest of its delay and its embargoes, and a longer delay or a later embargo never frees it sooner', () => {
  fc.assert(
    fc.property(moment, maybe, maybe, fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 600 }), maybe, (notedAt, notBefore, embargoUntil, delayMinutes, more, later) => {
      const at = leavesAt({ embargoUntil, delayMinutes }, { notedAt, notBefore })
      expect(at.getTime()).toBeGreaterThanOrEqual(notedAt.getTime() + delayMinutes * 60_000)
      if (embargoUntil) expect(at.getTime()).toBeGreaterThanOrEqual(embargoUntil.getTime())
      if (notBefore) expect(at.getTime()).toBeGreaterThanOrEqual(notBefore.getTime())
      expect([notedAt.getTime() + delayMinutes * 60_000, embargoUntil?.getTime(), notBefore?.getTime()]).toContain(at.getTime())
      expect(leavesAt({ embargoUntil, delayMinutes: delayMinutes + more }, { notedAt, notBefore }).getTime()).toBeGreaterThanOrEqual(at.getTime())
      const postponed = later && embargoUntil && later > embargoUntil ? later : embargoUntil
      expect(leavesAt({ embargoUntil: postponed, delayMinutes }, { notedAt, notBefore }).getTime()).toBeGreaterThanOrEqual(at.getTime())
    }),
  )
})

const turn = fc.record({ part: fc.constantFrom(...coverageParts), personId: fc.constantFrom('ana', 'omar', 'lena'), from: fc.integer({ min: 0, max: 40 }), long: fc.integer({ min: 1, max: 40 }) })
const at = (quarter: number) => new Date(Date.UTC(2026, 10, 26) + quarter * 15 * 60_000)

test('the rota says exactly when nobody is on: every quarter of an hour is a gap or has somebody, and no checker is the only scribe', () => {
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 8 }), (list) => {
      const turns = list.map(({ part, personId, from, long }) => ({ part, personId, from: at(from), until: at(from + long) }))
      const gaps = gapsOf(turns, at(0), at(40))
      for (const part of coverageParts) {
        for (let quarter = 0; quarter < 40; quarter++) {
          const on = (wanted: string) => turns.filter((one) => one.part === wanted && one.from <= at(quarter) && one.until >= at(quarter + 1)).map((one) => one.personId)
          const scribes = new Set(on('scribe'))
          const somebody = on(part).some((person) => part !== 'checker' || scribes.size !== 1 || !scribes.has(person))
          expect(gaps.some((gap) => gap.part === part && gap.from <= at(quarter) && gap.until >= at(quarter + 1))).toBe(!somebody)
        }
      }
    }),
  )
})
