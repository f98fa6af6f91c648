import { redirect } from '@sveltejs/kit'
import { chatsOf, makeChat } from '#chat/index.ts'
import { may } from '#person/index.ts'
import { instantOf, tacticsOf, wallOf } from '#plan/index.ts'
import { entered } from '../entered.ts'
import { planAct } from '../plan-act.ts'
import { tacticChoices } from '../tactic-choices.ts'
import { zones } from '../zones.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'chat.read')
  const [chats, tactics] = await Promise.all([chatsOf(house.db, campaign.id), tacticChoices(house, campaign.id, ['chat'])])
  // What the plan says of a chat already is not typed twice.
  const planned = (await tacticsOf(house.db, campaign.id)).find((one) => one.id === url.searchParams.get('tactic'))
  return { tactics, proposed: planned && { tactic: planned.id, title: planned.title, zone: planned.zone, starts: planned.startsWall ?? '' }, chats: chats.map((chat) => ({ ...chat, wall: wallOf(chat.startsAt, chat.zone) })), manages: may(actor, campaign, 'chat.manage'), zones, zone: chats[0]?.zone ?? 'UTC' }
}

export const actions: Actions = {
  add: (event) => planAct(event, 'chat.manage', async ({ house, actor, campaign, word }) => {
    const chat = await makeChat(house, actor, campaign, {
      title: word('title'), lead: word('lead'), hashtags: word('hashtags').split(/[\s,،]+/).filter(Boolean), language: word('language') || undefined, zone: word('zone'), startsAt: instantOf(word('starts'), word('zone')), tacticId: word('tactic') || null,
      thread: word('thread') === 'yes',
    })
    redirect(303, `/${campaign.slug}/chats/${chat.id}`)
  }),
}
