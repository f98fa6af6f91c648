import { error } from '@sveltejs/kit'
import { posterOf } from '#welcome/index.ts'
import { entered } from '../../../../entered.ts'
import { campaignSpeakers, spokenLanguages } from '../../../../spoken.ts'
import type { PageServerLoad } from './$types'

/** A link for a group as a page to print and hang up, in the languages of the campaign. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'person.invite')
  const poster = await posterOf(house, actor, campaign, params.id, await campaignSpeakers(house, campaign, locals.t.zone))
  if (!poster) error(404)
  return { ...poster, files: await spokenLanguages(house) }
}
