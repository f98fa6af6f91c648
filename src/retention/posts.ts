import type { House, Transactor } from '#core/index.ts'
import { destroyUnused, dropOriginals, dropPhotosOf, dropSealed, photosBefore, postsBetween } from '#post/index.ts'
import { channels, type Kind } from './kind.ts'
import { stillNeeded } from './needed.ts'
import { daysFor, type Rules } from './rules.ts'
import type { Done, Run } from './run.ts'

/** Rows read, and at most as many changed, in one transaction. */
const atOnce = 1_000
const day = 86_400_000

/** The least id that a post may have that came at this time. */
export function idAt(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** Channels that are kept equally long and of which equally much is done go together: all posts are read once. */
async function groupsOf({ house, campaignId }: Run, rules: Rules, kind: Kind): Promise<{ days: number; channels: string[] }[]> {
  const marks = await house.db.rows<{ channel: string; upto: string }>(`select channel, upto from retention_mark where campaign_id = $1 and kind = $2`, [campaignId, kind])
  const markOf = new Map(marks.map((row) => [row.channel, row.upto]))
  const groups = Map.groupBy(channels, (channel) => `${daysFor(rules, kind, channel)} ${markOf.get(channel) ?? ''}`)
  return [...groups.values()].map((some) => ({ days: daysFor(rules, kind, some[0]!), channels: some }))
}

/** Originals and contacts: what has come of age since the last night, and what was needed then. */
export async function agePosts(run: Run, rules: Rules, kind: 'original' | 'contact'): Promise<Done> {
  const done: Done = { gone: 0, complete: true }
  done.gone += await takeKept(run, kind)
  for (const group of await groupsOf(run, rules, kind)) {
    const before = idAt(new Date(run.at.getTime() - group.days * day))
    for (;;) {
      if (!run.hasTime()) return { ...done, complete: false }
      const step = await nextWindow(run, kind, group.channels, before)
      done.gone += step.gone
      if (step.read < atOnce) break
    }
  }
  return done
}

/** Reads the next posts by their key, takes away what is not needed and moves the mark, in one transaction. */
async function nextWindow({ house, campaignId }: Run, kind: 'original' | 'contact', group: string[], before: string): Promise<{ gone: number; read: number }> {
  return house.db.transact(async (t) => {
    const mark = await t.row<{ upto: string }>(`select upto from retention_mark where campaign_id = $1 and kind = $2 and channel = $3 for update`, [campaignId, kind, group[0]])
    const rows = await postsBetween(t, campaignId, mark?.upto ?? '00000000-0000-0000-0000-000000000000', before, atOnce)
    const due = rows.filter((row) => row.sealed && group.includes(row.channel)).map((row) => row.id)
    const gone = await takeDue(house, t, campaignId, kind, due)
    const last = rows.at(-1)
    if (last) {
      await t.run(
        `insert into retention_mark (campaign_id, kind, channel, upto) select $1, $2, channel, $4 from unnest($3::text[]) as given (channel) on conflict (campaign_id, kind, channel) do update set upto = $4`, [campaignId, kind, group, last.id])
    }
    return { gone, read: rows.length }
  })
}

/** What was needed the night before and is not any more. */
async function takeKept({ house, campaignId, hasTime }: Run, kind: 'original' | 'contact'): Promise<number> {
  let gone = 0
  let after = '00000000-0000-0000-0000-000000000000'
  while (hasTime()) {
    const step = await house.db.transact(async (t) => {
      const rows = await t.rows<{ id: string }>(
        `select post_id as id from retention_kept where campaign_id = $1 and kind = $2 and post_id > $3 order by post_id limit $4 for update`, [campaignId, kind, after, atOnce])
      const ids = rows.map((row) => row.id)
      await t.run(`delete from retention_kept where campaign_id = $1 and kind = $2 and post_id = any($3::uuid[])`, [campaignId, kind, ids])
      return { gone: await takeDue(house, t, campaignId, kind, ids), last: ids.at(-1), read: ids.length }
    })
    gone += step.gone
    if (step.read < atOnce) break
    after = step.last!
  }
  return gone
}

async function takeDue(house: House, t: Transactor, campaignId: string, kind: 'original' | 'contact', due: string[]): Promise<number> {
  const needed = await stillNeeded(t, campaignId, due)
  await keep(t, campaignId, kind, needed)
  const ids = due.filter((id) => !needed.has(id))
  if (ids.length === 0) return 0
  if (kind === 'original') return dropOriginals(house, t, campaignId, ids)
  const { posts, keys } = await dropSealed(t, campaignId, ids)
  await noteKeys(t, campaignId, keys)
  return posts
}

async function keep(t: Transactor, campaignId: string, kind: Kind, needed: Map<string, string>): Promise<void> {
  await t.run(
    `insert into retention_kept (campaign_id, kind, post_id, why) select $1, $2, id, why from unnest($3::uuid[], $4::text[]) as given (id, why)
     on conflict (campaign_id, kind, post_id) do update set why = excluded.why`, [campaignId, kind, [...needed.keys()], [...needed.values()]])
}

async function noteKeys(t: Transactor, campaignId: string, keys: string[]): Promise<void> {
  await t.run(`insert into retention_key (campaign_id, id) select $1, id from unnest($2::uuid[]) as given (id) on conflict do nothing`, [campaignId, keys])
}

/** Photos that the public does not see. */
export async function agePhotos({ house, campaignId, at, hasTime }: Run, rules: Rules): Promise<Done> {
  const before = new Date(at.getTime() - rules.days.photo * day)
  await house.db.transact((t) => t.run(`delete from retention_kept where campaign_id = $1 and kind = 'photo'`, [campaignId]))
  let gone = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    if (!hasTime()) return { gone, complete: false }
    const step = await house.db.transact(async (t) => {
      const ids = await photosBefore(t, campaignId, before, after, 200)
      const needed = await stillNeeded(t, campaignId, ids, { photos: true })
      await keep(t, campaignId, 'photo', needed)
      const { photos, keys } = await dropPhotosOf(t, campaignId, ids.filter((id) => !needed.has(id)))
      await noteKeys(t, campaignId, keys)
      return { gone: photos, last: ids.at(-1), read: ids.length }
    })
    gone += step.gone
    if (step.read < 200) return { gone, complete: true }
    after = step.last!
  }
}

/** Keys under which nothing is left are destroyed, so that what was sealed with them is unreadable in old backups, too, once their key files are gone. */
export async function ageKeys({ house, campaignId }: Run): Promise<void> {
  for (;;) {
    const read = await house.db.transact(async (t) => {
      const rows = await t.rows<{ id: string }>(`delete from retention_key where campaign_id = $1 and id in (select id from retention_key where campaign_id = $1 limit 5000) returning id`, [campaignId])
      if (rows.length > 0) await destroyUnused(t, campaignId, rows.map((row) => row.id))
      return rows.length
    })
    if (read < 5_000) return
  }
}
