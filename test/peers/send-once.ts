/** A process of its own that sends what is due in one campaign, once: `send-once.ts DATABASE CAMPAIGN SETTINGS NOW`. Tests end it in the middle. */
import { openLog, readConfig, SetClock } from '#core/index.ts'
import { accountsIn, sendDue } from '#talk/index.ts'
import { closeHouse, houseOn } from '../../src/open.ts'
import { testSecret } from '../harness/server.ts'

const [url, campaignId, settings, now] = process.argv.slice(2) as [string, string, string, string]
const config = readConfig({ log: 'silent', ...(JSON.parse(settings) as object) }, {})
const house = await houseOn(url, testSecret, { config, log: openLog('silent'), dataDir: '/nonexistent', clock: new SetClock(new Date(now)) })
const sent = await sendDue(house, campaignId, await accountsIn(house, campaignId))
await closeHouse(house)
process.stdout.write(`${sent}\n`)
