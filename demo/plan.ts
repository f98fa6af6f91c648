import type { Campaign } from '#campaign/index.ts'
import { institutionsOf } from '#campaign/index.ts'
import type { Actor, House } from '#core/index.ts'
import {
  addAim, addCase, addMoment, addPartner, addResponse, addStance, addTactic, addTarget, addTask, changeAim, changePlan, changeTactic, judge, measureAims, setOwnGoal, type Indicator, type TacticKind, type Verdict,
} from '#plan/index.ts'
import { bigDay, campaign as example } from './campaign.ts'
import type { SignIn } from './found.ts'
import { actorFor } from './work.ts'

const zone = example.timeZone
const day = 86_400_000

interface Drawn {
  kind: TacticKind
  title: string
  why: string
  /** Days from the big day; clock times where the hour matters. */
  from: number
  to: number
  hours?: [string, string]
  leader?: string
  moment?: string
  aim: { indicator: Indicator; threshold: number; words: string; figure?: [number, string] }
  verdict?: [Verdict, string]
  task?: [string, number]
}

/** What was planned and done around the big day, and what is still to come: seen from the day on which the example is made. */
export async function planExample(house: House, campaign: Campaign, people: SignIn[]): Promise<void> {
  const actors = people.map(actorFor(campaign))
  const called = (name: string): Actor => actors.find((one) => one.person.name.startsWith(name)) ?? actors[0]!
  const edwin = called('Edwin')
  const later = Math.round((house.clock.now().getTime() - Date.parse(`${bigDay}T00:00:00Z`)) / day)
  await changePlan(house, edwin, campaign, { version: 0, changeSought: 'a law that gives every question a date for its answer', strategy: 'First show what people want to know, then hand it over by name, then count the answers where everybody sees it.', zone })
  const moments = new Map<string, string>()
  for (const one of example.moments) moments.set(one.key, (await addMoment(house, edwin, campaign, { kind: one.key === 'answers' ? 'deadline' : 'day', title: one.names['en']!, reason: 'Everybody hears of it on the same day.', wall: wallAt(days(one.at), '00:00'), zone, allDay: true, public: true })).id)
  moments.set('debate', (await addMoment(house, edwin, campaign, { kind: 'vote', title: 'First reading of the bill', reason: 'Members vote by name.', wall: wallAt(later + 24, '09:00'), zone, minutes: 180, public: true, needed: 40 })).id)
  const targets = await targetsAnd(house, edwin, campaign, later, moments)
  for (const one of drawn(later)) {
    const made = await addTactic(house, edwin, campaign, {
      kind: one.kind, title: one.title, why: one.why, zone, startsWall: wallAt(one.from, one.hours?.[0] ?? '00:00'), endsWall: one.hours ? wallAt(one.to, one.hours[1]) : wallAt(one.to + 1, '00:00'),
      momentId: (one.moment && moments.get(one.moment)) || null, leaderId: one.leader ? called(one.leader).person.id : null, targetIds: targets,
    })
    const { figure, ...aim } = one.aim
    const set = await addAim(house, edwin, campaign, made.id, { ...aim, tag: null })
    if (figure) await changeAim(house, edwin, campaign, set.id, { version: set.version, figure: figure[0], source: figure[1] })
    if (one.task) await addTask(house, edwin, campaign, made.id, { title: one.task[0], dueOn: wallAt(later + one.task[1], '00:00').slice(0, 10) })
    if (one.verdict) await judge(house, edwin, campaign, made.id, { version: made.version, verdict: one.verdict[0], because: one.verdict[1] })
    else if (one.from <= later && one.to >= later) await changeTactic(house, edwin, campaign, made.id, { version: made.version, state: 'running' })
  }
  await addPartner(house, edwin, campaign, { name: 'Union of Radio Makers', personId: called('Lucía').person.id, commitment: 'Reads one question a week on air', topics: ['public money', 'water'], languages: ['es'], countries: [example.country.en] })
  await addPartner(house, edwin, campaign, { name: 'Students of Candela', personName: 'Ivo, third floor', commitment: 'Types in what the wall collected' })
  await addCase(house, edwin, campaign, {
    title: 'The closed ledger of the port', court: 'Administrative court, second chamber', number: '214/2026', stage: 'hearing', unsaid: ['Do not name the clerk who gave the copy.', 'Do not say that the minister knew: the court has not heard it yet.'], unsaidWords: ['clerk'], public: true,
    explanation: { en: 'Four people asked what the port was paid for its cranes and got no answer within the time that the law gives.\n\nThe court now decides whether the ledger is public. Until it does, we publish only what was said in open session.' },
  })
  await setOwnGoal(house, edwin, campaign, { version: 0, text: 'Bring in two more partners before the first reading.' })
  await measureAims(house, campaign.id)
}

const days = (at: string) => Math.round((Date.parse(`${at.slice(0, 10)}T00:00:00Z`) - Date.parse(`${bigDay}T00:00:00Z`)) / day)
const wallAt = (from: number, clock: string) => `${new Date(Date.parse(`${bigDay}T00:00:00Z`) + from * day).toISOString().slice(0, 10)}T${clock}`

