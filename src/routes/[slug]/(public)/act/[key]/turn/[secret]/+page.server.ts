import { tapTurn } from '#action/index.ts'
import { networkRules } from '#variant/index.ts'
import { passOnWays } from '../../pass-on.ts'
import { publicNetworks, turnOf } from '../../turn-of.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  const { campaign, action, turn, text, says, opens } = await turnOf(locals, params)
  const now = locals.house.clock.now()
  setHeaders({ 'cache-control': 'private, no-store' })
  const due = turn.dueAt <= now
  return {
    kind: action.kind, says, due, dueAt: turn.dueAt, tapped: turn.tappedAt !== null, passOn: turn.tappedAt !== null ? passOnWays(locals, campaign, action, says.title) : [],
    /** Seconds after which the page asks again by itself, also where no script runs. */
    wait: Math.min(Math.max(Math.ceil((turn.dueAt.getTime() - now.getTime()) / 1_000), 15), 600),
    // Not before the turn: what is in the page can be sent.
    ...(due ? { text, writeTo: action.writeTo, letter: action.kind === 'letter' ? opens('email') : undefined, networks: publicNetworks.map((value) => ({ value, name: networkRules[value].name })) } : {}),
  }
}

export const actions: Actions = {
  /** By their word: a program for mail tells us nothing. */
  sent: async ({ locals, params }) => {
    const { campaign, turn } = await turnOf(locals, params)
    await tapTurn(locals.house, campaign.id, turn.id)
    return { sent: true }
  },
}
