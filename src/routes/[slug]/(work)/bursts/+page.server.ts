import { fail, redirect } from '@sveltejs/kit'
import { burstIn as burstWords, burstsOf, makeBurst, stateAt, zoneChoices, type Burst } from '#burst/index.ts'
import { isUuid } from '#core/index.ts'
import { may } from '#person/index.ts'
import { tacticsOf, wallOf, type Tactic } from '#plan/index.ts'
import { banksOf } from '#variant/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { refused } from '#ui/refused.ts'
import { translate } from '#ui/words.ts'
import { entered } from '../entered.ts'
import { burstIn } from './fields.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  const now = house.clock.now()
  const [bursts, banks] = [await burstsOf(house.db, campaign.id), await banksOf(house.db, campaign.id)]
  // Plans are made where the last one was: the zone is proposed, and the day after tomorrow.
  const tactics = (await tacticsOf(house.db, campaign.id)).filter((one) => one.kind === 'burst' && one.state !== 'dropped' && !bursts.some((burst) => burst.tacticId === one.id))
  const chosen = tactics.find((one) => one.id === url.searchParams.get('tactic'))
  const zone = chosen?.zone ?? bursts[0]?.zone ?? 'UTC'
  return {
    bursts: bursts.map((burst) => {
      const say = translate(locals.language, { zone: burst.zone })
      const { title } = burstWords(burst, locals.language)
      return { id: burst.id, title, state: stateAt(burst, now), day: `${say.date(burst.startsAt, 'weekday')} ${say.date(burst.startsAt, 'day')}`, from: say.date(burst.startsAt, 'clock'), to: say.date(burst.endsAt, 'clock'), zone: burst.zone }
    }),
    banks: banks.map(({ id, name, variants }) => ({ id, name, variants })), manages: may(actor, campaign, 'burst.manage'),
    zones: zoneChoices(Intl.supportedValuesOf('timeZone'), zone, now), further: campaign.languages.slice(1).filter(isLanguage),
    tactics: tactics.map(({ id, title }) => ({ id, title })),
    proposed: chosen ? fromTactic(chosen) : { zone, date: wallOf(new Date(now.getTime() + 2 * 86_400_000), zone).slice(0, 10) },
  }
}

/** What the plan says of a burst already. */
function fromTactic({ id, title, zone, startsWall, endsWall }: Tactic): Record<string, string> {
  return { tactic: id, title, zone, ...(startsWall ? { date: startsWall.slice(0, 10), from: startsWall.slice(11) } : {}), ...(endsWall ? { to: endsWall.slice(11) } : {}) }
}

export const actions: Actions = {
  make: async ({ locals, params, request }) => {
    const form = await request.formData()
    let burst: Burst
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'burst.manage')
      const [bank, tactic] = [String(form.get('bank') ?? ''), String(form.get('tactic') ?? '')]
      burst = await makeBurst(house, actor, campaign, { ...burstIn(form), ...(isUuid(bank) ? { bank } : {}), ...(isUuid(tactic) ? { tactic } : {}) })
    } catch (reason) {
      const { status, text } = refused(locals.t, reason)
      return fail(status, { text, typed: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) })
    }
    redirect(303, `/${params.slug}/bursts/${burst.id}`)
  },
}
