import { basename } from 'node:path'
import { fail } from '@sveltejs/kit'
import { institutionsOf, nameIn } from '#campaign/index.ts'
import { listDossiers, type DossierRow, type Language } from '#deliver/index.ts'
import { peopleTakingBackSince } from '#post/index.ts'
import { snapshotOf } from '#publish/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { refusalWords } from '#ui/refusal.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import { beginMaking, dossierFolder, makingOf } from './making.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'dossier.make')
  const [institutions, dossiers, snapshot] = await Promise.all([institutionsOf(house.db, campaign.id), listDossiers(house, campaign.id), snapshotOf(house, campaign)])
  const takenBack = await peopleTakingBackSince(house.db, campaign.id, dossiers.map((one) => one.madeAt))
  const editions = dossiers.map((one, place) => shown(one, takenBack[place] ?? 0, dossierFolder(house, campaign.id)))
  const making = makingOf(campaign.id)
  return {
    making: making && { made: making.made, of: making.of, done: making.done, failed: making.failed ? (making.failed.code === 'bug' ? locals.t('deliver.failed') : refusalWords(locals.t, { ...making.failed, mend: making.failed.mend ?? '' })) : null },
    language: campaign.languages.find(isLanguage) ?? 'en',
    institutions: institutions.map((one) => {
      const asked = snapshot.questions.filter((question) => question.issueAreaId !== null && one.issueAreaIds.includes(question.issueAreaId))
      return {
        key: one.key, name: nameIn(one.names, locals.language), questions: asked.length, people: asked.reduce((sum, question) => sum + question.people, 0),
        editions: editions.filter((edition) => edition.institutionId === one.id).slice(0, 10),
      }
    }),
  }
}

function shown({ id, institutionId, edition, language, madeAt, questions, people, files }: DossierRow, takenBack: number, folder: string) {
  return {
    id, institutionId, edition, language, madeAt, questions, people, takenBack,
    /** None where it was made on the command line: those files lie elsewhere. */
    files: files.filter((file) => file.path.startsWith(folder)).map((file) => ({ name: basename(file.path), bytes: file.bytes })),
  }
}

export const actions: Actions = {
  make: async ({ locals, params, request }) => {
    const form = await request.formData()
    try {
      const { house, campaign } = await entered(locals, params.slug, 'dossier.make')
      const institution = String(form.get('institution') ?? '')
      const language = String(form.get('language') ?? '')
      const of = institution ? 1 : (await institutionsOf(house.db, campaign.id)).length
      beginMaking(house, campaign, { ...(institution ? { institution } : {}), ...(isLanguage(language) ? { language: language as Language } : {}), of })
      return { begun: true }
    } catch (reason) {
      const { status, text } = refused(locals.t, reason)
      return fail(status, { text })
    }
  },
}
