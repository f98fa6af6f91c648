import { burstOf, figuresOf, liftStop, makeBurst, noteOpened, ownPage, pledge, pledgeOf, proveTap, stopBurst, tap, type Burst } from '#burst/index.ts'
import { readArrival, type Arrival } from '#channel/index.ts'
import { checkTicket, issueTicket, takeIn } from '#intake/index.ts'
import { actorOf } from '#person/index.ts'
import { addVariants, type Network } from '#variant/index.ts'
import { burstTexts } from './burst-texts.ts'
import { judgePlayed, tacticFrom } from './from-template.ts'
import type { Scenario, Stage } from './scenario.ts'

const participants = 48
const networks = ['mastodon', 'x', 'bluesky', 'whatsapp'] as const satisfies Network[]
const languages = ['en', 'es', 'fr', 'ar']
const zones = ['America/El_Salvador', 'Europe/Madrid', 'Africa/Tunis', 'Asia/Amman', 'America/Bogota', 'Africa/Dakar']
const minute = 60_000
const [stopAfter, stoppedFor] = [50, 6]

interface Participant {
  id: string
  network: Network
  /** In so many of a hundred minutes they do what their page asks of them; 0: they never come. */
  eager: number
}

/** S5, two hours with one aim: people sign up, each is given texts of their own, somebody presses STOP, and what came of it is judged. */
async function play(stage: Stage): Promise<void> {
  const { house, clock, campaign, people, tell } = stage
  const coordinator = (await actorOf(house, { bearer: people.find((one) => one.role === 'coordinator')!.token }))!
  const startsAt = new Date(Math.ceil(clock.now().getTime() / minute) * minute + 8 * minute)
  const endsAt = new Date(startsAt.getTime() + 120 * minute)
  const tactic = await tacticFrom(stage, coordinator, { template: 'two-hours', kind: 'burst', startsAt, endsAt })
  const { id, bank } = await makeBurst(house, coordinator, campaign, { title: 'Two hours of questions', lead: 'One question each, at an hour of your own. Your page shows when.', zone: 'UTC', startsAt, endsAt, open: true, each: 4, aimPeople: 500, aimPosts: 1_000, tactic: tactic.id })
  await addVariants(house, coordinator, campaign, bank.id, burstTexts)
  tell(`The organiser’s view: ${house.origin}/${campaign.slug}/bursts/${id}   Where people sign up: ${house.origin}/${campaign.slug}/burst/${id}`)
  clock.play()
  const there = await signUp(stage, id)
  tell(`${there.length} people have signed up. It begins at ${startsAt.toISOString().slice(11, 16)} UTC.`)
  await clock.until(startsAt)
  for (let passed = 0; passed < 120; passed += 1) {
    if (passed === stopAfter) {
      await stopBurst(house, coordinator, campaign, id, 'The archive has asked for a talk; we listen first.')
      tell('STOP: every open page says so within two seconds.')
    }
    if (passed === stopAfter + stoppedFor) {
      await liftStop(house, coordinator, campaign, id)
      tell('The talk brought nothing in writing: it goes on.')
    }
    const burst = (await burstOf(house.db, campaign.id, id))!
    const posted = await Promise.all(there.map((one) => takePart(stage, burst, one, passed)))
    await takeIn(house, campaign, posted.flat())
    if (passed % 15 === 14) tell(await soFar(stage, burst))
    await clock.until(new Date(startsAt.getTime() + (passed + 1) * minute))
  }
  await clock.pause(2)
  tell(`It is over. ${await soFar(stage, (await burstOf(house.db, campaign.id, id))!)}`)
  await judgePlayed(stage, coordinator, tactic.id, 'Whoever does this next begins to collect pledges a week earlier.')
}

/** By the form, as anybody does: a form asked for, some seconds of reading, a pledge. */
async function signUp({ house, clock, campaign }: Stage, burstId: string): Promise<Participant[]> {
  const there: Participant[] = []
  for (let wave = 0; wave < 4; wave += 1) {
    const tickets = Array.from({ length: participants / 4 }, () => issueTicket(house, campaign.id))
    await clock.pause(1)
    const burst = (await burstOf(house.db, campaign.id, burstId))!
    for (const [place, ticket] of tickets.entries()) {
      const number = wave * tickets.length + place
      const network = networks[number % networks.length]!
      const wish = { network, language: languages[Math.floor(number / 3) % languages.length]!, zone: zones[number % zones.length]! }
      const { id } = await pledge(house, campaign, burst, checkTicket(house, campaign.id, ticket), wish)
      there.push({ id, network, eager: number % 9 === 4 ? 0 : 4 + ((number * 29) % 50) })
    }
  }
  return there
}

/** They look at their page; what is theirs by now they open on their network, and most post it there: what arrives of it. */
async function takePart({ house, clock, campaign }: Stage, burst: Burst, { id, network, eager }: Participant, passed: number): Promise<Arrival[]> {
  const own = (await pledgeOf(house.db, campaign.id, burst.id, id))!
  const { current } = await ownPage(house, campaign.id, burst, own)
  if (!current || (current.number * 37 + eager + passed * 53) % 100 >= eager) return []
  await noteOpened(house, campaign.id, own, burst)
  await tap(house, campaign.id, burst.id, id, current.number, network)
  // What goes to a chat is seen by nobody else: they say so themselves.
  if (network === 'whatsapp') {
    await proveTap(house, campaign.id, burst.id, id, current.number, '')
    return []
  }
  if ((current.number + eager) % 6 === 0) return []
  const item = { channel: network, externalId: `burst-${id}-${current.number}`, text: current.variant.text, author: { handle: `${id.slice(-6)}@example.org`, network }, postedAt: clock.now().toISOString() }
  const read = readArrival(item, Buffer.from(JSON.stringify(item)))
  return 'arrival' in read ? [read.arrival] : []
}

async function soFar({ house, campaign }: Stage, burst: Burst): Promise<string> {
  const { pledged, opened, tapped, confirmed, byWord, posts } = await figuresOf(house, campaign.id, burst)
  return `${pledged} pledged, ${opened} opened, ${tapped} tapped, ${confirmed} confirmed and ${byWord} by their word: ${posts} posts.`
}

export const burst: Scenario = { minutes: 140, play }
