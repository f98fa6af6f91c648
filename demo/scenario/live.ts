import { addSpeaker, addTurn, checkEntry, coverageById, handOut, liftStop, makeCoverage, moveCoverage, noteEntry, notePosted, stopCoverage, type EntryKind } from '#coverage/index.ts'
import { judgePlayed, tacticFrom } from './from-template.ts'
import { actorOf } from '#person/index.ts'
import type { Scenario, Stage } from './scenario.ts'

/** What is said and seen in a hearing, minute by minute; true: it goes on from the one before. */
const told: [kind: EntryKind, text: string, goesOn: boolean][] = [
  ['observation', 'The hall is full; forty people stand along the wall.', false],
  ['quotation', 'We have nothing to hide and a great deal to find.', false],
  ['paraphrase', 'The archive is to be open two afternoons a week from May', true],
  ['quotation', 'The list of contracts is not lost. It is in the basement.', false],
  ['observation', 'Somebody in the last row holds up the key.', true],
  ['paraphrase', 'A first part of the list is promised for Friday', false],
]
const delayMinutes = 5

/** S11, the team at a hearing. */
async function play(stage: Stage): Promise<void> {
  const { house, clock, campaign, people, tell } = stage
  const actorNamed = async (role: string, place = 0) => (await actorOf(house, { bearer: people.filter((one) => one.role === role)[place]!.token }))!
  const [coordinator, scribe, checker, poster] = [await actorNamed('coordinator'), await actorNamed('volunteer', 0), await actorNamed('volunteer', 1), await actorNamed('volunteer', 2)]
  const startsAt = clock.now()
  const endsAt = new Date(startsAt.getTime() + 60 * 60_000)
  const tactic = await tacticFrom(stage, coordinator, { template: 'trained-team', kind: 'coverage', startsAt, endsAt })
  const { id } = await makeCoverage(house, coordinator, campaign, { title: 'The hearing on the archive', hashtags: ['KnowLive'], zone: 'UTC', startsAt, endsAt, delayMinutes, tacticId: tactic.id })
  for (const [part, { person }] of [['scribe', scribe], ['checker', checker], ['poster', poster]] as const) await addTurn(house, coordinator, campaign, id, { part, personId: person.id, from: startsAt, until: endsAt })
  const speaker = await addSpeaker(house, scribe, campaign, id, { name: 'Ione Marsh', office: 'Keeper of the archive', handles: [{ network: 'x', handle: '@ione' }] })
  await moveCoverage(house, coordinator, campaign, id, 1, 'running')
  tell(`The board: ${house.origin}/${campaign.slug}/coverage/${id}`)
  clock.play()
  let before: string | null = null
  for (const [place, [kind, text, goesOn]] of told.entries()) {
    const entry = await noteEntry(house, scribe, campaign, id, { kind, text, speaker: kind === 'observation' ? null : speaker.id, continues: goesOn ? before : null })
    tell(`${scribe.person.name} notes: ${text}`)
    await clock.pause(1)
    await checkEntry(house, checker, campaign, id, entry.id, 1)
    if (place === 3) {
      await stopCoverage(house, checker, campaign, id, 'Somebody is being followed out of the hall')
      tell(`${checker.person.name} presses STOP`)
      await clock.pause(4)
      await liftStop(house, coordinator, campaign, id)
    }
    // Held for the safety of whoever is there.
    await clock.pause(delayMinutes)
    await handOut(house, poster, campaign, id, entry.id, 'x')
    await clock.pause(0.5)
    await notePosted(house, poster, campaign, id, entry.id, 'x', `https://x.com/example/status/${9_000 + place}`)
    before = entry.id
  }
  for (const state of ['over', 'published'] as const) await moveCoverage(house, coordinator, campaign, id, (await coverageById(house.db, campaign.id, id))!.version, state)
  tell(`The transcript is published: ${house.origin}/${campaign.slug}/live/${id}`)
  await judgePlayed(stage, coordinator, tactic.id, 'Nobody answered on record: the next time they are asked before the hearing.')
}

export const live: Scenario = { minutes: 55, play }
