import { linkById, shortUrl } from '#link/index.ts'
import { may } from '#person/index.ts'
import { crownWinner, handOut, standingOf, stopTrial, trialById, unitsOf } from '#trial/index.ts'
import { banksOf } from '#variant/index.ts'
import { act } from '../../act.ts'
import { entered } from '../../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'campaign.read')
  const trial = await trialById(house.db, campaign.id, params.id)
  const [units, link, banks] = await Promise.all([unitsOf(house.db, campaign.id, trial.id), linkById(house.db, campaign.id, trial.linkId), trial.state === 'won' ? banksOf(house.db, campaign.id) : []])
  return {
    trial, link, banks, standing: standingOf(trial, units), makes: may(actor, campaign, 'link.make'), languages: campaign.languages,
    units: units.map((one) => ({ ...one, url: shortUrl(house, campaign.slug, one.code) })),
  }
}

export const actions: Actions = {
  hand: (event) => act(event, 'link.make', async ({ house, actor, campaign, word }) => {
    await handOut(house, actor, campaign, event.params.id, word('who').split(/\r?\n/))
  }),
  stop: (event) => act(event, 'link.make', async ({ house, actor, campaign }) => {
    await stopTrial(house, actor, campaign, event.params.id)
  }),
  crown: (event) => act(event, 'link.make', async ({ house, actor, campaign, word }) => {
    await crownWinner(house, actor, campaign, event.params.id, { ...(word('bank') ? { bankId: word('bank') } : {}), language: word('language') || 'en' })
    return { crowned: true }
  }),
}
