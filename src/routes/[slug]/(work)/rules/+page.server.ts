import { randomUUID } from 'node:crypto'
import { fail, type RequestEvent } from '@sveltejs/kit'
import { isUuid } from '#core/index.ts'
import { may } from '#person/index.ts'
import { judge, limitsOf, listRules, noRule, postsAside, previewTarget, ruleWithId, sampleOf, setLimits, switchRule, unjudge, urgentAside, type RuleView } from '#rule/index.ts'
import { queueCounts } from '#statement/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

const sampleSize = 10
const undoSeconds = 10

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'rule.read')
  const { db, clock } = house
  const now = clock.now()
  const [rules, urgent, limits, counts, posts] = await Promise.all([listRules(db, campaign.id, now), urgentAside(db, campaign.id), limitsOf(db, campaign.id), queueCounts(db, campaign.id, now), postsAside(db, campaign.id)])
  const would = await Promise.all(rules.filter((rule) => rule.state === 'proposed').slice(0, 20).map(async ({ id }) => [id, await wouldTake(id)] as const))
  const asked = rules.find((rule) => rule.id === url.searchParams.get('sample'))
  const seed = url.searchParams.get('seed') ?? randomUUID()
  return {
    now, limits, urgent, seed,
    rules: rules.filter((rule) => rule.state !== 'off' || recent(rule)),
    aside: counts.aside,
    posts,
    would: Object.fromEntries(would),
    sample: asked && { rule: asked.id, statements: await sampleOf(db, campaign.id, asked.id, sampleSize, seed) },
    made: madeLately(url.searchParams.get('made')),
    back: url.searchParams.get('back')?.startsWith(`/${params.slug}/desk`) ? url.searchParams.get('back')! : `/${params.slug}/desk`,
    makes: may(actor, campaign, 'rule.make'),
  }

  async function wouldTake(id: string): Promise<number> {
    const rule = await ruleWithId(db, campaign.id, id)
    return rule ? (await previewTarget(house, campaign.id, rule)).statements : 0
  }

  function recent(rule: RuleView): boolean {
    return now.getTime() - rule.changedAt.getTime() < 7 * 86_400_000
  }

  /** The rule that one has just made: it can be undone as quickly. */
  function madeLately(id: string | null) {
    const rule = rules.find((one) => one.id === id)
    return rule && { id: rule.id, seconds: Math.max(0, Math.ceil(undoSeconds - (now.getTime() - rule.changedAt.getTime()) / 1_000)) }
  }
}

export const actions: Actions = {
  switch: (event) => doing(event, async ({ house, actor, campaign, form }) => {
    const id = idOf(form)
    const state = form.get('state') === 'on' ? ('on' as const) : ('off' as const)
    await switchRule(house, campaign.id, actor, id, state)
    return { at: id, kind: state }
  }),
  judge: (event) => doing(event, async ({ house, actor, campaign, form }) => {
    const id = idOf(form)
    const verdict = form.get('verdict') === 'wanted' ? ('wanted' as const) : ('noise' as const)
    const statements = form.getAll('statement').map(String).filter(isUuid)
    const count = await judge(house, campaign.id, actor, id, statements, verdict)
    return { at: id, kind: verdict, count, statement: statements[0] ?? '' }
  }),
  unjudge: (event) => doing(event, async ({ house, campaign, form }) => {
    const id = idOf(form)
    const statement = String(form.get('statement'))
    await unjudge(house, campaign.id, id, isUuid(statement) ? statement : id)
    return { at: id, kind: 'undone' as const }
  }),
  release: (event) => doing(event, async ({ house, actor, campaign }) => {
    const floods = (await listRules(house.db, campaign.id, house.clock.now(), { limit: 500 })).filter((rule) => rule.box === 'flood' && rule.state !== 'off')
    for (const flood of floods) await switchRule(house, campaign.id, actor, flood.id, 'off')
    return { at: 'floods', kind: 'released' as const, count: floods.length }
  }),
  limits: (event) => doing(event, async ({ house, campaign, form }) => {
    const number = (name: string) => Number(form.get(name) || NaN)
    await setLimits(house, campaign.id, { minutes: number('minutes'), sender: Number(form.get('sender')), link: Number(form.get('link')), template: Number(form.get('template')) })
    return { at: 'limits', kind: 'limits' as const }
  }),
}

interface Done {
  /** The rule, or the part of the screen, that it is about. */
  at: string
  kind: 'on' | 'off' | 'wanted' | 'noise' | 'undone' | 'released' | 'limits'
  count?: number
  statement?: string
}

type Held = Awaited<ReturnType<typeof entered>> & { form: FormData }

async function doing({ locals, params, request }: RequestEvent, work: (held: Held) => Promise<Done>) {
  const form = await request.formData()
  try {
    const held = await entered(locals, params.slug!, 'rule.make')
    return { done: await work({ ...held, form }) }
  } catch (error) {
    const { status, text } = refused(locals.t, error)
    return fail(status, { text, at: String(form.get('id') ?? 'limits') })
  }
}

function idOf(form: FormData): string {
  const id = String(form.get('id') ?? '')
  if (!isUuid(id)) throw noRule()
  return id
}
