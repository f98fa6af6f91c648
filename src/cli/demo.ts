import { figuresOf } from '../../demo/figures.ts'
import { foundExample, type SignIn } from '../../demo/found.ts'
import { quietExample } from '../../demo/noise.ts'
import { planExample } from '../../demo/plan.ts'
import { pourExample } from '../../demo/pour.ts'
import { PlayedClock } from '../../demo/scenario/clock.ts'
import { scenarios } from '../../demo/scenario/scenario.ts'
import { workExample } from '../../demo/work.ts'
import { refuse } from '#core/index.ts'
import { temporaryDataDir } from '#core/postgres/index.ts'
import type { Campaign } from '#campaign/index.ts'
import { openHouse } from '../open.ts'
import { serve } from '../serve.ts'
import type { Command, Given } from './command.ts'
import { optional, WrongUsage } from './command.ts'
import { progressBar } from './progress.ts'
import { untilStopped } from './until-stopped.ts'

/** Statements that the cast decides at most: the rest waits, as on the evening of a real day. */
const mostDecided = 1_200

export const command: Command = {
  name: 'demo',
  summary: 'Makes the example campaign in a throw-away folder, takes in its posts and serves it.',
  usage: '[--posts N] [--seed S] [--port P] [--no-serve] [--scenario burst|chat|live]',
  options: {
    posts: { type: 'string', help: 'How many posts. Default 40000; with a scenario 500.' },
    scenario: { type: 'string', help: 'Plays a burst, a chat or a live coverage at 60 times speed.' },
    seed: { type: 'string', help: 'Another seed makes other posts. Default 1.' },
    port: { type: 'string', help: 'Port to listen on.' },
    'no-serve': { type: 'boolean', help: 'Print the figures and end.' },
  },
  run: (given) => demo(given),
}

async function demo(given: Given): Promise<void> {
  const name = optional(given, 'scenario')
  const scenario = name === undefined ? undefined : scenarios[name]
  if (name !== undefined && !scenario) throw new WrongUsage(`--scenario is one of ${Object.keys(scenarios).join(', ')}.`)
  const posts = whole(given, 'posts', scenario ? 500 : 40_000, 1, 5_000_000)
  const seed = whole(given, 'seed', 1, 0, 2 ** 31)
  const serving = given.flags['no-serve'] !== true
  const throwAway = given.config.data === undefined && given.config.databaseUrl === undefined
  const data = throwAway ? await temporaryDataDir() : undefined
  const config = { ...given.config, data: data ?? given.config.data, log: given.config.log === 'info' ? ('warn' as const) : given.config.log }
  const clock = scenario && new PlayedClock(scenario.minutes)
  const { house, ended, close } = await openHouse(config, { serving, throwAway, ...(clock ? { clock } : {}) })
  try {
    // The port is tried first: nobody should wait for 40,000 posts to be told that it is taken.
    const server = serving ? await serve(house) : undefined
    const { campaign, people } = await foundExample(house).catch(() => {
      throw refuse('already-there', 409, 'This database holds the example already.', { mend: 'Leave --data out for a throw-away folder, or use "npm start".' })
    })
    const taking = progressBar('Taking in posts')
    const seconds = await pourExample(house, campaign, { posts, seed, onProgress: taking.show })
    taking.end()
    const deciding = progressBar('Deciding the loudest')
    await workExample(house, campaign, people, { most: mostDecided, share: 0.3, onProgress: deciding.show })
    deciding.end()
    // The desk that one opens has a rule at work; the figures alone are those of a queue as it came.
    if (serving) await quietExample(house, campaign, people)
    if (serving) await planExample(house, campaign, people)
    const figures = { ...(await figuresOf(house, campaign.id)), seconds, postsPerSecond: Math.round(posts / seconds) }
    if (!server) return given.say(figures, sentences(figures))
    const url = server.url
    const shown = people.map(({ personId: _, ...one }) => one)
    given.say({ ...figures, url, campaign: campaign.slug, people: shown }, [...sentences(figures), '', ...addresses(url, campaign, people)])
    if (scenario) await scenario.play({ house, clock: clock!, campaign, people, tell: (line) => void process.stderr.write(`${line}\n`) })
    await untilStopped(ended)
    await server.stop()
  } finally {
    await close()
  }
}

function sentences(figures: Awaited<ReturnType<typeof figuresOf>> & { seconds: number; postsPerSecond: number }): string[] {
  const n = (value: number) => value.toLocaleString('en')
  const list = (named: Record<string, number>) => Object.entries(named).map(([name, count]) => `${name} ${n(count)}`).join(', ')
  return [
    `${n(figures.posts)} posts became ${n(figures.statements)} statements; ${n(figures.copies)} were copies.`,
    `${n(figures.decided)} statements are decided, ${n(figures.waiting)} wait${figures.aside > 0 ? `, ${n(figures.aside)} are put aside` : ''}.`,
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
