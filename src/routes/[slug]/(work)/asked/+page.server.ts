import { fail } from '@sveltejs/kit'
import { isUuid } from '#core/index.ts'
import { institutionsOf, issueAreasOf, nameIn } from '#campaign/index.ts'
import { behindLinked, areaCalled } from '#desk/index.ts'
import { may } from '#person/index.ts'
import { countAlike, editQuestion, listQuestions, noQuestion } from '#question/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  const q = url.searchParams.get('q')?.trim().slice(0, 200) ?? ''
  const [areas, institutions] = await Promise.all([issueAreasOf(house.db, campaign.id), institutionsOf(house.db, campaign.id)])
  const area = areas.find((one) => one.key === url.searchParams.get('area'))
  const questions = await listQuestions(house.db, campaign.id, { ...(area ? { issueAreaId: area.id } : {}), ...(q ? { words: q } : {}), limit: 100 })
  const ids = questions.map((one) => one.id)
  const [behind, alike] = await Promise.all([behindLinked(house.db, campaign.id, 'question', ids), countAlike(house.db, campaign.id, ids)])
  const names = new Map(areas.map((one) => [one.key, nameIn(one.names, locals.language)]))
  return {
    q, area: area?.key ?? '', mayEdit: may(actor, campaign, 'question.edit'),
    areas: areas.map(({ key }) => ({ key, name: names.get(key)! })),
    questions: questions.map((one) => ({
      ...one,
      area: one.issueArea ? (names.get(one.issueArea) ?? null) : null,
      institutions: institutions.filter((other) => one.issueAreaId && other.issueAreaIds.includes(one.issueAreaId)).map((other) => nameIn(other.names, locals.language)),
      alike: alike.get(one.id) ?? 0,
      behind: behind.get(one.id) ?? { statements: [], people: 0 },
    })),
  }
}

export const actions: Actions = {
  edit: async ({ locals, params, request }) => {
    const form = await request.formData()
    const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) as Record<string, string>
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'question.edit')
      const id = typed['id'] ?? ''
      if (!isUuid(id)) throw noQuestion()
      const wording = (typed['wording'] ?? '').trim().slice(0, 500)
      const area = typed['area'] ? await areaCalled(house.db, campaign.id, typed['area']) : undefined
      await editQuestion(house, campaign.id, actor, id, { version: Number(typed['version']) || 0, ...(wording ? { wording } : {}), ...(area ? { issueAreaId: area.id } : {}) })
      return { saved: id }
    } catch (reason) {
      const { status, text, code } = refused(locals.t, reason)
      return fail(status, { id: typed['id'] ?? '', typed, text, code })
    }
  },
}
