import { error } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { blocksOf, publicNotice } from '#privacy/index.ts'
import { directionOf } from '#ui/languages.ts'
import type { PageServerLoad } from './$types'

/** The privacy notice as a coordinator has put it out. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const campaign = (await campaignBySlug(locals.house.db, params.slug)) ?? error(404)
  const notice = await publicNotice(locals.house.db, campaign, locals.language)
  const blocks = notice ? blocksOf(notice.text) : []
  const title = blocks.find((block) => block.kind === 'title')
  return { notice: notice && { language: notice.language, dir: directionOf(notice.language), at: notice.at, title: title?.kind === 'title' ? title.text : null, blocks: blocks.filter((block) => block.kind !== 'title') } }
}
