import { error } from '@sveltejs/kit'
import { campaignBySlug, campaignIn } from '#campaign/index.ts'
import { hasPublicChats } from '#chat/index.ts'
import { addedLanguage } from '#ui/added.ts'
import { isLanguage } from '#ui/languages.ts'
import type { LayoutServerLoad } from './$types'

/** The campaign as everybody may see it. */
export const load: LayoutServerLoad = async ({ locals, params }) => {
  const campaign = await campaignBySlug(locals.house.db, params.slug)
  if (!campaign) error(404)
  return {
    chats: await hasPublicChats(locals.house.db, campaign.id),
    campaign: {
      slug: campaign.slug,
      hashtag: campaign.hashtags[0] ? `#${campaign.hashtags[0]}` : campaign.name,
      hashtags: campaign.hashtags,
      /** Those that are spoken here. */
      languages: campaign.languages.filter((tag) => isLanguage(tag) || addedLanguage(tag) !== undefined),
      ...campaignIn(campaign, campaign.words[locals.t.tag] ? locals.t.tag : locals.language),
    },
  }
}
