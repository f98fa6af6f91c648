import { addCodes, changeLink, codesOf, linkById, mostRules, shortUrl, tapsByHour, type Rule } from '#link/index.ts'
import { may } from '#person/index.ts'
import { trialsOf } from '#trial/index.ts'
import { networkRules, networks } from '#variant/index.ts'
import { act } from '../../act.ts'
import { entered } from '../../entered.ts'
import { servedBy, tacticChoices } from '../../tactic-choices.ts'
import type { Actions, PageServerLoad } from './$types'

/** Where a link may be put up beside the networks. */
const elsewhere = ['poster', 'radio', 'page'] as const

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'campaign.read')
  const link = await linkById(house.db, campaign.id, params.id)
  const [codes, hours, trials] = await Promise.all([codesOf(house.db, campaign.id, link.id), tapsByHour(house.db, campaign.id, link.id), trialsOf(house.db, campaign.id, link.id)])
  const [served, tactics] = [await servedBy(house, campaign.id, link.tacticId), await tacticChoices(house, campaign.id, ['video', 'playlist'], link.tacticId)]
  return {
    served, tactics, link, hours, trials, makes: may(actor, campaign, 'link.make'), languages: campaign.languages, elsewhere,
    networks: networks.map((value) => ({ value, name: networkRules[value].name })),
    codes: codes.map((one) => ({ ...one, url: shortUrl(house, campaign.slug, one.code) })),
  }
}

export const actions: Actions = {
  change: (event) => act(event, 'link.make', async ({ house, actor, campaign, form, word }) => {
    const rules = Array.from({ length: mostRules }, (_, place) => ruleAt((name) => word(`${name}-${place}`))).filter((rule) => rule !== undefined)
    const forward = Object.fromEntries([...form.keys()].filter((name) => name.startsWith('forward-')).map((name) => [name.slice(8), word(name)]))
    await changeLink(house, actor, campaign, event.params.id, { name: word('name'), url: word('url'), zone: word('zone') || 'UTC', rules, forward, tacticId: word('tactic') || null, version: Number(word('version')) || 0 })
  }),
  retire: (event) => act(event, 'link.make', async ({ house, actor, campaign, word }) => {
    await changeLink(house, actor, campaign, event.params.id, { retired: word('retired') === 'yes', version: Number(word('version')) || 0 })
  }),
  add: (event) => act(event, 'link.make', async ({ house, actor, campaign, word }) => {
    const channel = word('channel') || null
    const sharers = word('sharers').split(/\r?\n/).map((line) => line.trim()).filter(Boolean)
    await addCodes(house, actor, campaign, event.params.id, sharers.length > 0 ? sharers.map((sharer) => ({ channel, sharer })) : [{ channel }])
  }),
}

function ruleAt(field: (name: string) => string): Rule | undefined {
  const [url, device, from, until] = [field('ruleUrl'), field('device'), field('from'), field('until')]
  if (!url) return undefined
  return { url, ...(device ? { device: device as NonNullable<Rule['device']> } : {}), ...(from ? { from: Number(from) } : {}), ...(until ? { until: Number(until) } : {}) }
}
