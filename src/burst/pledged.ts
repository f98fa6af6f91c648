import type { House, Transactor, Withdrawal } from '#core/index.ts'
import { destroyApart, openAllApart } from '#post/index.ts'
import { dropOpen } from '#talk/index.ts'
import { mailKey, type Contact } from './pledge.ts'

/** What an address has pledged, for whoever has proved that it is theirs. */
export interface OwnPledged {
  id: string
  burst: string
  network: string
  pledgedAt: Date
  taps: number
  contact: Contact | undefined
}

export async function pledgedBy(house: House, campaignId: string, address: string): Promise<OwnPledged[]> {
  const bursts = await house.db.rows<{ id: string }>('select id from burst where campaign_id = $1 and erased_at is null', [campaignId])
  const rows = await house.db.rows<Omit<OwnPledged, 'contact'> & { sealed: Buffer | null }>(
    `select p.id, b.title as burst, p.network, p.pledged_at as "pledgedAt", p.sealed,
       (select count(*)::int from burst_tap t where t.campaign_id = $1 and t.pledge_id = p.id) as taps
     from burst_pledge p join burst b on b.campaign_id = p.campaign_id and b.id = p.burst_id
     where p.campaign_id = $1 and p.mail_key = any($2::bytea[]) order by p.pledged_at`,
    [campaignId, bursts.map((burst) => mailKey(house, burst.id, address))],
  )
  const opened = await openAllApart(house, house.db, campaignId, rows.flatMap(({ id, sealed }) => (sealed ? [{ id, sealed }] : [])))
  return rows.map(({ sealed: _, ...row }) => {
    const bytes = opened.get(row.id)
    return { ...row, contact: bytes && (JSON.parse(bytes.toString('utf8')) as Contact) }
  })
}

/** Step `withdraw`: pledges among what somebody took back or had erased, with their taps. */
export async function dropPledges(t: Transactor, { campaignId, postIds }: Pick<Withdrawal, 'campaignId' | 'postIds'>): Promise<void> {
  const gone = await t.rows<{ id: string; outgoing: string[] }>('delete from burst_pledge where campaign_id = $1 and id = any($2::uuid[]) returning id, outgoing', [campaignId, postIds])
  if (gone.length === 0) return
  await dropOpen(t, campaignId, gone.flatMap((one) => one.outgoing))
  await destroyApart(t, campaignId, gone.map((one) => one.id))
}
