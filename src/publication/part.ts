import { notify, refuse, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import type { ChannelName } from '#channel/contract.ts'
import { allow } from '#person/index.ts'
import { afterUndo, dropQueued, post, settleByHand, type Finding } from '#talk/index.ts'
import { readPicture } from './picture.ts'
import { noPublication, publicationById, type Part, type Publication } from './publication.ts'
import { tellChatOf } from './tell-chat.ts'
import { threadOf } from './thread.ts'

/** Puts these parts into the outbox, each by its account; the questions of a chat that make a thread as one. */
export async function putOut(house: House, t: Transactor, campaignId: string, publication: Publication, parts: Part[], dueAt: Date): Promise<void> {
  const pictures = await Promise.all(publication.pictures.map(async ({ id }) => (await readPicture(house, t, campaignId, id))!))
  const thread = await threadOf(t, campaignId, publication.id)
  for (const part of parts) {
    const outgoing = await post(house, t, {
      campaignId, channel: part.network as ChannelName, purpose: 'publication', to: { address: '' }, text: part.text, language: publication.language, dueAt, accountId: part.account!.id, media: pictures, threadId: thread?.chatId,
    })
    await t.run('update publication_part set outgoing_id = $3 where campaign_id = $1 and id = $2', [campaignId, part.id, outgoing])
  }
}

/** A person has posted it: their name, and where it can be seen if the network has addresses for posts. */
export async function handOver(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, partId: string, link: string | null): Promise<Publication> {
  allow(actor, campaign, 'publication.write')
  const address = link?.trim() ? addressOf(link.trim()) : null
  return changing(house, campaign, id, partId, async (t, part, at) => {
    if (part.progress !== 'by-hand') throw refuse('not-by-hand', 409, part.progress === 'held' ? 'Everything is held back now.' : 'This does not wait for a person.', { mend: 'Reload it.' })
    await t.run('update publication_part set hand_by = $3, hand_at = $4, hand_link = $5 where campaign_id = $1 and id = $2', [campaign.id, partId, actor.person.id, at, address])
    await tellChatOf(t, campaign.id, id, part.network, address, at)
  })
}

/** It was not posted after all. */
export async function takeBackHand(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, partId: string): Promise<Publication> {
  allow(actor, campaign, 'publication.write')
  return changing(house, campaign, id, partId, async (t, part) => {
    if (part.progress !== 'handed') throw refuse('not-by-hand', 409, 'Nobody said that this was posted.')
    await t.run('update publication_part set hand_by = null, hand_at = null, hand_link = null where campaign_id = $1 and id = $2', [campaign.id, partId])
  })
}

/** What a person found out about a part whose fate is unknown. */
export async function findPart(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, partId: string, finding: Finding): Promise<Publication> {
  allow(actor, campaign, 'publication.approve')
  const checked: Finding = finding.kind === 'there' ? { kind: 'there', link: finding.link?.trim() ? addressOf(finding.link.trim()) : null } : finding
  return changing(house, campaign, id, partId, async (t, part, at) => {
    if (!part.outgoingId) throw refuse('fate-known', 409, 'This was never sent.')
    await settleByHand(t, campaign.id, part.outgoingId, checked, at)
    if (checked.kind === 'there') await tellChatOf(t, campaign.id, id, part.network, checked.link, at)
  })
}

/** Tries a refused part anew, by the same account. */
export async function sendPartAgain(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, partId: string): Promise<Publication> {
  allow(actor, campaign, 'publication.approve')
  return changing(house, campaign, id, partId, async (t, part, at, publication) => {
    if (part.progress !== 'refused') throw refuse('wrong-state', 409, 'This was not refused.', { mend: 'Reload it.' })
    if (!part.account) throw refuse('account-wrong', 422, 'Its account is not connected any more.', { mend: 'Connect it again, or let a person post it.' })
    await putOut(house, t, campaign.id, publication, [part], afterUndo(at))
  })
}

/** A person posts it instead of the account: where it was refused, or has not left. */
export async function giveToHand(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, partId: string): Promise<Publication> {
  allow(actor, campaign, 'publication.approve')
  return changing(house, campaign, id, partId, async (t, part) => {
    if (!['refused', 'queued', 'held'].includes(part.progress) || !part.outgoingId) throw refuse('wrong-state', 409, 'This cannot be handed over now.', { mend: 'Reload it.' })
    if (part.progress !== 'refused') {
      await dropQueued(t, campaign.id, [part.outgoingId])
      const left = await t.row('select 1 from outgoing where campaign_id = $1 and id = $2', [campaign.id, part.outgoingId])
      if (left) throw refuse('has-left', 409, 'It has just left.', { mend: 'Reload it.' })
    }
    await t.run('update publication_part set account_id = null, outgoing_id = null where campaign_id = $1 and id = $2', [campaign.id, partId])
  })
}

/** Under the lock of the publication, so that two people at the same part do one thing. */
async function changing(house: House, campaign: CampaignRef, id: string, partId: string, work: (t: Transactor, part: Part, at: Date, publication: Publication) => Promise<void>): Promise<Publication> {
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    await t.row('select 1 from publication where campaign_id = $1 and id = $2 for update', [campaign.id, id])
    const publication = await publicationById(t, campaign.id, id, at)
    const part = publication?.parts.find((one) => one.id === partId)
    if (!publication || !part) throw noPublication()
    await work(t, part, at, publication)
    await notify(t, campaign.id, { kind: 'publication', publication: id })
    return (await publicationById(t, campaign.id, id, at))!
  })
}

function addressOf(text: string): string {
  if (text.length > 2_000 || !URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw refuse('link-wrong', 422, 'This is not the address of a post.', { mend: 'Copy it from the browser: it begins with https://.' })
  return new URL(text).href
}
