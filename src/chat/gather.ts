import { notify, type FoldedPost, type FoldedStatements, type Transactor } from '#core/index.ts'
import { labelIn } from './label.ts'
import { placingOf, tagForm, type Heard, type Listening } from './match.ts'

/**
 * Step `folded`: of what arrived, the answers to chats that gather them. One look at an index where no chat does; where one does, two
 * queries more for the whole batch and one that writes what was found.
 */
export async function gatherAnswers(t: Transactor, folded: FoldedStatements): Promise<void> {
  const { campaignId, at } = folded
  const chats = await listening(t, campaignId, at)
  if (chats.length === 0) return
  const posts = folded.posts()
  const details = await detailsOf(t, campaignId, posts)
  const [guests, replies] = [await guestsAmong(t, campaignId, chats, posts), await repliesAmong(t, campaignId, chats, details)]
  for (const chat of chats) {
    const found = posts.flatMap((post) => {
      if (post.postedAt > chat.gathersUntil) return []
      const detail = details.get(post.id)
      const guest = post.authorId ? guests.get(`${chat.id} ${post.authorId}`) : undefined
      if (!detail && !guest && !labelIn(post.text)) return []
      const heard: Heard = {
        text: post.text, channel: post.channel, postedAt: post.postedAt, guest, hashtags: detail?.hashtags ?? [], repost: detail?.repostOf !== undefined,
        repliesTo: detail && [detail.replyTo, detail.quoteOf].map((id) => id && replies.get(`${chat.id} ${post.channel} ${keyOf(id)}`)).find(Boolean),
      }
      const placing = placingOf(chat, heard)
      return placing ? [{ post, guest, placing }] : []
    })
    if (found.length === 0) continue
    await keepQuestionPosts(t, campaignId, chat, found.flatMap(({ post, placing }) => (placing.kind === 'question' ? [{ post, question: placing.question }] : [])))
    // Once the transcript is public nothing joins it by itself: a person looks first.
    const late = chat.state === 'published'
    const answers = found.flatMap(({ post, guest, placing }) => (placing.kind === 'answer' ? [{ post, guest, placing }] : []))
    await t.run(
      `insert into chat_answer (campaign_id, chat_id, post_id, question_id, placed, likely_id, guest_id, posted_at, gathered_at)
       select $1, $2, given.post, given.question, given.placed, given.likely, given.guest, given.at, $9
       from unnest($3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::timestamptz[]) as given (post, question, placed, likely, guest, at)
       on conflict do nothing`,
      [campaignId, chat.id, answers.map(({ post }) => post.id), answers.map(({ placing }) => (late ? null : placing.question)), answers.map(({ placing }) => (late ? null : placing.placed)),
        answers.map(({ placing }) => (late ? placing.question : null)), answers.map(({ guest }) => guest?.id ?? null), answers.map(({ post }) => post.postedAt), at],
    )
    await notify(t, campaignId, { kind: 'chat', chat: chat.id, answers: answers.length })
  }
}

type Gathering = Listening & { gathersUntil: Date }

async function listening(t: Transactor, campaignId: string, at: Date): Promise<Gathering[]> {
  const chats = await t.rows<{ id: string; state: Listening['state']; hashtags: string[]; gathersUntil: Date }>(
    `select id, state, hashtags, gathers_until as "gathersUntil" from chat where campaign_id = $1 and gathers_until is not null and gathers_until > $2`, [campaignId, new Date(at.getTime() - lagMilliseconds)])
  if (chats.length === 0) return []
  const asked = await t.rows<Listening['asked'][number] & { chatId: string }>(
    `select chat_id as "chatId", id, number, text, asked_at as "askedAt" from chat_question where campaign_id = $1 and chat_id = any($2::uuid[]) and number is not null order by number`,
    [campaignId, chats.map((chat) => chat.id)],
  )
  return chats.map((chat) => ({ ...chat, hashtags: new Set(chat.hashtags.map(tagForm)), asked: asked.filter((one) => one.chatId === chat.id) }))
}

/** What was posted in time may arrive an hour later; nothing is looked for after that. */
const lagMilliseconds = 3_600_000

interface Detail {
  hashtags: string[]
  replyTo: string | undefined
  quoteOf: string | undefined
  repostOf: string | undefined
}

