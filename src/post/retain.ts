import type { House, Reader, Transactor } from '#core/index.ts'
import { destroyKeys, keysOf, lockEpoch, raiseEpoch } from './authors.ts'
import { openPrivate, sealPrivate } from './envelope.ts'
import { photoShownSql } from './photo-shown.ts'

/*
 * What goes when its time is over (retention/ says when). Each works on some hundred posts that whoever calls has chosen, in a
 * transaction of its own; words stay, and so does the index by which an author is found who wants to see or erase theirs.
 */

export interface Aged {
  id: string
  channel: string
  /** Something is sealed with it. */
  sealed: boolean
}

/** The next posts in the order of arrival, by the primary key alone. */
export async function postsBetween(reader: Reader, campaignId: string, after: string, before: string, most: number): Promise<Aged[]> {
  return reader.rows(
    `select id, channel, sealed is not null as sealed from post where campaign_id = $1 and id > $2 and id < $3 order by id limit $4`, [campaignId, after, before, most])
}

/** Takes the original payload out of the envelopes: how somebody is reached and called stays. */
export async function dropOriginals(house: House, t: Transactor, campaignId: string, postIds: string[]): Promise<number> {
  await lockEpoch(t, campaignId)
  const rows = await t.rows<{ id: string; key_id: string; sealed: Buffer }>(
    `select id, key_id, sealed from post where campaign_id = $1 and id = any($2::uuid[]) and sealed is not null order by id for update`, [campaignId, postIds])
  const keys = new Map((await keysOf(t, campaignId, [...new Set(rows.map((row) => row.key_id))])).map((key) => [key.id, house.keys.unwrapKey(key.wrapped)]))
  const sealed = rows.flatMap(({ id, key_id, sealed }) => {
    const key = keys.get(key_id)
    const content = key && openPrivate(key, sealed)
    if (!content || content.original.length === 0) return []
    const rest = content.byline || content.contact
    return [{ id, bytes: rest ? sealPrivate(key, { ...content, original: new Uint8Array() }) : null }]
  })
  return t.run(
    `update post p set sealed = given.sealed from unnest($2::uuid[], $3::bytea[]) as given (id, sealed) where p.campaign_id = $1 and p.id = given.id`,
    [campaignId, sealed.map((one) => one.id), sealed.map((one) => one.bytes)],
  )
}

/** Takes away everything that is sealed with these posts. Returns the ids of keys that may serve nothing any more. */
export async function dropSealed(t: Transactor, campaignId: string, postIds: string[]): Promise<{ posts: number; keys: string[] }> {
  const rows = await t.rows<{ key_id: string }>(
    `update post set sealed = null, reachable = false where campaign_id = $1 and id = any($2::uuid[]) and sealed is not null returning key_id`, [campaignId, postIds])
  return { posts: rows.length, keys: [...new Set(rows.map((row) => row.key_id))] }
}

/** Destroys those of these keys under which nothing is sealed. An author who writes again gets a new one. */
export async function destroyUnused(t: Transactor, campaignId: string, ids: string[]): Promise<number> {
  await raiseEpoch(t, campaignId)
  const unused = await t.rows<{ id: string }>(
    `select k.id from unnest($2::uuid[]) as k (id)
     where not exists (select from post p where p.campaign_id = $1 and (p.author_id = k.id or p.id = k.id) and p.key_id = k.id and (p.sealed is not null or p.words is not null))
       and not exists (select from post p join photo h on h.campaign_id = p.campaign_id and h.post_id = p.id where p.campaign_id = $1 and (p.author_id = k.id or p.id = k.id) and p.key_id = k.id)`,
    [campaignId, ids],
  )
  await destroyKeys(t, campaignId, unused.map((one) => one.id))
  return unused.length
}

/** The next photos that are older than this and that the public does not see. */
export async function photosBefore(reader: Reader, campaignId: string, before: Date, after: string, most: number): Promise<string[]> {
  const rows = await reader.rows<{ id: string }>(
    `select f.post_id as id from photo f join post o on o.campaign_id = f.campaign_id and o.id = f.post_id
     where f.campaign_id = $1 and f.post_id > $2 and f.created_at < $3 and not ${photoShownSql('f', 'o')} order by f.post_id limit $4`,
    [campaignId, after, before, most],
  )
  return rows.map((row) => row.id)
}

export async function dropPhotosOf(t: Transactor, campaignId: string, postIds: string[]): Promise<{ photos: number; keys: string[] }> {
  const rows = await t.rows<{ key_id: string }>(
    `with gone as (delete from photo where campaign_id = $1 and post_id = any($2::uuid[]) returning post_id)
     select p.key_id from gone join post p on p.campaign_id = $1 and p.id = gone.post_id`, [campaignId, postIds])
  return { photos: rows.length, keys: [...new Set(rows.map((row) => row.key_id))] }
}