/** Two institutions and the people who decide in them, with what they said so far. */
async function targetsAnd(house: House, by: Actor, campaign: Campaign, later: number, moments: Map<string, string>): Promise<string[]> {
  const institutions = await institutionsOf(house.db, campaign.id)
  const of = (key: string) => institutions.find((one) => one.key === key)!.id
  const ago = (count: number) => new Date(house.clock.now().getTime() - count * day)
  const waters = await addTarget(house, by, campaign, { kind: 'institution', institutionId: of('waters'), asked: 'Publish which street gets the tanker, and when.' })
  const deputy = await addTarget(house, by, campaign, { kind: 'person', institutionId: of('waters'), name: 'Rosalind Teva', office: 'deputy director', asked: 'Say in public by when the route is published.', handles: [{ network: 'mastodon', handle: 'teva@waters.example' }], contact: { phone: '+000 555 0100' } })
  const treasurer = await addTarget(house, by, campaign, { kind: 'person', institutionId: of('treasury'), name: 'Ambrose Lind', office: 'treasurer', asked: 'Open the ledger of the port.' })
  await addStance(house, by, campaign, deputy.id, { stance: 'opposed', because: 'Called the questions an insult.', at: ago(50) })
  await addResponse(house, by, campaign, deputy.id, { said: 'The route is planned each Thursday. We will publish it.', evidence: 'link', link: 'https://waters.example/minutes', at: ago(12), stance: 'wavering' })
  await addResponse(house, by, campaign, treasurer.id, { said: 'No comment before the vote.', evidence: 'note', note: 'By e-mail to the Open Ledger Forum', at: ago(4), stance: 'unmoved' })
  await addMoment(house, by, campaign, { kind: 'appearance', title: 'The treasurer opens the fair', reason: 'The first time in months that he takes questions.', wall: wallAt(later + 9, '11:00'), zone, minutes: 60, targetId: treasurer.id }).then((one) => moments.set('fair', one.id))
  return [waters.id, treasurer.id]
}

function drawn(later: number): Drawn[] {
  return [
    { kind: 'question', title: 'Question week', why: 'A question is easier to join than a demand.', from: -7, to: 0, leader: 'Edwin', moment: 'day', aim: { indicator: 'posts', threshold: 30_000, words: '30,000 posts by the big day' }, verdict: ['met', 'Radio read questions on air on five days.'] },
    { kind: 'paper-notes', title: 'Paper walls, six universities', why: 'Who has no telephone writes by hand.', from: -4, to: 1, leader: 'Lucía', moment: 'walls', aim: { indicator: 'attendance', threshold: 9, words: 'Notes from all nine districts', figure: [7, 'the sheets as typed in'] }, verdict: ['mixed', 'No student team in two districts.'] },
    { kind: 'radio', title: 'Radio evening', why: 'It reaches kitchens.', from: -13, to: -13, hours: ['18:00', '22:00'], leader: 'Amparo', moment: 'radio', aim: { indicator: 'outlets', threshold: 12, words: 'Twelve stations carry the question', figure: [15, 'the list of the Union of Radio Makers'] }, verdict: ['met', 'Three stations joined unasked.'] },
    { kind: 'burst', title: 'Everybody at noon', why: 'Said by many at once it is heard in the ministries.', from: 0, to: 0, hours: ['11:00', '13:00'], leader: 'Edwin', moment: 'day', aim: { indicator: 'people', threshold: 500, words: '500 people post within two hours' }, verdict: ['met', 'Half of them had pledged the same day.'] },
    { kind: 'letters', title: 'Letters to the treasurer', why: 'A letter has to be registered.', from: 8, to: 30, leader: 'Samir', moment: 'answers', aim: { indicator: 'other', threshold: 1, words: 'A dated reply by 28 October', figure: [0, 'our letter box'] }, verdict: ['missed', 'Sent to the office, to no named person.'] },
    { kind: 'report', title: 'Answers, asked and counted', why: 'What is counted in public gets answered.', from: 7, to: later + 40, leader: 'Edwin', moment: 'answers', aim: { indicator: 'responses', threshold: 8, words: 'Eight institutions answer by name' }, task: ['Ask each institution for its date', 2] },
    { kind: 'briefing', title: 'Briefings for members', why: 'Members ask what they were briefed on.', from: later + 6, to: later + 20, leader: 'Amparo', moment: 'debate', aim: { indicator: 'attendance', threshold: 25, words: '25 members come' }, task: ['Book the room for the briefings', 3] },
    { kind: 'chat', title: 'An hour with the treasurer', why: 'He cannot answer in one sentence, and should not.', from: later + 9, to: later + 9, hours: ['18:00', '19:00'], leader: 'Samir', moment: 'fair', aim: { indicator: 'people', threshold: 100, words: '100 people take part' } },
    { kind: 'photo-wall', title: 'Receipts on a wall', why: 'Everybody has one receipt that makes them angry.', from: later + 12, to: later + 36, aim: { indicator: 'posts', threshold: 400, words: '400 receipts' }, task: ['Choose the first twenty receipts', 0] },
    { kind: 'rally', title: 'Before the vote', why: 'They will hear us from inside.', from: later + 24, to: later + 24, hours: ['08:00', '10:00'], moment: 'debate', aim: { indicator: 'attendance', threshold: 2_000, words: '2,000 people in the square' } },
  ]
}