/** What stands beside the words of the posts; those that have nothing of it are missing. Each by its key, whatever the planner knows of the table. */
async function detailsOf(t: Transactor, campaignId: string, posts: FoldedPost[]): Promise<Map<string, Detail>> {
  const rows = await t.rows<{ id: string; hashtags: string[] | null; reply_to: string | null; quote_of: string | null; repost_of: string | null }>(
    `select given.id, o.hashtags, o.reply_to, o.quote_of, o.repost_of from unnest($2::uuid[]) as given (id)
     cross join lateral (select hashtags, reply_to, quote_of, repost_of from post where campaign_id = $1 and id = given.id offset 0) o
     where o.hashtags <> '{}' or o.reply_to is not null or o.quote_of is not null or o.repost_of is not null`,
    [campaignId, posts.map((post) => post.id)],
  )
  return new Map(rows.map(({ id, ...row }) => [id, { hashtags: row.hashtags ?? [], replyTo: row.reply_to ?? undefined, quoteOf: row.quote_of ?? undefined, repostOf: row.repost_of ?? undefined }]))
}

async function guestsAmong(t: Transactor, campaignId: string, chats: Gathering[], posts: FoldedPost[]): Promise<Map<string, NonNullable<Heard['guest']>>> {
  const rows = await t.rows<{ chatId: string; id: string; part: 'moderator' | 'panel'; author: string }>(
    `select g.chat_id as "chatId", g.id, g.part, author from chat_guest g, unnest(g.author_ids) as author
     where g.campaign_id = $1 and g.chat_id = any($2::uuid[]) and author = any($3::uuid[])`,
    [campaignId, chats.map((chat) => chat.id), [...new Set(posts.flatMap((post) => post.authorId ?? []))]],
  )
  return new Map(rows.map(({ chatId, author, id, part }) => [`${chatId} ${author}`, { id, part }]))
}

/** The question behind what is replied to: a question's own post, one of its answers, or the question itself (from a page of ours). */
async function repliesAmong(t: Transactor, campaignId: string, chats: Gathering[], details: Map<string, Detail>): Promise<Map<string, string>> {
  const wanted = [...new Set([...details.values()].flatMap((one) => [one.replyTo, one.quoteOf]).filter((id) => id !== undefined))]
  if (wanted.length === 0) return new Map()
  const rows = await t.rows<{ chat: string; channel: string; key: string; question: string }>(
    `select q.chat_id as chat, q.channel, q.external_id as key, q.question_id as question from chat_question_post q
       where q.campaign_id = $1 and q.chat_id = any($2::uuid[]) and q.external_id = any($4::text[])
     union all
     select a.chat_id, o.channel, o.external_id, a.question_id from unnest($3::text[]) as given (id)
       cross join lateral (select id, channel, external_id from post where campaign_id = $1 and channel = any($5::text[]) and external_id = given.id offset 0) o
       cross join lateral (select chat_id, question_id from chat_answer where campaign_id = $1 and post_id = o.id and chat_id = any($2::uuid[]) and question_id is not null offset 0) a
     union all
     select q.chat_id, 'form', q.id::text, q.id from chat_question q where q.campaign_id = $1 and q.chat_id = any($2::uuid[]) and q.id::text = any($3::text[]) and q.number is not null`,
    [campaignId, chats.map((chat) => chat.id), wanted, wanted.map(keyOf), threaded],
  )
  return new Map(rows.map(({ chat, channel, key, question }) => [`${chat} ${channel} ${keyOf(key)}`, question]))
}

/** Where replies name what they reply to. */
const threaded = ['x', 'mastodon', 'bluesky', 'telegram', 'form', 'feed']

/** Programs write the id of a post bare, as an address or as a URI: its last part is the same in all of them. */
export function keyOf(id: string): string {
  return id.trim().replace(/[/?#]+$/, '').split(/[?#]/)[0]!.split('/').at(-1)!
}

async function keepQuestionPosts(t: Transactor, campaignId: string, chat: Gathering, posts: { post: FoldedPost; question: string }[]): Promise<void> {
  if (posts.length === 0) return
  const rows = await t.rows<{ id: string; external_id: string }>(
    `select given.id, o.external_id from unnest($2::uuid[]) as given (id) cross join lateral (select external_id from post where campaign_id = $1 and id = given.id offset 0) o`,
    [campaignId, posts.map(({ post }) => post.id)])
  const externalId = new Map(rows.map((row) => [row.id, row.external_id]))
  await t.run(
    `insert into chat_question_post (campaign_id, chat_id, question_id, channel, external_id, at)
     select $1, $2, given.question, given.channel, given.id, given.at from unnest($3::uuid[], $4::text[], $5::text[], $6::timestamptz[]) as given (question, channel, id, at) on conflict do nothing`,
    [campaignId, chat.id, posts.map(({ question }) => question), posts.map(({ post }) => post.channel), posts.map(({ post }) => keyOf(externalId.get(post.id)!)), posts.map(({ post }) => post.postedAt)],
  )
}
