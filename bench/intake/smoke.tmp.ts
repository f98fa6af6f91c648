import { openBenchHouse } from './house.ts'
import { benchPosts } from './posts.ts'
import { flowOf } from '#core/index.ts'
import { takeIn, stepTimes, slice as intake } from '#intake/index.ts'
import { foldAll, slice as statement } from '#statement/index.ts'
const n = Number(process.argv[2] ?? 20000)
const b = await openBenchHouse()
try {
  const house = { ...b.house, flow: flowOf([intake, statement]) }
  const campaign = await b.addCampaign()
  const posts = [...benchPosts(n, 1)]
  const cpu0 = process.cpuUsage(); const t0 = performance.now()
  for (let at = 0; at < n; at += 1000) { const r = await takeIn(house, campaign, posts.slice(at, at + 1000), { patient: true }) }
  const t1 = performance.now()
  await foldAll(house, campaign.id)
  const t2 = performance.now(); const cpu = process.cpuUsage(cpu0)
  console.log({ stored: n / (t1 - t0) * 1000, all: n / (t2 - t0) * 1000, nodeCpuPerPost: (cpu.user + cpu.system) / n, rss: process.memoryUsage().rss / 1e6 })
  console.table(Object.fromEntries(Object.entries(stepTimes()).map(([k, v]) => [k, { usPerPost: Math.round(v.milliseconds / n * 1e4) / 10, calls: v.calls }])))
  console.log(await b.house.db.rows(`select count(*)::int n, sum(posts)::int posts from statement where campaign_id = $1`, [campaign.id]), await b.house.db.rows(`select count(*)::int from post`), await b.house.db.rows('select count(*)::int merges from fold_merge'))
  if (process.argv[3]) console.log(await takeIn(house, campaign, posts.slice(0, 3)))
} finally { await b.close() }
