import { fail, redirect } from '@sveltejs/kit'
import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { makeBulk, previewBulk, type Wish } from '#bulk/index.ts'
import { isRefusal, uuid7 } from '#core/index.ts'
import { countMatches, discardReasons, groupsOf } from '#desk/index.ts'
import { may } from '#person/index.ts'
import { listQuestions } from '#question/index.ts'
import { refused } from '#ui/refused.ts'
import { coverOf } from '../../cover.ts'
import { excerpt } from '../../desk/excerpt.ts'
import { entered } from '../../entered.ts'
import { backOf, meantBy } from './meant.ts'
import type { Actions, PageServerLoad } from './$types'

const kinds = ['area', 'discard', 'hand-on', 'question', 'done', 'wait'] as const
const mostCounted = 10_000

/** The address says what is meant and what is to be done: all of it is counted and shown before anything is done, also without a script. */
export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'bulk.few')
  const { db } = house
  const [areas, groups, questions] = await Promise.all([issueAreasOf(db, campaign.id), groupsOf(db, campaign.id), listQuestions(db, campaign.id, { limit: 100 })])
  const kind = kinds.find((one) => one === url.searchParams.get('do'))
  const all = may(actor, campaign, 'bulk.all')
  const found = await lookAt()
  return {
    ...found, kind: kind ?? null, kinds: kinds.filter((one) => (one !== 'wait' || all) && (one !== 'question' || questions.length > 0)),
    asked: [...url.searchParams].filter(([name]) => !['do', ...fieldNames, '/make'].includes(name)),
    fields: Object.fromEntries(fieldNames.map((name) => [name, url.searchParams.get(name) ?? ''])) as Record<(typeof fieldNames)[number], string>,
    areas: areas.map(({ key, names }) => ({ key, name: nameIn(names, locals.language) })),
    reasons: discardReasons, groups,
    questions: questions.map(({ id, number, wording }) => ({ id, number, wording })),
    back: backOf(url, params.slug), q: url.searchParams.get('q'),
    /** The form that is sent twice names the same. */
    id: uuid7(house.clock.now()),
  }

  async function lookAt() {
    try {
      const meant = await meantBy(house, campaign, actor, url)
      const count = meant.search ? await countMatches(db, campaign.id, meant.search.filter, mostCounted) : meant.statements!.length
      const preview = kind && saysEnough(kind, url.searchParams) ? await previewBulk(house, actor, campaign, { ...meant, kind, fields: fieldsOf(url.searchParams) }) : undefined
      const cover = await coverOf(house, campaign, actor, preview?.examples.map((one) => one.id) ?? [])
      return {
        count: preview?.statements ?? count, over: !preview && count > mostCounted, wrong: undefined,
        preview: preview && { ...preview, examples: preview.examples.map((one) => ({ ...one, text: cover.covers(one.id) ? locals.t('graphic.coveredRow') : excerpt(one.text, 280) })) },
      }
    } catch (error) {
      return { count: 0, over: false, preview: undefined, wrong: wrongOf(locals.t, error).text }
    }
  }
}

export const actions: Actions = {
  make: async ({ locals, params, url, request }) => {
    const form = await request.formData()
    let made: string
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'bulk.few')
      const wish: Wish = { ...(await meantBy(house, campaign, actor, url)), kind: kinds.find((one) => one === url.searchParams.get('do')) ?? '', fields: fieldsOf(url.searchParams) }
      const seen = new Date(String(form.get('seen') ?? ''))
      made = (await makeBulk(house, actor, campaign, { ...wish, ...(Number.isNaN(seen.getTime()) ? {} : { seen }), id: String(form.get('id') ?? '') })).id
    } catch (error) {
      const { status, text, code } = wrongOf(locals.t, error)
      return fail(status, { text, code })
    }
    redirect(303, `/${params.slug}/bulk/${made}?${new URLSearchParams({ back: backOf(url, params.slug) })}`)
  },
}

const fieldNames = ['issueArea', 'reason', 'group', 'question'] as const
const needs = { area: 'issueArea', discard: 'reason', 'hand-on': 'group', question: 'question', done: undefined, wait: undefined } as const

function saysEnough(kind: (typeof kinds)[number], asked: URLSearchParams): boolean {
  const field = needs[kind]
  return field === undefined || Boolean(asked.get(field))
}

function fieldsOf(asked: URLSearchParams): Record<string, string> {
  const field = needs[(asked.get('do') ?? '') as keyof typeof needs]
  return field ? { [field]: asked.get(field) ?? '' } : {}
}

function wrongOf(t: App.Locals['t'], error: unknown) {
  const said = refused(t, error)
  const own = `bulk.refused.${said.code}`
  return { ...said, text: isRefusal(error) && t.has(own) ? t(own) : said.text }
}
