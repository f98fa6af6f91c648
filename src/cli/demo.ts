import { figuresOf } from '../../demo/figures.ts'
import { foundExample, type SignIn } from '../../demo/found.ts'
import { examplePosts } from '../../demo/posts/index.ts'
import { workExample } from '../../demo/work.ts'
import { readArrival } from '#channel/index.ts'
import { refuse, type House } from '#core/index.ts'
import { temporaryDataDir } from '#core/postgres/index.ts'
import { takeIn } from '#intake/index.ts'
import { foldAll } from '#statement/index.ts'
import type { Campaign } from '#campaign/index.ts'
import { openHouse } from '../open.ts'
import { serve } from '../serve.ts'
import type { Command, Given } from './command.ts'
import { optional, WrongUsage } from './command.ts'
import { progressBar } from './progress.ts'
import { untilStopped } from './until-stopped.ts'

export const command: Command = {
  name: 'demo',
  summary: 'Makes the example campaign in a throw-away folder, takes in its posts and serves it.',
  usage: '[--posts N] [--seed S] [--port P] [--no-serve]',
  options: {
    posts: { type: 'string', help: 'How many posts. Default 40000.' },
    seed: { type: 'string', help: 'Another seed makes other posts. Default 1.' },
    port: { type: 'string', help: 'Port to listen on.' },
    'no-serve': { type: 'boolean', help: 'Print the figures and end.' },
  },
  run: (given) => demo(given),
}

async function demo(given: Given): Promise<void> {
  const posts = whole(given, 'posts', 40_000, 1, 5_000_000)
  const seed = whole(given, 'seed', 1, 0, 2 ** 31)
  const serving = given.flags['no-serve'] !== true
  const throwAway = given.config.data === undefined && given.config.databaseUrl === undefined
  const data = throwAway ? await temporaryDataDir() : undefined
  const config = { ...given.config, data: data ?? given.config.data, log: given.config.log === 'info' ? ('warn' as const) : given.config.log }
  const { house, close } = await openHouse(config, { serving, throwAway })
  try {
    // The port is tried first: nobody should wait for 40,000 posts to be told that it is taken.
    const server = serving ? await serve(house) : undefined
    const { campaign, people } = await foundExample(house).catch(() => {
      throw refuse('already-there', 409, 'This database holds the example already.', { mend: 'Leave --data out for a throw-away folder, or use "npm start".' })
    })
    const seconds = await pour(house, campaign, posts, seed)
    const bar = progressBar('Deciding the loudest')
    await workExample(house, campaign, people, { most: 1_200, onProgress: bar.show })
    bar.end()
    const figures = { ...(await figuresOf(house, campaign.id)), seconds, postsPerSecond: Math.round(posts / seconds) }
    if (!server) return given.say(figures, sentences(figures))
    const url = server.url
    const shown = people.map(({ personId: _, ...one }) => one)
    given.say({ ...figures, url, campaign: campaign.slug, people: shown }, [...sentences(figures), '', ...addresses(url, campaign, people)])
    await untilStopped()
    await server.stop()
  } finally {
    await close()
  }
}

/** Pushes the example posts through the real intake and waits until all are folded. Returns the seconds it took. */
async function pour(house: House, campaign: Campaign, posts: number, seed: number): Promise<number> {
  const bar = progressBar('Taking in posts')
  const began = performance.now()
  let batch = []
  let done = 0
  for (const item of examplePosts({ posts, seed })) {
    const read = readArrival(item, Buffer.from(JSON.stringify(item)))
    if ('reject' in read) throw new Error(`an example post is not good: ${read.reject.detail}`)
    batch.push(read.arrival)
    if (batch.length === 1_000) {
      await takeIn(house, campaign, batch)
      bar.show((done += batch.length), posts)
      batch = []
    }
  }
  if (batch.length > 0) await takeIn(house, campaign, batch)
  await foldAll(house, campaign.id)
  bar.end()
  return Math.round((performance.now() - began) / 10) / 100
}

function sentences(figures: Awaited<ReturnType<typeof figuresOf>> & { seconds: number; postsPerSecond: number }): string[] {
  const n = (value: number) => value.toLocaleString('en')
  const list = (named: Record<string, number>) => Object.entries(named).map(([name, count]) => `${name} ${n(count)}`).join(', ')
  return [
    `${n(figures.posts)} posts became ${n(figures.statements)} statements; ${n(figures.copies)} were copies.`,
    `${n(figures.decided)} statements are decided, ${n(figures.waiting)} wait.`,
    `By issue area: ${list(figures.issueAreas)}`,
    `${n(figures.questions)} questions, ${n(figures.incidents)} incidents.`,
    `Channels: ${list(figures.channels)}`,
    `Languages: ${list(figures.languages)}`,
    `${figures.seconds} s, ${n(figures.postsPerSecond)} posts/s.`,
  ]
}

function addresses(url: string, campaign: Campaign, people: SignIn[]): string[] {
  const shown = [people.find((one) => one.role === 'coordinator')!, ...people.filter((one) => one.role === 'volunteer').slice(0, 2)]
  return [
    `Open ${url}/${campaign.slug} for what the public sees, ${url}/${campaign.slug}/desk for the desk.`,
    'Sign in as',
    ...shown.map((one) => `  ${one.role.padEnd(12)} ${one.email.padEnd(22)} ${one.password}   (${one.name})`),
    '',
    'Everything is thrown away when you stop it with Ctrl-C.',
  ]
}

function whole(given: Given, name: string, standard: number, least: number, most: number): number {
  const text = optional(given, name)
  if (text === undefined) return standard
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) throw new WrongUsage(`--${name} is a whole number from ${least} to ${most}.`)
  return value
}
