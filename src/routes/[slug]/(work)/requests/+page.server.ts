import { closeRequest, linkMinutes, passLink, readRequest, requestsIn } from '#privacy/index.ts'
import { act } from '../act.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'privacy.manage')
  const [open, closed] = await Promise.all([requestsIn(house.db, campaign.id, 'open'), requestsIn(house.db, campaign.id, 'closed')])
  return { open, closed, now: house.clock.now(), linkDays: linkMinutes.passed / 1_440, yours: `${house.origin}/${campaign.slug}/yours` }
}

export const actions: Actions = {
  read: (event) => act(event, 'privacy.manage', async ({ house, actor, campaign, word }) => ({ id: word('id'), read: await readRequest(house, actor, campaign, word('id')) })),
  close: (event) =>
    act(event, 'privacy.manage', async ({ house, actor, campaign, word }) => {
      await closeRequest(house, actor, campaign, word('id'), word('as') === 'refused' ? 'refused' : 'done', word('outcome'))
    }),
  pass: (event) =>
    act(event, 'privacy.manage', async ({ house, actor, campaign, word }) => ({
      link: await passLink(house, actor, campaign, { kind: word('kind'), value: word('value'), network: word('network') }, word('recognised')),
    })),
}
