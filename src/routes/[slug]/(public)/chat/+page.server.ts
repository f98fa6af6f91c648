import { error } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { chatsOf } from '#chat/index.ts'
import { wallOf } from '#plan/index.ts'
import type { PageServerLoad } from './$types'

/** Chats that are announced, and transcripts. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const campaign = await campaignBySlug(locals.house.db, params.slug)
  if (!campaign) error(404)
  const chats = (await chatsOf(locals.house.db, campaign.id)).filter((chat) => chat.state !== 'planned')
  const shown = chats.slice(0, 100).map(({ id, title, state, startsAt, zone, hashtags }) => ({ id, title, state, startsAt, zone, hashtag: hashtags[0]!, wall: wallOf(startsAt, zone) }))
  return { coming: shown.filter((chat) => chat.state === 'announced' || chat.state === 'running').toReversed(), past: shown.filter((chat) => chat.state === 'over' || chat.state === 'published') }
}
