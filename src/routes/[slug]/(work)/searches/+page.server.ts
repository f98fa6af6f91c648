import { fail } from '@sveltejs/kit'
import { issueAreasOf, nameIn } from '#campaign/index.ts'
import { endSearch, savedSearches, saveSearch, type Asking } from '#desk/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

/** The desk's address asks for the same with its own words for two of the keys. */
const keys = ['q', 'area', 'language', 'channel', 'tab'] as const

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  const [searches, areas] = await Promise.all([savedSearches(house, actor, campaign), issueAreasOf(house.db, campaign.id)])
  const asked = Object.fromEntries(keys.map((key) => [key, url.searchParams.get(key)?.slice(0, 500) ?? '']))
  return {
    asked: keys.some((key) => key !== 'tab' && asked[key]) ? asked : null,
    areas: areas.map(({ key, names }) => ({ key, name: nameIn(names, locals.language) })),
    languages: campaign.languages,
    searches: searches.map((one) => ({ ...one, address: addressOf(one.asking) })),
  }
}

export const actions: Actions = {
  keep: async ({ locals, params, request }) => {
    const form = await request.formData()
    const text = (name: string) => String(form.get(name) ?? '').trim()
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
      const state = ['asked', 'review', 'aside', 'decided'].find((one) => one === text('tab'))
      await saveSearch(house, actor, campaign, { name: text('name'), shared: text('shared') === 'yes', asking: { q: text('q'), about: text('area'), language: text('language'), channel: text('channel'), state } })
      return { saved: text('name') }
    } catch (reason) {
      const { status, code, text: said } = refused(locals.t, reason)
      return fail(status, { code, text: said, name: text('name') })
    }
  },
  end: async ({ locals, params, request }) => {
    const form = await request.formData()
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
      await endSearch(house, actor, campaign, String(form.get('id') ?? ''))
      return { ended: true }
    } catch (reason) {
      const { status, code, text } = refused(locals.t, reason)
      return fail(status, { code, text, name: '' })
    }
  },
}

function addressOf({ q, about, language, channel, state }: Asking): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries({ q, area: about, language, channel, tab: state && state !== 'waiting' ? state : undefined })) if (value) parameters.set(name, value)
  return `?${parameters}`
}
