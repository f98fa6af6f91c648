import { fail } from '@sveltejs/kit'
import { institutionsOf, issueAreasOf, nameIn } from '#campaign/index.ts'
import { areaCalled } from '#desk/index.ts'
import { may } from '#person/index.ts'
import { editQuestion, listQuestions } from '#question/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { house, language } = locals
  const { campaign, actor } = await entered(locals, params.slug, 'statement.read')
  const area = url.searchParams.get('area') || undefined
  const words = url.searchParams.get('words')?.trim() || undefined
  const issueAreaId = area ? (await areaCalled(house.db, campaign.id, area).catch(() => undefined))?.id : undefined
  const [areas, institutions, questions] = await Promise.all([
    issueAreasOf(house.db, campaign.id), institutionsOf(house.db, campaign.id), listQuestions(house.db, campaign.id, { issueAreaId, words }),
  ])
  const names = Object.fromEntries(areas.map((one) => [one.key, nameIn(one.names, language)]))
  return {
    questions: questions.map(({ issueAreaId: areaId, ...question }) => {
      const institution = institutions.find((one) => areaId !== null && one.issueAreaIds.includes(areaId))
      return { ...question, areaName: question.issueArea ? names[question.issueArea]! : null, institution: institution ? nameIn(institution.names, language) : null }
    }),
    areas: areas.map((one) => ({ key: one.key, name: names[one.key]! })),
    area: area ?? '',
    words: words ?? '',
    mayEdit: may(actor, campaign, 'question.edit'),
  }
}

export const actions: Actions = {
  edit: async ({ locals, params, request }) => {
    const form = await request.formData()
    const id = String(form.get('id') ?? '')
    const typed = { wording: String(form.get('wording') ?? '').trim(), area: String(form.get('area') ?? '') }
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'question.edit')
      const issueAreaId = typed.area ? (await areaCalled(house.db, campaign.id, typed.area)).id : undefined
      await editQuestion(house, campaign.id, actor, id, {
        version: Number(form.get('version')), ...(typed.wording.length >= 3 ? { wording: typed.wording.slice(0, 500) } : {}), ...(issueAreaId ? { issueAreaId } : {}),
      })
    } catch (error) {
      const { status, code, text } = refused(locals.t, error)
      return fail(status, { id, code, text, typed })
    }
    return { id, saved: true as const }
  },
}
