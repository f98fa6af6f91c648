import type { House } from '#core/index.ts'
import { pseudonym } from '#post/index.ts'
import { linkValue } from './target.ts'

/** What an open statement can be put aside by, most of its posts first. */
export interface Choices {
  /** One post of each sender, and the four letters and digits that stand for them. */
  senders: { post: string; name: string; posts: number }[]
  links: string[]
  hosts: string[]
  hashtags: string[]
}

const mostPosts = 200
const mostEach = 3

export async function choicesOf(house: Pick<House, 'db'>, campaignId: string, statementId: string): Promise<Choices> {
  const posts = await house.db.rows<{ id: string; author: string | null; links: string[] | null; hashtags: string[] | null }>(
    `select p.id, p.author_id as author, p.links, p.hashtags from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
     where f.campaign_id = $1 and f.statement_id = $2 and p.withdrawn_at is null order by f.number limit ${mostPosts}`,
    [campaignId, statementId],
  )
  const senders = new Map<string, Choices['senders'][number]>()
  for (const { id, author } of posts) {
    if (author === null) continue
    const known = senders.get(author)
    if (known) known.posts += 1
    else senders.set(author, { post: id, name: pseudonym(author), posts: 1 })
  }
  const links = mostUsed(posts.flatMap((post) => (post.links ?? []).flatMap((link) => linkValue(link) ?? [])))
  return {
    senders: [...senders.values()].sort((a, b) => b.posts - a.posts).slice(0, mostEach),
    links,
    hosts: mostUsed(links.map((link) => link.split('/', 1)[0]!)),
    hashtags: mostUsed(posts.flatMap((post) => (post.hashtags ?? []).map((tag) => tag.toLowerCase()))),
  }
}

function mostUsed(values: string[]): string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, mostEach).map(([value]) => value)
}
