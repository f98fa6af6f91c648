import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import { uuid7 } from '#core/index.ts'
import { addUser } from '#person/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { rejectsKeptDays, tidyImports } from './tidy-imports.ts'
import { rejectsOf, resumeUploads, takeUpload, uploadById } from './upload.ts'

let desk: TestHouse
let campaign: Campaign
let personId: string

beforeAll(async () => {
  desk = await openTestHouse()
  campaign = await addCampaign(desk.house, { slug: 'ferries', name: 'Ferries', organisation: 'O' })
  personId = (await addUser(desk.house, { email: 'cora@example.org', role: 'coordinator', campaign: 'ferries' })).personId
})
afterAll(() => desk.close())

const folder = () => join(desk.house.dataDir, 'imports', campaign.id)
const bodyOf = (text: string) => new Response(text).body
const count = async () => (await desk.house.db.row<{ n: number }>('select count(*)::int as n from post where campaign_id = $1', [campaign.id]))!.n

test('an upload whose process died is taken up by the job, once it has been silent, and doubles nothing', async () => {
  const { house, clock } = desk
  const lines = Array.from({ length: 300 }, (_, i) => JSON.stringify({ id: `n${i}`, text: `The ferry of ${i} o'clock did not come` }))
  const id = uuid7(clock.now())
  // As the process left it: whole on the disk, a part of it taken in, and nobody at work.
  const { done } = await takeUpload(house, campaign, personId, 'first part.jsonl', bodyOf(lines.slice(0, 120).join('\n')), {})
  await done
  await mkdir(folder(), { recursive: true })
  await writeFile(join(folder(), id), lines.join('\n'))
  await house.db.rows(
    `insert into import (campaign_id, id, person_id, name, options, total, created_at, changed_at) values ($1, $2, $3, 'notes.jsonl', '{}', 1, $4, $4)`,
    [campaign.id, id, personId, clock.now()],
  )
  await resumeUploads(house)
  expect((await uploadById(house.db, campaign.id, id)).state, 'it may still be at work').toBe('running')
  clock.pass(121_000)
  await resumeUploads(house)
  expect(await uploadById(house.db, campaign.id, id)).toMatchObject({ state: 'done', read: 300, accepted: 180, known: 120 })
  expect(await count()).toBe(300)
  expect(await readdir(folder()), 'words lie in the database only, under their keys').toEqual([])
})

test('rows that could not be read are at hand for two weeks, then gone', async () => {
  const { house, clock } = desk
  const { id, done } = await takeUpload(house, campaign, personId, 'bad.jsonl', bodyOf('{"id":"b1","text":"The gate is shut"}\nno JSON at all'), {})
  await done
  const path = await rejectsOf(house, campaign.id, id)
  expect(await tidyImports(house)).toBe(0)
  const old = new Date(clock.now().getTime() - rejectsKeptDays * 86_400_000 - 1_000)
  await utimes(path, old, old)
  expect(await tidyImports(house)).toBe(1)
  await expect(rejectsOf(house, campaign.id, id)).rejects.toMatchObject({ code: 'not-found' })
})
