import { open, seal, type House, type Reader, type Transactor } from '#core/index.ts'
import { destroyKeys, keysOf, lockEpoch, newKeys } from './authors.ts'

/*
 * Bytes that hang on no post, such as a photograph of a whole wall: sealed like what hangs on one, under a key of their own in the one table
 * of keys, so that whoever destroys it has made them unreadable here and in every backup.
 */

/** Seals under the key of this id, which is made when there is none. */
export async function sealApart(house: Pick<House, 'keys'>, t: Transactor, campaignId: string, id: string, bytes: Uint8Array): Promise<Buffer> {
  await lockEpoch(t, campaignId)
  const [there] = await keysOf(t, campaignId, [id])
  const key = there ? house.keys.unwrapKey(there.wrapped) : (await newKeys(house, t, campaignId, [id])).get(id)!
  return seal(key, bytes)
}

/** Undefined when the key is gone. Whoever lets a person look writes it into the audit log. */
export async function openApart(house: Pick<House, 'keys'>, t: Transactor, campaignId: string, id: string, sealed: Buffer): Promise<Buffer | undefined> {
  const [key] = await keysOf(t, campaignId, [id])
  return key && open(house.keys.unwrapKey(key.wrapped), sealed)
}

/** Many at once; those whose key is gone are left out. Whoever lets a person look writes it into the audit log. */
export async function openAllApart(house: Pick<House, 'keys'>, reader: Reader, campaignId: string, rows: readonly { id: string; sealed: Buffer }[]): Promise<Map<string, Buffer>> {
  const keys = new Map((await keysOf(reader, campaignId, rows.map((row) => row.id))).map((key) => [key.id, key.wrapped]))
  return new Map(rows.flatMap(({ id, sealed }) => (keys.has(id) ? [[id, open(house.keys.unwrapKey(keys.get(id)!), sealed)] as const] : [])))
}

export async function destroyApart(t: Transactor, campaignId: string, ids: string[]): Promise<void> {
  await destroyKeys(t, campaignId, ids)
}
