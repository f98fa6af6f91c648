import { fail, redirect } from '@sveltejs/kit'
import { burstIn as burstWords, burstsOf, makeBurst, stateAt, zoneChoices, type Burst } from '#burst/index.ts'
import { isUuid } from '#core/index.ts'
import { may } from '#person/index.ts'
import { wallOf } from '#plan/index.ts'
import { banksOf } from '#variant/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { refused } from '#ui/refused.ts'
import { translate } from '#ui/words.ts'
import { entered } from '../entered.ts'
import { burstIn } from './fields.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  const now = house.clock.now()
  const [bursts, banks] = [await burstsOf(house.db, campaign.id), await banksOf(house.db, campaign.id)]
  // Plans are made where the last one was: the zone is proposed, and the day after tomorrow.
  const zone = bursts[0]?.zone ?? 'UTC'
  return {
    bursts: bursts.map((burst) => {
      const say = translate(locals.language, { zone: burst.zone })
      const { title } = burstWords(burst, locals.language)
      return { id: burst.id, title, state: stateAt(burst, now), day: `${say.date(burst.startsAt, 'weekday')} ${say.date(burst.startsAt, 'day')}`, from: say.date(burst.startsAt, 'clock'), to: say.date(burst.endsAt, 'clock'), zone: burst.zone }
    }),
    banks: banks.map(({ id, name, variants }) => ({ id, name, variants })), manages: may(actor, campaign, 'burst.manage'),
    zones: zoneChoices(Intl.supportedValuesOf('timeZone'), zone, now), further: campaign.languages.slice(1).filter(isLanguage),
    proposed: { zone, date: wallOf(new Date(now.getTime() + 2 * 86_400_000), zone).slice(0, 10) },
  }
}

export const actions: Actions = {
  make: async ({ locals, params, request }) => {
    const form = await request.formData()
    let burst: Burst
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'burst.manage')
      const bank = String(form.get('bank') ?? '')
      burst = await makeBurst(house, actor, campaign, { ...burstIn(form), ...(isUuid(bank) ? { bank } : {}) })
    } catch (reason) {
      const { status, text } = refused(locals.t, reason)
      return fail(status, { text, typed: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) })
    }
    redirect(303, `/${params.slug}/bursts/${burst.id}`)
  },
}
