import { parseCrontab } from 'graphile-worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { jobs } from './jobs.ts'
import { acceptFirst, firstLink, identityOf, limit } from './index.ts'

let desk: TestHouse

beforeAll(async () => {
  desk = await openTestHouse()
})
afterAll(async () => {
  await desk?.close()
})

const tidy = (house: TestHouse['house']) => jobs.find((job) => job.name === 'tidyPeople')!.run(house, {})

test('tries, sessions, half sign-ins and links that have run out are forgotten, those that count are kept', async () => {
  const { house, clock } = desk
  const password = 'four words nobody puts together'
  const link = (await firstLink(house))!
  await acceptFirst(house, link.slice(link.lastIndexOf('/') + 1), { name: 'Nora', email: 'nora@example.org', organisation: 'Water', password })
  await identityOf(house).signIn({ email: 'nora@example.org', password })
  const begun = await identityOf(house).handler(new Request(`${house.origin}/api/auth/passkey/generate-authenticate-options`), '192.0.2.7')
  expect(begun.status).toBe(200)
  const counts = async () => (await house.db.row(`select (select count(*)::int from attempt) as tries, (select count(*)::int from auth_session) as sessions, (select count(*)::int from link) as links, (select count(*)::int from auth_verification) as halves`))!
  clock.pass(13 * 86_400_000)
  await limit(house, 'fresh', 'somebody', { max: 5, seconds: 60 })
  await tidy(house)
  expect(await counts()).toEqual({ tries: 1, sessions: 1, links: 1, halves: 0 })
  clock.pass(30 * 86_400_000)
  await tidy(house)
  expect(await counts()).toEqual({ tries: 0, sessions: 0, links: 0, halves: 0 })
})

test('the worker takes the times at which the house works by itself', () => {
  const timed = desk.house.flow.jobs.filter((job) => job.every)
  expect(timed.length).toBeGreaterThan(0)
  expect(parseCrontab(timed.map((job) => `${job.every} ${job.name}`).join('\n'))).toHaveLength(timed.length)
})
