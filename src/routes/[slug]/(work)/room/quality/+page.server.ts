import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { isUuid, refuse } from '#core/index.ts'
import { areaCalled, blindKinds, blindShareOf, experiencedFrom, secondRulesOf, seconds, setBlindShare, setSecondRules, settleBlind, type NewSecondRule } from '#desk/index.ts'
import { disagreements, fewest, qualityOf } from '#room/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../../entered.ts'
import { excerpt } from '../../desk/excerpt.ts'
import type { Actions, PageServerLoad } from './$types'

const days = 30

/** How well people agree, and which decisions need two of them. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'room.read')
  const { db } = house
  const since = new Date(house.clock.now().getTime() - days * 24 * 3_600_000)
  const [quality, differ, share, rules, areas] = await Promise.all([
    qualityOf(db, campaign.id, since), disagreements(db, campaign.id), blindShareOf(db, campaign.id), secondRulesOf(db, campaign.id), issueAreasOf(db, campaign.id),
  ])
  const areaName = new Map(areas.map((area) => [area.id, nameIn(area.names, locals.language)]))
  const name = (id: string | null) => (id ? (areaName.get(id) ?? id) : null)
  return {
    fewest, experiencedFrom, share, now: house.clock.now(),
    kinds: blindKinds(house),
    areas: areas.map(({ key, names }) => ({ key, name: nameIn(names, locals.language) })),
    quality: { ...quality, byArea: quality.byArea.map(({ names, ...one }) => ({ ...one, name: nameIn(names, locals.language) })) },
    differ: differ.map((one) => ({ ...one, text: excerpt(one.text, 160), firstArea: name(one.firstArea), secondArea: name(one.secondArea) })),
    rules: rules.map((rule) => ({ ...rule, area: name(rule.issueAreaId) })),
  }
}

export const actions: Actions = {
  share: (event) =>
    doing(event, async ({ house, actor, campaign, form }) => {
      await house.db.transact((t) => setBlindShare(house, t, campaign.id, actor.person.id, Number(form.get('share')) / 100))
    }),
  settle: (event) =>
    doing(event, async ({ house, actor, campaign, form }) => {
      const settled = (['first', 'second', 'both', 'neither'] as const).find((one) => one === form.get('settled'))
      const id = String(form.get('id') ?? '')
      if (!settled || !isUuid(id)) throw refuse('not-found', 404, 'There is no such double decision.')
      await settleBlind(house, campaign.id, actor.person.id, id, settled)
    }),
  addRule: (event) =>
    doing(event, async ({ house, actor, campaign, form }) => {
      const rule = await ruleOf(form, async (area) => (await areaCalled(house.db, campaign.id, area)).id)
      await house.db.transact(async (t) => setSecondRules(house, t, campaign.id, actor.person.id, [...(await secondRulesOf(t, campaign.id)), rule]))
    }),
  endRule: (event) =>
    doing(event, async ({ house, actor, campaign, form }) => {
      await house.db.transact(async (t) => setSecondRules(house, t, campaign.id, actor.person.id, (await secondRulesOf(t, campaign.id)).filter((one) => one.id !== form.get('id'))))
    }),
}

async function ruleOf(form: FormData, idOf: (area: string) => Promise<string>): Promise<NewSecondRule> {
  const area = String(form.get('area') ?? '')
  const under = String(form.get('under') ?? '').trim()
  return {
    kinds: form.getAll('kind').map(String),
    issueAreaId: area ? await idOf(area) : null,
    urgent: form.get('urgent') === 'yes',
    underDecisions: under ? Number(under) : null,
    share: Number(form.get('share') || 100) / 100,
    second: seconds.find((one) => one === form.get('second')) ?? 'anybody',
  }
}

type Held = Awaited<ReturnType<typeof entered>> & { form: FormData }

async function doing(event: RequestEvent<{ slug: string }>, work: (held: Held) => Promise<void>) {
  const form = await event.request.formData()
  try {
    await work({ ...(await entered(event.locals, event.params.slug, 'campaign.manage')), form })
  } catch (error) {
    const { status, code, text } = refused(event.locals.t, error)
    return fail(status, { code, text })
  }
  redirect(303, event.url.pathname)
}
