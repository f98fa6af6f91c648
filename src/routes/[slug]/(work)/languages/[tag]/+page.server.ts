import { redirect } from '@sveltejs/kit'
import { refuse } from '#core/index.ts'
import { changeLanguage, importWords, ownLanguage, removeLanguage, standingOf, type Taken } from '#language/index.ts'
import { isLanguage, languages, ownNames } from '#ui/languages.ts'
import { catalogueOf, neededForms } from '#ui/words.ts'
import { act } from '../../act.ts'
import { entered } from '../../entered.ts'
import type { Actions, PageServerLoad } from './$types'

const shown = 20
const mostBytes = 6_000_000

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'language.manage')
  const language = await ownLanguage(house, actor, campaign, params.tag)
  const { all, translated, holes } = standingOf(language)
  const original = catalogueOf(language.fallback)
  const { tag, ownName, dir, fallback } = language
  return {
    language: { tag, ownName, dir, fallback, fallbackName: ownNames[fallback] }, all, translated, forms: neededForms(tag),
    ours: languages.map((one) => ({ tag: one, ownName: ownNames[one] })),
    holes: { count: holes.length, first: holes.slice(0, shown).map((key) => ({ key, text: original[key]! })) },
  }
}

export const actions: Actions = {
  file: (event) =>
    act(event, 'language.manage', async ({ house, actor, campaign, form }) => {
      const file = form.get('file')
      if (!(file instanceof File) || file.size === 0) throw refuse('language-file', 422, 'Choose a file first.')
      if (file.size > mostBytes) throw refuse('language-file', 413, 'This file is larger than any catalogue of ours.')
      return { taken: firstOf(await importWords(house, actor, campaign, event.params.tag, await file.text())) }
    }),
  /** Some holes, filled in on the screen. */
  words: (event) =>
    act(event, 'language.manage', async ({ house, actor, campaign, form }) => {
      const given = Object.fromEntries([...form].flatMap(([name, text]) => (name.startsWith('word ') && typeof text === 'string' ? [[name.slice(5), text]] : [])))
      return { taken: firstOf(await importWords(house, actor, campaign, event.params.tag, JSON.stringify(given))) }
    }),
  change: (event) =>
    act(event, 'language.manage', async ({ house, actor, campaign, word }) => {
      const [fallback, dir] = [word('fallback'), word('dir')]
      await changeLanguage(house, actor, campaign, event.params.tag, { ownName: word('ownName'), ...(isLanguage(fallback) ? { fallback } : {}), ...(dir === 'ltr' || dir === 'rtl' ? { dir } : {}) })
    }),
  remove: async (event) => {
    const said = await act(event, 'language.manage', ({ house, actor, campaign }) => removeLanguage(house, actor, campaign, event.params.tag))
    if ('done' in said) redirect(303, `/${event.params.slug}/languages`)
    return said
  },
}

/** A page holds so many; the file is mended with them first. */
function firstOf({ taken, unknown, wrong }: Taken) {
  return { taken, unknown: { count: unknown.length, first: unknown.slice(0, 10) }, wrong: { count: wrong.length, first: wrong.slice(0, 50) } }
}
