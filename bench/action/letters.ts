import { makeAction, takeTurn, tapTurn, type Turn } from '#action/index.ts'
import { issueTicket, readTicket } from '#intake/index.ts'
import { addTarget } from '#plan/index.ts'
import { addVariants, makeBank } from '#variant/index.ts'
import { atOnce, n, opened, type Desk } from './index.ts'

const hour = 3_600_000
const shares = [60, 40] as const
/** Writers come in the evening: so many minutes, in groups that press at the same moment. */
const comeWithin = 90

/**
 * Letters and posts to one target, by two actions at once: writers come in crowds, each gets a text and a turn. The target must not get more in any hour than
 * the smaller share, whatever comes when, and nobody must open their text before their turn.
 */
export async function lettersBench(desk: Desk, writers: number, bare: number, random: () => number): Promise<void> {
  const { bench: { house }, clock, campaign } = desk
  const actions = await found(desk)
  const groups = Array.from({ length: Math.ceil(writers / atOnce) }, () => random() * comeWithin * 60_000).sort((a, b) => a - b)
  const from = clock.at.getTime()
  const turns: Turn[] = []
  let seconds = 0
  let early = 0
  for (const at of groups) {
    clock.at = new Date(from + at)
    const began = performance.now()
    const given = await Promise.all(Array.from({ length: atOnce }, () => takeTurn(house, campaign.id, actions[random() < 0.5 ? 0 : 1]!, readTicket(house, campaign.id, issueTicket(house, campaign.id))!, 'en')))
    seconds += (performance.now() - began) / 1_000
    // The hastiest do not wait.
    for (const turn of given.filter((one) => one.dueAt > clock.at)) early += await tapTurn(house, campaign.id, turn.id).then(() => 1, () => 0)
    turns.push(...given)
  }
  const due = turns.map((turn) => turn.dueAt.getTime()).sort((a, b) => a - b)
  const share = Math.min(...shares)
  const most = mostWithin(due, hour)
  const perTurn = turns.length / seconds
  const texts = [...Map.groupBy(turns, (turn) => turn.variantId).values()].map((some) => some.length)
  console.log(`${n(turns.length)} writers within ${comeWithin} minutes, ${atOnce} at the same moment, two actions on one target: ${n(perTurn)} turns/s; a bare row: ${n(bare)}/s, ratio ${(perTurn / bare).toFixed(2)}`)
  console.log(`  most in any hour ${n(most)} of ${share}${most > share ? ' (WRONG)' : ''}; opened before their turn ${n(early)}${early > 0 ? ' (WRONG)' : ''}; the last turn ${((due.at(-1)! - from) / hour).toFixed(1)} hours later; each text given ${n(Math.min(...texts))} to ${n(Math.max(...texts))} times`)
}

async function found(desk: Desk) {
  const { bench: { house }, campaign, actor } = desk
  const target = await addTarget(house, actor, campaign, { kind: 'person', name: 'Rosa Imre', office: 'Head of the water board' })
  const bank = await makeBank(house, actor, campaign, { name: 'Letters', hashtags: [] })
  await addVariants(house, actor, campaign, bank.id, Array.from({ length: 12 }, (_, at) => ({ language: 'en', text: `Dear board, this is wording ${at + 1}: when does the water come back to street ${at + 7}, and who answers for it?` })))
  const words = { en: { title: 'Write to the water board', lead: '', subject: 'Our water' } }
  return Promise.all([
    makeAction(house, actor, campaign, { key: 'letters', kind: 'letter', words, targetId: target.id, bankId: bank.id, writeTo: 'board@gov.example', perHour: shares[0] }),
    makeAction(house, actor, campaign, { key: 'posts', kind: 'post', words, targetId: target.id, bankId: bank.id, perHour: shares[1] }),
  ].map(async (made) => opened(desk, await made)))
}

/** The most of these moments (in their order) that any span holds. */
function mostWithin(moments: number[], span: number): number {
  let most = 0
  for (let first = 0, last = 0; last < moments.length; last += 1) {
    while (moments[last]! - moments[first]! >= span) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}
