import { bounds, channels, checkRule, comingUntil, fixed, keptFor, kindNames, kinds, legalHolds, liftLegalHold, mostCounted, nightsOf, previewRule, rulesOf, setLegalHold, setRule } from '#retention/index.ts'
import { act, type Held } from '../act.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

const week = 7 * 86_400_000

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'retention.manage')
  const { db } = house
  const [rules, nights, kept, coming, holds] = await Promise.all([
    rulesOf(db, campaign.id), nightsOf(db, campaign.id), keptFor(db, campaign.id), comingUntil(house, campaign.id, new Date(house.clock.now().getTime() + week)), legalHolds(db, campaign.id),
  ])
  return {
    kinds: kindNames.map((kind) => ({ kind, days: rules.days[kind], usual: kinds[kind].days, byChannel: kinds[kind].byChannel, coming: coming[kind], kept: kept.filter((one) => one.kind === kind) })),
    byChannel: rules.byChannel, channels, bounds, mostCounted, fixed, holds,
    nights: nights.map(({ at, gone, complete }) => ({ at, complete, gone: kindNames.filter((kind) => gone[kind] > 0).map((kind) => ({ kind, count: gone[kind] })) })),
  }
}

export const actions: Actions = {
  preview: (event) =>
    act(event, 'retention.manage', async (held) => {
      const wish = checkRule(typed(held))
      return { wish, ...(await previewRule(held.house, held.campaign.id, wish)) }
    }),
  keep: (event) => act(event, 'retention.manage', async (held) => void (await setRule(held.house, held.actor, held.campaign, typed(held)))),
  hold: (event) => act(event, 'retention.manage', async ({ house, actor, campaign, word }) => void (await setLegalHold(house, actor, campaign, { incident: Number(word('incident')) || 0 }, word('reason')))),
  lift: (event) => act(event, 'retention.manage', async ({ house, actor, campaign, word }) => void (await liftLegalHold(house, actor, campaign, word('id')))),
}

function typed({ word }: Held) {
  return { kind: word('kind'), channel: word('channel'), days: word('days') === '' ? null : Number(word('days')) }
}
