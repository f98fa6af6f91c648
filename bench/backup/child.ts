import { join } from 'node:path'
import { lockOf, makeBackup } from '#backup/index.ts'
import { openLog, readConfig, systemClock } from '#core/index.ts'
import { closeHouse, houseOn } from '../../src/open.ts'
import { restore } from '../../src/restore.ts'

const [what, ...line] = process.argv.slice(2) as [string, ...string[]]
const before = Math.round(process.memoryUsage().rss / 1e6)
const began = performance.now()
const done = what === 'backup' ? await backup(line) : await restored(line)
console.log(JSON.stringify({ ...done, seconds: (performance.now() - began) / 1_000, megabytes: Math.round(process.resourceUsage().maxRSS / 1e3), before }))

async function backup([url, dataDir]: string[]) {
  const config = readConfig({ log: 'silent' }, {})
  const house = await houseOn(url!, Buffer.alloc(32, 7), { config, log: openLog('silent'), dataDir: dataDir!, clock: systemClock })
  const made = await makeBackup(house, { folder: join(dataDir!, 'backups'), lock: (await lockOf(house))! })
  await closeHouse(house)
  return made
}

async function restored([file, data, secret]: string[]) {
  return restore(readConfig({ data, log: 'silent' }, {}), { file: file!, unlock: { identities: [secret!] } })
}
