import { isRefusal } from '#core/index.ts'
import { blueskyServer, checkAccount, connectAccount, disconnectAccount, ownAccounts, ownNetworks, type NewAccount } from '#talk/index.ts'
import { networkRules } from '#variant/index.ts'
import { entered } from '../entered.ts'
import { planAct, type PlanForm } from '../plan-act.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'account.manage')
  return {
    now: house.clock.now(), accounts: (await ownAccounts(house.db, campaign.id)).map((one) => ({ ...one, name: networkRules[one.channel].name })),
    networks: ownNetworks.map((network) => ({ network, name: networkRules[network].name })), bluesky: blueskyServer(house), dollars: house.config.xDollars,
  }
}

/** What was typed into a field of keys is never sent back: a refusal leaves it in the page of whoever typed it, where scripts run, and nowhere else. */
async function connecting(event: Parameters<typeof planAct>[0], wish: (given: PlanForm) => NewAccount) {
  const said = await planAct(event, 'account.manage', async (given) => {
    try {
      return { handle: (await connectAccount(given.house, given.actor, given.campaign, wish(given))).handle }
    } catch (error) {
      // The network's own words stand beside ours.
      if (isRefusal(error) && error.code === 'account-not-reached') return { unreached: String(error.extra['reason']) }
      throw error
    }
  })
  if ('data' in said && said.data && typeof said.data === 'object' && 'typed' in said.data) said.data.typed = {}
  return said
}

export const actions: Actions = {
  mastodon: (event) => connecting(event, ({ word }) => ({ channel: 'mastodon', server: word('server'), token: word('token') })),
  bluesky: (event) => connecting(event, ({ word }) => ({ channel: 'bluesky', server: word('server'), handle: word('handle'), password: word('password') })),
  x: (event) => connecting(event, ({ word }) => ({ channel: 'x', consumerKey: word('consumerKey'), consumerSecret: word('consumerSecret'), token: word('token'), tokenSecret: word('tokenSecret') })),
  check: (event) => planAct(event, 'account.manage', async ({ house, actor, campaign, id }) => {
    const { handle, state, reason } = await checkAccount(house, actor, campaign, id())
    return { handle, ok: state === 'connected' && !reason, reason }
  }),
  disconnect: (event) => planAct(event, 'account.manage', ({ house, actor, campaign, id }) => disconnectAccount(house, actor, campaign, id())),
}
