/** A process of its own that imports a file and folds: node import-child.ts URL CAMPAIGN FILE. Says when it begins, for tests that kill it. */
import { tmpdir } from 'node:os'
import { openLog, readConfig, systemClock } from '#core/index.ts'
import { importFile } from '#intake/index.ts'
import { foldAll } from '#statement/index.ts'
import { closeHouse, houseOn } from '../../src/open.ts'

const [url, campaignId, file] = process.argv.slice(2) as [string, string, string]
const config = readConfig({ log: 'error' }, {})
const house = await houseOn(url, Buffer.alloc(32, 7), { config, log: openLog('error'), dataDir: tmpdir(), clock: systemClock })
process.stdout.write('begin\n')
const began = performance.now()
const imported = await importFile(house, { id: campaignId }, file)
await foldAll(house, campaignId)
const secondsWithFolding = (performance.now() - began) / 1_000
await closeHouse(house)
process.stdout.write(`${JSON.stringify({ ...imported, secondsWithFolding, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) })}\n`)
