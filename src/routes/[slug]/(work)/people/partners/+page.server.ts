import { bringIn, coalitionOf, leaveCoalition, looksAfter, may } from '#person/index.ts'
import { addPartner, partnersOf } from '#plan/index.ts'
import { canMail } from '#talk/index.ts'
import { act } from '../../act.ts'
import { entered } from '../../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'person.look-after')
  const now = house.clock.now()
  const manages = may(actor, campaign, 'person.manage')
  const [allies, planned] = await Promise.all([coalitionOf(house.db, campaign.id, now), manages ? partnersOf(house.db, campaign.id, now) : []])
  const here = new Set(allies.map((one) => one.name.toLowerCase()))
  return {
    manages, canMail: canMail(house), allies: allies.filter((one) => looksAfter(actor, campaign, one.id)),
    /** Partners of the plan whose people are not here yet. */
    planned: planned.filter((one) => !one.retired && !here.has(one.name.toLowerCase())).map((one) => one.name),
  }
}

interface Said {
  name?: string
  link?: string
  mailed?: boolean
  told?: string
}

export const actions: Actions = {
  bring: (event) => act<Said>(event, 'person.manage', async ({ house, actor, campaign, word }) => {
    const [name, email, label] = [word('name'), word('email'), word('person')]
    const { link } = await bringIn(house, actor, campaign, { name, label, ...(email ? { email } : {}) })
    // It stands in the plan too, for what it does each week.
    if (!(await partnersOf(house.db, campaign.id, house.clock.now())).some((one) => one.name.toLowerCase() === name.toLowerCase())) {
      await addPartner(house, actor, campaign, { name, personName: label })
    }
    return { name, link, mailed: email !== '' && canMail(house) }
  }),
  leave: (event) => act<Said>(event, 'person.look-after', async ({ house, actor, campaign, word }) => {
    const count = await leaveCoalition(house, actor, campaign, word('id').slice(0, 64))
    return { told: event.locals.t('people.partnerLeft', { name: word('name').slice(0, 200), count }) }
  }),
}
