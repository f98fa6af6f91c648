import { basename, join, resolve, sep } from 'node:path'
import { fail, redirect } from '@sveltejs/kit'
import { institutionsOf, nameIn } from '#campaign/index.ts'
import { isUuid } from '#core/index.ts'
import { lastOrder, listDossiers, orderDossiers, type DossierRow } from '#deliver/index.ts'
import { peopleTakingBackSince } from '#post/index.ts'
import { snapshotOf } from '#publish/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import { spokenLanguages } from '../spoken.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'dossier.make')
  const [institutions, dossiers, snapshot, order] = await Promise.all([
    institutionsOf(house.db, campaign.id), listDossiers(house, campaign.id), snapshotOf(house, campaign), lastOrder(house, campaign.id),
  ])
  const spoken = await spokenLanguages(house)
  const takenBack = await peopleTakingBackSince(house.db, campaign.id, dossiers.map((one) => one.madeAt))
  const editions = dossiers.map((one, place) => shown(one, takenBack[place] ?? 0, join(house.dataDir, 'dossiers', campaign.id)))
  return {
    running: order && !order.doneAt ? { made: order.made, of: order.ofAll ?? (order.institutionId ? 1 : institutions.length) } : null,
    problem: order?.problem ? locals.t('deliver.failed') : null,
    language: campaign.languages.find((tag) => spoken.some((one) => one.tag === tag)) ?? 'en',
    spoken,
    institutions: institutions.map((one) => {
      const asked = snapshot.questions.filter((question) => question.issueAreaId !== null && one.issueAreaIds.includes(question.issueAreaId))
      return {
        id: one.id, key: one.key, name: nameIn(one.names, locals.language), questions: asked.length, people: asked.reduce((sum, question) => sum + question.people, 0),
        editions: editions.filter((edition) => edition.institutionId === one.id).slice(0, 10),
      }
    }),
  }
}

function shown({ id, institutionId, edition, language, madeAt, questions, people, files }: DossierRow, takenBack: number, folder: string) {
  return {
    id, institutionId, edition, language, madeAt, questions, people, takenBack,
    /** None where it was made on the command line: those files lie elsewhere. */
    files: files.filter((file) => resolve(file.path).startsWith(resolve(folder) + sep)).map((file) => ({ name: basename(file.path), bytes: file.bytes })),
  }
}

export const actions: Actions = {
  make: async ({ locals, params, request }) => {
    const form = await request.formData()
    try {
      const { house, campaign } = await entered(locals, params.slug, 'dossier.make')
      const institution = String(form.get('institution') ?? '')
      const language = String(form.get('language') ?? '')
      await orderDossiers(house, campaign.id, { language: (await spokenLanguages(house)).some((one) => one.tag === language) ? language : 'en', ...(isUuid(institution) ? { institutionId: institution } : {}) })
    } catch (reason) {
      const { status, text } = refused(locals.t, reason)
      return fail(status, { text })
    }
    redirect(303, `/${params.slug}/dossiers`)
  },
}
