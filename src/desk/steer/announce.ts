import { notify, refuse, uuid7, type House, type Reader, type Transactor } from '#core/index.ts'
import { audit } from '#person/index.ts'

export const longestAnnouncement = 500

/** A note of a coordinator to everybody at work. */
export interface Announcement {
  id: string
  by: string
  text: string
  at: Date
}

export async function announce(house: House, t: Transactor, campaignId: string, personId: string, text: string): Promise<string> {
  const at = house.clock.now()
  const said = text.trim()
  if (said === '' || said.length > longestAnnouncement) throw refuse('text-missing', 422, `A note has 1 to ${longestAnnouncement} characters.`)
  const id = uuid7(at)
  await t.run(`insert into announcement (campaign_id, id, person_id, text, at) values ($1, $2, $3, $4, $5)`, [campaignId, id, personId, said, at])
  await audit(t, { campaignId, at, personId, kind: 'note.announced', subject: id })
  await notify(t, campaignId, { kind: 'announced' })
  return id
}

/** Takes a note down for everybody. */
export async function endAnnouncement(t: Transactor, campaignId: string, personId: string, id: string, at: Date): Promise<void> {
  const ended = await t.run(`update announcement set ended_at = $3 where campaign_id = $1 and id = $2 and ended_at is null`, [campaignId, id, at])
  if (ended === 0) throw refuse('not-found', 404, 'There is no such note.')
  await audit(t, { campaignId, at, personId, kind: 'note.ended', subject: id })
  await notify(t, campaignId, { kind: 'announced' })
}

/** The notes that run; without those that somebody has put away. */
export async function announcementsFor(reader: Reader, campaignId: string, personId?: string): Promise<Announcement[]> {
  return reader.rows(
    `select a.id, p.name as by, a.text, a.at from announcement a join person p on p.id = a.person_id
     where a.campaign_id = $1 and a.ended_at is null
       and ($2::text is null or not exists (select from announcement_read r where r.campaign_id = $1 and r.announcement_id = a.id and r.person_id = $2))
     order by a.at desc, a.id limit 5`,
    [campaignId, personId ?? null],
  )
}

export async function putAway(t: Transactor, campaignId: string, personId: string, ids: string[], at: Date): Promise<void> {
  await t.run(
    `insert into announcement_read (campaign_id, announcement_id, person_id, at)
     select $1, a.id, $3, $4 from announcement a where a.campaign_id = $1 and a.id = any($2::uuid[]) on conflict do nothing`,
    [campaignId, ids, personId, at],
  )
}
