import { error, type RequestEvent } from '@sveltejs/kit'
import { campaignBySlug, type Campaign } from '#campaign/index.ts'
import { chatById, publicChat, type Chat, type PublicChat } from '#chat/index.ts'
import { isUuid } from '#core/index.ts'
import { ready } from '#publish/index.ts'

/** The chat of the address as everybody may see it; one that is not announced is not there. Made once per change. */
export async function shownChat({ locals: { house }, params }: Pick<RequestEvent, 'locals' | 'params'>): Promise<{ campaign: Campaign; chat: Chat; shown: PublicChat }> {
  const campaign = await campaignBySlug(house.db, params['slug'] ?? '')
  const id = params['id']
  const chat = campaign && isUuid(id) ? await chatById(house.db, campaign.id, id) : undefined
  const shown = chat && (await ready(house, campaign!, `chat ${chat.id}`, () => publicChat(house, campaign!, chat)))
  if (!campaign || !chat || !shown) error(404)
  return { campaign, chat, shown }
}
