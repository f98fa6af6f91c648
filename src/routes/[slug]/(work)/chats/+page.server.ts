import { redirect } from '@sveltejs/kit'
import { chatsOf, makeChat } from '#chat/index.ts'
import { may } from '#person/index.ts'
import { instantOf, wallOf } from '#plan/index.ts'
import { entered } from '../entered.ts'
import { planAct } from '../plan-act.ts'
import { zones } from '../zones.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'chat.read')
  const chats = await chatsOf(house.db, campaign.id)
  return { chats: chats.map((chat) => ({ ...chat, wall: wallOf(chat.startsAt, chat.zone) })), manages: may(actor, campaign, 'chat.manage'), zones, zone: chats[0]?.zone ?? 'UTC' }
}

export const actions: Actions = {
  add: (event) => planAct(event, 'chat.manage', async ({ house, actor, campaign, word }) => {
    const chat = await makeChat(house, actor, campaign, {
      title: word('title'), lead: word('lead'), hashtags: word('hashtags').split(/[\s,،]+/).filter(Boolean), language: word('language') || undefined, zone: word('zone'), startsAt: instantOf(word('starts'), word('zone')),
    })
    redirect(303, `/${campaign.slug}/chats/${chat.id}`)
  }),
}
