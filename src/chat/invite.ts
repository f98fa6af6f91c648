import { type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import type { Campaign } from '#campaign/index.ts'
import { allow, invite } from '#person/index.ts'
import { effectiveConsentSql, pseudonym, readContact } from '#post/index.ts'
import { canMail } from '#talk/index.ts'

/** Somebody whose first post in the campaign was in this chat. */
export interface Newcomer {
  /** Their first answer. */
  postId: string
  /** Stands for them. */
  author: string
  channel: string
  /** They may be written to: their own word, or the campaign's table. */
  mayWrite: boolean
  /** An address came with it. */
  reachable: boolean
  invitedAt: Date | null
}

/** Who took part for the first time, in the order in which they came; guests aside. */
export async function newcomersOf(reader: Reader, campaign: Pick<Campaign, 'id' | 'consent'>, chatId: string): Promise<Newcomer[]> {
  return (await read(reader, campaign, chatId)).map(({ authorId: _, ...one }) => one)
}

type Row = Newcomer & { authorId: string }

async function read(reader: Reader, campaign: Pick<Campaign, 'id' | 'consent'>, chatId: string): Promise<Row[]> {
  const rows = await reader.rows<Omit<Row, 'author'>>(
    `with came as (
       select distinct on (o.author_id) o.author_id, a.post_id, a.posted_at
       from chat_answer a cross join lateral (select author_id, withdrawn_at from post where campaign_id = $1 and id = a.post_id offset 0) o
       where a.campaign_id = $1 and a.chat_id = $2 and a.guest_id is null and o.author_id is not null and o.withdrawn_at is null
       order by o.author_id, a.posted_at)
     select c.author_id as "authorId", o.id as "postId", o.channel, ${effectiveConsentSql(campaign.consent, 'write')} as "mayWrite", o.reachable, i.at as "invitedAt"
     from came c
     cross join lateral (select * from post where campaign_id = $1 and id = c.post_id offset 0) o
     left join chat_invited i on i.campaign_id = $1 and i.author_id = c.author_id
     where not exists (select from post e where e.campaign_id = $1 and e.author_id = c.author_id and e.posted_at < c.posted_at)
     order by c.posted_at, c.post_id limit 1000`,
    [campaign.id, chatId],
  )
  return rows.map((row) => ({ ...row, author: pseudonym(row.authorId) }))
}

/** Invites everybody new who may be written to and left an address of e-mail, once: through the house's invitation, which mails them. Returns how many. */
export async function inviteNewcomers(house: House, actor: Actor | undefined, campaign: CampaignRef & Pick<Campaign, 'consent'>, chatId: string): Promise<number> {
  allow(actor, campaign, 'person.invite')
  if (!canMail(house)) return 0
  let invited = 0
  for (const one of await read(house.db, campaign, chatId)) {
    if (!one.mayWrite || !one.reachable || one.invitedAt) continue
    // Their address then stands among the open invitations, which coordinators see: a look, and written down as one.
    const contact = await readContact(house, { campaignId: campaign.id, personId: actor.person.id, reason: 'chat' }, one.postId)
    if (!contact?.email) continue
    // Marked first: who presses twice invites once.
    const marked = await house.db.transact((t) => t.run(`insert into chat_invited (campaign_id, author_id, post_id, at) values ($1, $2, $3, $4) on conflict do nothing`, [campaign.id, one.authorId, one.postId, house.clock.now()]))
    if (marked === 0) continue
    await invite(house, actor, campaign, { role: 'volunteer', email: contact.email, hours: 14 * 24 })
    invited += 1
  }
  return invited
}
