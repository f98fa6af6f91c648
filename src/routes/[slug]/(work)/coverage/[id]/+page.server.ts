import { error } from '@sveltejs/kit'
import { chatNetworks, type ChatNetwork } from '#chat/index.ts'
import { isUuid } from '#core/index.ts'
import {
  addSpeaker, addTurn, changeCoverage, changeEntry, changeSpeaker, checkEntry, coverageBoard, dropEntry, dropTurn, entryKinds, giveBack, handedTo, handOut, liftStop, moveCoverage, noteEntry, notePosted, stepsFrom, stopCoverage, takeOutEntry,
  type CoveragePart, type CoverageState, type EntryKind,
} from '#coverage/index.ts'
import { may, membersOf } from '#person/index.ts'
import { instantOf, wallOf } from '#plan/index.ts'
import { networkRules } from '#variant/index.ts'
import { entered } from '../../entered.ts'
import { handlesIn } from '../../handles.ts'
import { planAct, type PlanForm } from '../../plan-act.ts'
import { servedBy, tacticChoices } from '../../tactic-choices.ts'
import { zones } from '../../zones.ts'
import { coverageIn } from '../coverage-in.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'coverage.work')
  if (!isUuid(params.id)) error(404)
  const board = await coverageBoard(house, campaign, params.id)
  const { coverage } = board
  const manages = may(actor, campaign, 'coverage.manage')
  const clock = (at: Date) => wallOf(at, coverage.zone)
  const now = house.clock.now()
  const [served, tactics] = [await servedBy(house, campaign.id, coverage.tacticId), manages ? await tacticChoices(house, campaign.id, ['coverage'], coverage.tacticId) : []]
  return {
    served, tactics, held: board.held,
    coverage: { ...coverage, wall: clock(coverage.startsAt), endsWall: clock(coverage.endsAt), embargoWall: coverage.embargoUntil ? clock(coverage.embargoUntil) : '' },
    entries: board.entries.map((entry) => ({ ...entry, leavesWall: clock(entry.leavesAt), notedWall: clock(entry.notedAt), happenedWall: clock(entry.happenedAt) })),
    speakers: board.speakers, turns: board.turns.map((turn) => ({ ...turn, fromWall: clock(turn.from), untilWall: clock(turn.until), on: turn.from <= now && now < turn.until })),
    gaps: board.gaps.map((gap) => ({ ...gap, fromWall: clock(gap.from), untilWall: clock(gap.until) })), steps: stepsFrom(coverage.state), handed: await handedTo(house, campaign, coverage.id, actor.person.id),
    networks: chatNetworks.map((network) => ({ network, name: networkRules[network].name })), manages, zones, drawn: now, page: coverage.state === 'published' ? `/${campaign.slug}/live/${coverage.id}` : null,
    people: manages ? (await membersOf(house.db, campaign)).filter((member) => !member.frozen).map(({ id, name }) => ({ id, name })) : [],
  }
}

const coverageOf = ({ params }: RequestEvent) => (isUuid(params.id) ? params.id : error(404))
const works = (event: RequestEvent, work: (given: PlanForm) => Promise<Record<string, unknown> | void>) => planAct(event, 'coverage.work', work)
const manages = (event: RequestEvent, work: (given: PlanForm) => Promise<Record<string, unknown> | void>) => planAct(event, 'coverage.manage', work)
const networkIn = ({ word }: PlanForm): ChatNetwork => chatNetworks.find((one) => one === word('network')) ?? error(404)

async function entryIn({ form, word, id }: PlanForm, zone: string) {
  const file = form.get('file')
  return {
    ...(file instanceof File && file.size > 0 ? { file: new Uint8Array(await file.arrayBuffer()) } : {}),
    kind: entryKinds.find((one) => one === word('kind')) ?? ('observation' as EntryKind), text: word('text'), speaker: word('speaker') ? id('speaker') : null, picture: word('picture') === 'yes', alt: word('alt'),
    notBefore: word('notBefore') ? instantOf(word('notBefore'), zone) : null,
  }
}

export const actions: Actions = {
  note: (event) => works(event, async (given) => {
    const { coverage } = await coverageBoard(given.house, given.campaign, coverageOf(event))
    await noteEntry(given.house, given.actor, given.campaign, coverageOf(event), { ...(await entryIn(given, coverage.zone)), continues: given.word('continues') ? given.id('continues') : null })
  }),
  edit: (event) => works(event, async (given) => {
    const { coverage } = await coverageBoard(given.house, given.campaign, coverageOf(event))
    await changeEntry(given.house, given.actor, given.campaign, coverageOf(event), given.id(), { ...(await entryIn(given, coverage.zone)), version: given.version })
  }),
  check: (event) => works(event, async ({ house, actor, campaign, id, version }) => void (await checkEntry(house, actor, campaign, coverageOf(event), id(), version))),
  dropEntry: (event) => works(event, ({ house, actor, campaign, id }) => dropEntry(house, actor, campaign, coverageOf(event), id())),
  take: (event) => works(event, async (given) => void (await handOut(given.house, given.actor, given.campaign, coverageOf(event), given.id(), networkIn(given)))),
  posted: (event) => works(event, (given) => notePosted(given.house, given.actor, given.campaign, coverageOf(event), given.id(), networkIn(given), given.word('link') || null)),
  giveBack: (event) => works(event, (given) => giveBack(given.house, given.actor, given.campaign, coverageOf(event), given.id(), networkIn(given))),
  out: (event) => works(event, ({ house, actor, campaign, id }) => takeOutEntry(house, actor, campaign, coverageOf(event), id(), true)),
  back: (event) => works(event, ({ house, actor, campaign, id }) => takeOutEntry(house, actor, campaign, coverageOf(event), id(), false)),
  stop: (event) => works(event, async ({ house, actor, campaign, word }) => void (await stopCoverage(house, actor, campaign, coverageOf(event), word('reason')))),
  lift: (event) => manages(event, async ({ house, actor, campaign }) => void (await liftStop(house, actor, campaign, coverageOf(event)))),
  state: (event) => manages(event, async ({ house, actor, campaign, word, version }) => void (await moveCoverage(house, actor, campaign, coverageOf(event), version, word('state') as CoverageState))),
  change: (event) => manages(event, async ({ house, actor, campaign, word, version }) => void (await changeCoverage(house, actor, campaign, coverageOf(event), { ...coverageIn(word), version }))),
  turn: (event) => manages(event, async ({ house, actor, campaign, word }) => {
    const { coverage } = await coverageBoard(house, campaign, coverageOf(event))
    await addTurn(house, actor, campaign, coverage.id, { part: word('part') as CoveragePart, personId: word('person'), from: instantOf(word('from'), coverage.zone), until: instantOf(word('until'), coverage.zone) })
  }),
  dropTurn: (event) => manages(event, ({ house, actor, campaign, id }) => dropTurn(house, actor, campaign, coverageOf(event), id())),
  speaker: (event) => works(event, async ({ house, actor, campaign, id, word, version }) => {
    const given = { name: word('name'), office: word('office'), handles: handlesIn(word('handles')) }
    if (word('id')) await changeSpeaker(house, actor, campaign, coverageOf(event), id(), { ...given, version })
    else await addSpeaker(house, actor, campaign, coverageOf(event), given)
  }),
}
