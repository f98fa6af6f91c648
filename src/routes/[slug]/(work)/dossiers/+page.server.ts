import { fail, redirect } from '@sveltejs/kit'
import { institutionsOf, nameIn } from '#campaign/index.ts'
import { isUuid } from '#core/index.ts'
import { lastOrder, listDossiers, orderDossiers } from '#deliver/index.ts'
import { snapshotOf } from '#publish/index.ts'
import { isLanguage, languages, ownNames } from '#ui/languages.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { house, language } = locals
  const { campaign } = await entered(locals, params.slug, 'dossier.make')
  const [institutions, snapshot, made, order] = await Promise.all([
    institutionsOf(house.db, campaign.id), snapshotOf(house, campaign), listDossiers(house, campaign.id), lastOrder(house, campaign.id),
  ])
  const own = campaign.languages.find(isLanguage) ?? 'en'
  return {
    institutions: institutions.map((one) => {
      const asked = snapshot.questions.filter((question) => question.issueAreaId !== null && one.issueAreaIds.includes(question.issueAreaId))
      const editions = made.filter((dossier) => dossier.institutionId === one.id)
      return {
        id: one.id, name: nameIn(one.names, language), questions: asked.length, people: asked.reduce((sum, question) => sum + question.people, 0),
        editions: editions.slice(0, 3).map(({ id, edition, language: spoken, madeAt, questions, people, files }) => ({
          id, edition, language: spoken, madeAt, questions, people, files: files.map((file) => file.path.split(/[\\/]/).at(-1)!),
        })),
      }
    }),
    running: order && !order.doneAt ? { made: order.made, of: order.ofAll ?? (order.institutionId ? 1 : institutions.length) } : null,
    problem: order?.problem ?? null,
    languages: languages.map((one) => ({ key: one, name: ownNames[one] })),
    language: own,
  }
}

export const actions: Actions = {
  make: async ({ locals, params, request }) => {
    const form = await request.formData()
    const language = String(form.get('language') ?? '')
    const institution = String(form.get('institution') ?? '')
    try {
      const { house, campaign } = await entered(locals, params.slug, 'dossier.make')
      await orderDossiers(house, campaign.id, { language: isLanguage(language) ? language : 'en', ...(isUuid(institution) ? { institutionId: institution } : {}) })
    } catch (error) {
      const { status, code, text } = refused(locals.t, error)
      return fail(status, { code, text })
    }
    redirect(303, `/${params.slug}/dossiers`)
  },
}
