import { redirect } from '@sveltejs/kit'
import { refuse } from '#core/index.ts'
import { addedOf, addLanguage, standingOf } from '#language/index.ts'
import { isLanguage, languages, ownNames } from '#ui/languages.ts'
import { act } from '../act.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'language.manage')
  const added = await addedOf(house.db)
  return {
    ours: languages.map((tag) => ({ tag, ownName: ownNames[tag] })),
    languages: added.map((one) => {
      const { all, translated } = standingOf(one)
      return { tag: one.tag, ownName: one.ownName, dir: one.dir, fallback: one.fallback, all, translated, own: one.organisationId === campaign.organisationId }
    }),
  }
}

export const actions: Actions = {
  default: async (event) => {
    let tag = ''
    const said = await act(event, 'language.manage', async ({ house, actor, campaign, word }) => {
      const [fallback, dir] = [word('fallback'), word('dir')]
      if (!isLanguage(fallback)) throw refuse('language-fallback', 422, 'Choose the language that is spoken where this one has no words.')
      await addLanguage(house, actor, campaign, { tag: word('tag'), ownName: word('ownName'), fallback, ...(dir === 'ltr' || dir === 'rtl' ? { dir } : {}) })
      tag = word('tag').toLowerCase().replaceAll('_', '-')
    })
    if (tag) redirect(303, `/${event.params.slug}/languages/${tag}`)
    return said
  },
}
