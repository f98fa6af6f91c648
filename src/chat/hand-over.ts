import { refuse, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { lengthOn, networkRules, shareLink, type Length, type Network } from '#variant/index.ts'
import type { Chat } from './chat.ts'
import { lockChat, told } from './chat.ts'
import { keyOf } from './gather.ts'

/** What a question is as a post. Whatever sends it (a person by a link, later an account of ours) sends this. */
export interface QuestionPost {
  text: string
  language: string
}

/** "Q3. Who keeps the keys? #WaterChat" */
export function questionPost(chat: Pick<Chat, 'hashtags' | 'language'>, question: { number: number; text: string }): QuestionPost {
  return { text: `${questionLetter(chat.language)}${question.number}. ${question.text} #${chat.hashtags[0]}`, language: chat.language }
}

/** "A3 #WaterChat": what an answer begins and ends with. */
export function answerStart(chat: Pick<Chat, 'hashtags' | 'language'>, number: number): string {
  return `${answerLetter(chat.language)}${number}.  #${chat.hashtags[0]}`
}

const lettersOf: Record<string, [question: string, answer: string]> = { es: ['P', 'R'], pt: ['P', 'R'], fr: ['Q', 'R'], ar: ['س', 'ج'] }

export function questionLetter(language: string): string {
  return (lettersOf[language.split('-')[0]!] ?? ['Q', 'A'])[0]
}

export function answerLetter(language: string): string {
  return (lettersOf[language.split('-')[0]!] ?? ['Q', 'A'])[1]
}

/** On which a text opens with one tap, in the order in which chats are held there. */
export const chatNetworks = ['x', 'mastodon', 'bluesky', 'threads', 'telegram', 'whatsapp'] as const satisfies Network[]
export type ChatNetwork = (typeof chatNetworks)[number]

export interface Way {
  network: ChatNetwork
  name: string
  href: string
  length: Length
}

/** One link a network, with its length as that network counts. `inReplyTo`: the post on X before it, so that they make a thread. */
export function waysFor(text: string, inReplyTo?: string): Way[] {
  return chatNetworks.flatMap((network) => {
    const href = shareLink(network, { text, ...(inReplyTo ? { inReplyTo } : {}) })
    return href ? [{ network, name: networkRules[network].name, href, length: lengthOn(network, text) }] : []
  })
}

/** The post on a network that the next one answers, so that the questions make a thread. */
export function lastOn(network: string, links: readonly string[]): { externalId: string; link: string } | undefined {
  return links.map(postAt).findLast((post) => post?.channel === network)
}

const hosts: [RegExp, string][] = [[/(^|\.)(x|twitter)\.com$/, 'x'], [/(^|\.)bsky\.app$/, 'bluesky'], [/(^|\.)(t\.me|telegram\.me)$/, 'telegram']]

/** The channel and id of a post by its address; any other server with a path of a post is taken for one of Mastodon. */
export function postAt(link: string): { channel: string; externalId: string; link: string } | undefined {
  const url = URL.parse(link.trim())
  if (!url || !/^https?:$/.test(url.protocol) || link.length > 500) return undefined
  const channel = hosts.find(([pattern]) => pattern.test(url.hostname))?.[1] ?? 'mastodon'
  const externalId = keyOf(url.pathname)
  return externalId ? { channel, externalId, link: url.href } : undefined
}

/** Where a question was posted, by its address: replies to it are gathered from now on. */
export async function noteQuestionPost(house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string, questionId: string, link: string): Promise<void> {
  allow(actor, campaign, 'chat.run')
  const post = postAt(link)
  if (!post) throw refuse('post-link-wrong', 422, 'This is not the address of a post.', { mend: 'Copy it from the post: it begins with https://.' })
  await house.db.transact(async (t) => {
    await lockChat(t, campaign.id, chatId)
    if (!(await keepQuestionPost(t, campaign.id, chatId, questionId, post, house.clock.now()))) throw refuse('not-asked', 422, 'This question was not asked yet.')
    await told(t, campaign.id, chatId)
  })
}

/** Replies to this post are answers to this question from now on. False: the question was not asked. */
export async function keepQuestionPost(t: Transactor, campaignId: string, chatId: string, questionId: string, post: { channel: string; externalId: string; link: string | null }, at: Date): Promise<boolean> {
  const asked = await t.row(`select 1 from chat_question where campaign_id = $1 and chat_id = $2 and id = $3 and number is not null`, [campaignId, chatId, questionId])
  if (!asked) return false
  await t.run(
    `insert into chat_question_post (campaign_id, chat_id, question_id, channel, external_id, link, at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (campaign_id, chat_id, channel, external_id) do update set question_id = excluded.question_id, link = coalesce(excluded.link, chat_question_post.link)`,
    [campaignId, chatId, questionId, post.channel, keyOf(post.externalId), post.link, at],
  )
  return true
}
