import { error, fail, type RequestEvent } from '@sveltejs/kit'
import { institutionsOf, issueAreasOf, nameIn } from '#campaign/index.ts'
import { isUuid } from '#core/index.ts'
import { behindLinked, noStatement } from '#desk/index.ts'
import { may } from '#person/index.ts'
import { alikeLearned, noQuestion, questionById, refuseAlike, sayAlike, statementsAlike, suggestAgain, unsayAlike } from '#question/index.ts'
import { refused } from '#ui/refused.ts'
import { coverOf } from '../../cover.ts'
import { excerpt } from '../../desk/excerpt.ts'
import { entered } from '../../entered.ts'
import type { Actions, PageServerLoad } from './$types'

const mostSuggested = 10

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  const { db } = house
  const question = isUuid(params.id) ? await questionById(db, campaign.id, params.id) : undefined
  if (!question) error(404)
  const [alike, learned, behind, areas, institutions] = await Promise.all([
    statementsAlike(db, campaign.id, question.id, mostSuggested), alikeLearned(db, campaign.id), behindLinked(db, campaign.id, 'question', [question.id]), issueAreasOf(db, campaign.id), institutionsOf(db, campaign.id),
  ])
  const cover = await coverOf(house, campaign, actor, alike.map((one) => one.id))
  return {
    question: {
      ...question,
      area: areas.filter((one) => one.id === question.issueAreaId).map((one) => nameIn(one.names, locals.language))[0],
      institutions: institutions.filter((one) => question.issueAreaId && one.issueAreaIds.includes(question.issueAreaId)).map((one) => nameIn(one.names, locals.language)),
      behind: behind.get(question.id) ?? { statements: [], people: 0 },
    },
    alike: alike.map((one) => ({ ...one, text: cover.covers(one.id) ? locals.t('graphic.coveredRow') : excerpt(one.text, 280) })),
    learned: learned && { judged: learned.judged, found: learned.found },
    mayJoin: may(actor, campaign, 'question.edit') && may(actor, campaign, 'deed.do'),
    mayBulk: may(actor, campaign, 'bulk.few'),
  }
}

export const actions: Actions = {
  yes: (event) => saying(event, async ({ house, actor, campaign, id, statement }) => {
    const { proposed, deedId } = await sayAlike(house, campaign.id, actor, id, statement)
    return { said: proposed ? ('proposed' as const) : ('yes' as const), statement, deed: deedId }
  }),
  no: (event) => saying(event, async ({ house, actor, campaign, id, statement }) => {
    await refuseAlike(house, campaign.id, actor, id, statement)
    return { said: 'no' as const, statement }
  }),
  /** Within ten seconds; then it waits again. */
  back: (event) => saying(event, async ({ house, actor, campaign, statement, deed }) => {
    if (!isUuid(deed)) throw noStatement()
    await unsayAlike(house, campaign.id, actor, statement, deed)
    return { said: 'again' as const, statement }
  }),
  again: (event) => saying(event, async ({ house, campaign, id, statement }) => {
    await suggestAgain(house, campaign.id, id, statement)
    return { said: 'again' as const, statement }
  }),
}

type Said = Awaited<ReturnType<typeof entered>> & { id: string; statement: string; deed: string }

async function saying<T>({ locals, params, request }: RequestEvent<{ slug: string; id: string }>, work: (said: Said) => Promise<T>) {
  const form = await request.formData()
  const statement = String(form.get('about') ?? '')
  try {
    const held = await entered(locals, params.slug, 'question.edit')
    if (!isUuid(params.id)) throw noQuestion()
    if (!isUuid(statement)) throw noStatement()
    return await work({ ...held, id: params.id, statement, deed: String(form.get('deed') ?? '') })
  } catch (reason) {
    const { status, text, code } = refused(locals.t, reason)
    return fail(status, { text, code, statement })
  }
}
