/** A process of its own that takes posts in and folds them: node child.ts URL CAMPAIGN FILE BATCH */
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { openLog, readConfig, systemClock } from '#core/index.ts'
import { takeIn } from '#intake/index.ts'
import type { Arrival } from '#channel/index.ts'
import { closeHouse, houseOn } from '../../src/open.ts'
import { foldAll } from '#statement/index.ts'

const [url, campaignId, file, batch] = process.argv.slice(2) as [string, string, string, string]
const config = readConfig({ log: 'error' }, {})
const house = await houseOn(url, Buffer.alloc(32, 7), { config, log: openLog('error'), dataDir: tmpdir(), clock: systemClock })
const arrivals = (await readFile(file, 'utf8')).split('\n').filter(Boolean).map((line) => {
  const item = JSON.parse(line)
  return { ...item, postedAt: new Date(item.postedAt), original: Buffer.from(item.original, 'base64') } as Arrival
})
const size = Number(batch)
let accepted = 0
for (let at = 0; at < arrivals.length; at += size) accepted += (await takeIn(house, { id: campaignId }, arrivals.slice(at, at + size))).accepted
await foldAll(house, campaignId)
await closeHouse(house)
process.stdout.write(`${accepted}\n`)
