import type { Campaign } from '#campaign/index.ts'
import type { House, Reader } from '#core/index.ts'
import { capUntil, ownOrder } from '#burst/index.ts'
import { holdsNow } from '#talk/index.ts'
import { postsOn, type AmplifyPost } from './post.ts'
import { dueFor } from './turn.ts'
import { waysOf, type Way } from './way.ts'

/** A post as it stands for one member. */
export interface OwnPost extends AmplifyPost {
  ways: Way[]
  /** From when on it is theirs to repeat. */
  dueAt: Date
  /** In which ways they have opened it. */
  mine: string[]
}

export interface OwnList {
  /** A STOP or an embargo holds everything: nothing is repeated either. */
  held: boolean
  /** Theirs to repeat now, in their own order. */
  now: OwnPost[]
  /** Theirs later today, the soonest first. */
  later: OwnPost[]
  done: OwnPost[]
  /** They have had enough for now, until then. */
  restUntil: Date | null
  /** Not on anybody's list: to come, taken off, gone, or with words that may not be said. For whoever puts posts on. */
  aside: AmplifyPost[]
}

/** The list as one member has it. `all`: with what is on nobody's list. */
export async function listFor(house: Pick<House, 'db' | 'clock'>, campaign: Campaign, personId: string, { all = false }: { all?: boolean } = {}): Promise<OwnList> {
  const now = house.clock.now()
  const [held, posts, taps] = await Promise.all([holdsNow(house.db, campaign.id, now), postsOn(house.db, campaign, now), ownTaps(house.db, campaign.id, personId, now)])
  const shown = held ? [] : posts.filter((post) => stands(post, now))
  const own = ownOrder(shown, personId).map((post): OwnPost => ({ ...post, ways: waysOf(post), dueAt: dueFor(post, personId), mine: taps.filter((tap) => tap.id === post.id).map((tap) => tap.way) }))
  const open = own.filter((post) => post.mine.length === 0)
  return {
    held, now: open.filter((post) => post.dueAt <= now), later: open.filter((post) => post.dueAt > now).toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime()), done: own.filter((post) => post.mine.length > 0),
    restUntil: capUntil(taps.map((tap) => tap.at), now), aside: all ? posts.filter((post) => !stands(post, now)) : [],
  }
}

/** Whether it is on the list now. */
export function stands(post: AmplifyPost, now: Date): boolean {
  return post.state === 'on' && post.from <= now && post.until > now && post.embargoed === null
}

/** What a member opened of the posts of now, and whatever counts for the limits. */
export async function ownTaps(reader: Reader, campaignId: string, personId: string, now: Date): Promise<{ id: string; way: string; at: Date }[]> {
  return reader.rows(
    `select t.amplify_id as id, t.way, t.tapped_at as at from amplify_tap t join amplify_post a on a.campaign_id = t.campaign_id and a.id = t.amplify_id
     where t.campaign_id = $1 and t.person_id = $2 and (a.until > $3 or t.tapped_at > $4) order by t.tapped_at limit 2000`,
    [campaignId, personId, now, new Date(now.getTime() - 3_600_000)],
  )
}
