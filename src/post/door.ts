import { noteTakenBack, notedSince, type House, type Reader, type Restored, type Transactor } from '#core/index.ts'
import type { ConsentChanges } from '#campaign/index.ts'
import { audit } from '#person/index.ts'
import { keysOf, lockEpoch } from './authors.ts'
import { effectiveConsentSql } from './consent.ts'
import { openPrivate, sealPrivate, type Private } from './envelope.ts'
import type { Byline, Contact } from './incoming.ts'
import { consentChanges } from './read.ts'

/*
 * The one door to what is sealed with a post: original, contact, byline. Nothing else reads post.sealed (a test greps). Whether
 * somebody may look is decided before (`contact.read`, `export.private`, the claim holder); that they looked is written here.
 */

/** Who looks, and why: goes into the audit log in the same transaction. */
export interface Look {
  campaignId: string
  /** Undefined: the operator, on the command line. */
  personId?: string
  reason?: string
}

/** The addresses that came with a post; undefined when none did or its key is gone. */
export async function readContact(house: House, look: Look, postId: string): Promise<Contact | undefined> {
  return (await lookAt(house, look, [postId], 'contact.read')).get(postId)?.contact
}

/** Everything sealed with these posts, by post id; posts whose key was destroyed are missing. */
export async function readPrivate(house: House, look: Look, postIds: string[]): Promise<Map<string, Private>> {
  return lookAt(house, look, postIds, 'original.read')
}

/**
 * For an export with private data: one entry in the audit log, then page after page. Only for owners with a reason
 * (`export.private`), which whoever calls has checked.
 */
export async function openArchive(house: House, look: Look): Promise<(postIds: string[]) => Promise<Map<string, Private>>> {
  await house.db.transact((t) => audit(t, { campaignId: look.campaignId, at: house.clock.now(), personId: look.personId, kind: 'export.private', reason: look.reason }))
  return (postIds) => openAll(house, house.db, look.campaignId, postIds)
}

async function lookAt(house: House, look: Look, postIds: string[], kind: string): Promise<Map<string, Private>> {
  return house.db.transact(async (t) => {
    const single = postIds.length === 1 ? postIds[0] : undefined
    await audit(t, {
      campaignId: look.campaignId, at: house.clock.now(), personId: look.personId, kind, subject: single, reason: look.reason,
      detail: single ? {} : { posts: postIds.length },
    })
    return openAll(house, t, look.campaignId, postIds)
  })
}

/**
 * For writing to the author and for nothing else: what talk/ needs to send a reply. Not a look by a person, so it is not
 * audited here; the message that is sent is the record.
 */
export async function addressForReply(house: House, t: Transactor, campaignId: string, postId: string): Promise<Contact | undefined> {
  return (await openAll(house, t, campaignId, [postId])).get(postId)?.contact
}

/**
 * For the author's own view, once they have proved by their receipt code that the post is theirs: not a look by one of ours, so it
 * is not audited. Undefined when the key is gone.
 */
export async function readOwn(house: House, campaignId: string, postId: string): Promise<Private | undefined> {
  return (await openAll(house, house.db, campaignId, [postId])).get(postId)
}

/** The same for all that somebody has proved to be theirs; posts whose key is gone are missing. */
export async function readAllOwn(house: House, campaignId: string, postIds: string[]): Promise<Map<string, Private>> {
  return openAll(house, house.db, campaignId, postIds)
}

/**
 * Corrects what its author said of how they are reached and called, from now on; the original stays as it came. Whose post it is stays,
 * too: they are known again by the address that they wrote from. Undefined leaves what is there.
 */
export async function changeContact(house: House, campaignId: string, postIds: string[], change: ContactChange): Promise<void> {
  await noteTakenBack(house, { campaignId, kind: 'contact', ids: postIds })
  await house.db.transact((t) => setContact(house, t, campaignId, postIds, change))
}

interface ContactChange {
  contact: Contact
  name?: string | undefined
}

/** Step `restored`: how people are reached who have said otherwise since the backup. Nobody knows what they said: they are reached no more, and named no more. */
export async function forgetContacts(house: House, t: Transactor, restored: Restored): Promise<void> {
  const postIds = [...notedSince(restored, 'contact').keys()]
  if (postIds.length > 0) await setContact(house, t, restored.campaignId, postIds, { contact: {}, name: '' })
}

async function setContact(house: House, t: Transactor, campaignId: string, postIds: string[], change: ContactChange): Promise<void> {
  const reachable = Object.values(change.contact).some(Boolean)
  await lockEpoch(t, campaignId)
  const rows = await t.rows<{ id: string; key_id: string; sealed: Buffer }>(
    `select id, key_id, sealed from post where campaign_id = $1 and id = any($2::uuid[]) and sealed is not null order by id for update`, [campaignId, postIds])
  const keys = await unwrapped(house, t, campaignId, rows)
  const sealed = rows.flatMap((row) => {
    const key = keys.get(row.key_id)
    if (!key) return []
    const { original, byline } = openPrivate(key, row.sealed)
    const called = change.name === undefined ? byline : named(byline, change.name)
    return [{ id: row.id, sealed: sealPrivate(key, { original, byline: called, contact: reachable ? change.contact : undefined }) }]
  })
  await t.run(
    `update post p set sealed = given.sealed, reachable = $4 from unnest($2::uuid[], $3::bytea[]) as given (id, sealed) where p.campaign_id = $1 and p.id = given.id`,
    [campaignId, sealed.map((one) => one.id), sealed.map((one) => one.sealed), reachable],
  )
}

function named(byline: Byline | undefined, name: string): Byline | undefined {
  const { name: _, ...rest } = byline ?? {}
  const next = name ? { ...rest, name } : rest
  return Object.keys(next).length > 0 ? next : undefined
}

/** Names and handles of those posts whose author agreed to be named; the rest are missing. `changes`: another table of consent than the campaign's, for a preview. */
export async function bylines(house: House, reader: Reader, campaignId: string, postIds: string[], changes?: ConsentChanges): Promise<Map<string, Byline>> {
  const agreed = effectiveConsentSql(changes ?? (await consentChanges(reader, campaignId)), 'name', 'p')
  const opened = await openAll(house, reader, campaignId, postIds, ` and ${agreed}`)
  return new Map([...opened].flatMap(([id, { byline }]) => (byline ? [[id, byline] as const] : [])))
}

async function openAll(house: Pick<House, 'keys'>, reader: Reader, campaignId: string, postIds: string[], only = ''): Promise<Map<string, Private>> {
  const rows = await reader.rows<{ id: string; key_id: string; sealed: Buffer }>(
    `select p.id, p.key_id, p.sealed from post p where p.campaign_id = $1 and p.id = any($2::uuid[]) and p.sealed is not null${only}`,
    [campaignId, postIds],
  )
  const keys = await unwrapped(house, reader, campaignId, rows)
  const opened = new Map<string, Private>()
  for (const row of rows) {
    const dataKey = keys.get(row.key_id)
    if (dataKey) opened.set(row.id, openPrivate(dataKey, row.sealed))
  }
  return opened
}

async function unwrapped(house: Pick<House, 'keys'>, reader: Reader, campaignId: string, rows: { key_id: string }[]): Promise<Map<string, Buffer>> {
  const keys = await keysOf(reader, campaignId, [...new Set(rows.map((row) => row.key_id))])
  return new Map(keys.map((key) => [key.id, house.keys.unwrapKey(key.wrapped)]))
}
