/** A file that somebody looks at before it is brought in: kept for as long as one needs for that, by whichever process is asked next. */
import { isUuid, refuse, uuid7, type House } from '#core/index.ts'

/** What a page may send; the command line takes more. */
const mostDrafted = 11 * 1024 ** 2

const keptHours = 24

export async function keepDraft(house: House, campaignId: string, personId: string, name: string, file: Uint8Array): Promise<string> {
  if (file.length === 0) throw refuse('file-empty', 422, 'The file is empty.', { mend: 'Choose another file.' })
  if (file.length > mostDrafted) throw refuse('too-large', 413, `A page takes files of up to ${mostDrafted / 1024 ** 2} MB.`, { mend: 'Use "clamor places import" on the server, or bring it in parts.' })
  const at = house.clock.now()
  const id = uuid7(at)
  await house.db.transact(async (t) => {
    await t.run('delete from place_draft where campaign_id = $1 and (created_at < $2 or person_id = $3)', [campaignId, new Date(at.getTime() - keptHours * 3_600_000), personId])
    await t.run('insert into place_draft (campaign_id, id, person_id, name, file, created_at) values ($1, $2, $3, $4, $5, $6)', [campaignId, id, personId, name.replaceAll('\0', '').slice(-200) || 'file', Buffer.from(file), at])
  })
  return id
}

export async function draftOf(house: House, campaignId: string, personId: string, id: string): Promise<{ name: string; file: Buffer }> {
  const found = isUuid(id)
    ? await house.db.row<{ name: string; file: Buffer }>('select name, file from place_draft where campaign_id = $1 and id = $2 and person_id = $3', [campaignId, id, personId])
    : undefined
  if (!found) throw refuse('draft-gone', 410, 'The file is no longer here.', { mend: 'Choose it again.' })
  return found
}

export async function dropDraft(house: House, campaignId: string, id: string): Promise<void> {
  await house.db.transact((t) => t.run('delete from place_draft where campaign_id = $1 and id = $2', [campaignId, id]))
}

/** Job: whoever went away without deciding leaves nothing behind. */
export async function tidyDrafts(house: House): Promise<void> {
  const before = new Date(house.clock.now().getTime() - keptHours * 3_600_000)
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) {
    await house.db.transact((t) => t.run('delete from place_draft where campaign_id = $1 and created_at < $2', [id, before]))
  }
}
