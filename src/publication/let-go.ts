import { notify, refuse, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { instantOf } from '#plan/index.ts'
import { afterUndo, dropQueued, outgoingOf } from '#talk/index.ts'
import { putOut } from './part.ts'
import { faultsOf } from './fault.ts'
import { publicationById, type Publication } from './publication.ts'
import { lockPublication } from './write.ts'

/** Gives a draft to a second person. */
export async function submitPublication(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, version: number): Promise<Publication> {
  allow(actor, campaign, 'publication.write')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    const { state } = await lockPublication(t, campaign.id, id, version)
    if (state !== 'draft' && state !== 'refused') throw wrongState(state)
    mustBeWhole((await publicationById(t, campaign.id, id, at))!)
    await t.run(`update publication set state = 'waiting', version = version + 1, reason = null where campaign_id = $1 and id = $2`, [campaign.id, id])
    return told(t, campaign.id, id, at)
  })
}

/**
 * Lets it go: somebody else than who wrote on it last. Every part by an account goes into the outbox now, for its time or for when the ten
 * seconds of undo are over; the others wait for a person.
 */
export async function approvePublication(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, version: number): Promise<Publication> {
  allow(actor, campaign, 'publication.approve')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    const { state, changedBy } = await lockPublication(t, campaign.id, id, version)
    if (state !== 'waiting') throw wrongState(state)
    if (changedBy === actor.person.id) throw refuse('second-person', 409, 'You wrote on this last: somebody else lets it go.', { mend: 'Ask another coordinator to look at it.' })
    const publication = (await publicationById(t, campaign.id, id, at))!
    mustBeWhole(publication)
    const dueAt = new Date(Math.max(publication.dueAt?.getTime() ?? 0, afterUndo(at).getTime()))
    await putOut(house, t, campaign.id, publication, publication.parts.filter((part) => part.account && part.progress === 'planned'), dueAt)
    await t.run(`update publication set state = 'scheduled', version = version + 1, due_at = $3, decided_by = $4, decided_at = $5, reason = null where campaign_id = $1 and id = $2`, [campaign.id, id, dueAt, actor.person.id, at])
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'publication.approved', subject: id })
    return told(t, campaign.id, id, at)
  })
}

/** Gives it back to who wrote it, with what is wrong. */
export async function refusePublication(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, version: number, reason: string): Promise<Publication> {
  allow(actor, campaign, 'publication.approve')
  const at = house.clock.now()
  const words = reason.replaceAll('\0', '').trim().slice(0, 1_000)
  if (words.length < 3) throw refuse('refusal-missing', 422, 'Say what is wrong with it.', { mend: 'Write at least three characters.' })
  return house.db.transact(async (t) => {
    const { state } = await lockPublication(t, campaign.id, id, version)
    if (state !== 'waiting') throw wrongState(state)
    await t.run(`update publication set state = 'refused', version = version + 1, decided_by = $3, decided_at = $4, reason = $5 where campaign_id = $1 and id = $2`, [campaign.id, id, actor.person.id, at, words])
    return told(t, campaign.id, id, at)
  })
}

/**
 * Takes back what was submitted or let go. What has left stays out: then the publication stays as it is and its other parts are taken back;
 * where nothing has left it is a draft again.
 */
export async function takeBackPublication(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, version: number): Promise<Publication> {
  allow(actor, campaign, 'publication.write')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    const { state } = await lockPublication(t, campaign.id, id, version)
    if (state !== 'waiting' && state !== 'scheduled') throw wrongState(state)
    const { parts } = (await publicationById(t, campaign.id, id, at))!
    const waiting = parts.flatMap((part) => part.outgoingId ?? [])
    await dropQueued(t, campaign.id, waiting)
    // One that leaves in this very moment is no longer queued, and was not dropped.
    const left = await outgoingOf(t, campaign.id, waiting)
    const open = parts.filter((part) => part.progress !== 'taken-back' && part.progress !== 'handed' && !(part.outgoingId && left.has(part.outgoingId)))
    if (state === 'scheduled' && open.length === 0) throw refuse('has-left', 409, 'All of it has left already.', { mend: 'Delete it on the networks themselves.' })
    const draft = open.length === parts.length
    await t.run('update publication_part set outgoing_id = null, taken_back_at = $4 where campaign_id = $1 and publication_id = $2 and id = any($3::uuid[])', [campaign.id, id, open.map((part) => part.id), draft ? null : at])
    if (draft) await t.run(`update publication set state = 'draft', decided_by = null, decided_at = null, due_at = $3 where campaign_id = $1 and id = $2`, [campaign.id, id, await dueOf(t, campaign.id, id)])
    await t.run('update publication set version = version + 1 where campaign_id = $1 and id = $2', [campaign.id, id])
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'publication.taken-back', subject: id })
    return told(t, campaign.id, id, at)
  })
}

/** The time that was meant, before it was let go later than that. */
async function dueOf(t: Transactor, campaignId: string, id: string): Promise<Date | null> {
  const { wall, zone } = (await t.row<{ wall: string | null; zone: string }>('select wall, zone from publication where campaign_id = $1 and id = $2', [campaignId, id]))!
  return wall ? instantOf(wall, zone) : null
}

function mustBeWhole(publication: Publication): void {
  const faults = faultsOf(publication)
  if (faults.length > 0) throw refuse('publication-not-whole', 422, 'Something is missing before this can leave.', { mend: 'See what stands beside each network and picture.', extra: { faults } })
}

function wrongState(state: string) {
  return refuse('wrong-state', 409, `This is ${state}.`, { mend: 'Reload it.' })
}

async function told(t: Transactor, campaignId: string, id: string, at: Date): Promise<Publication> {
  await notify(t, campaignId, { kind: 'publication', publication: id })
  return (await publicationById(t, campaignId, id, at))!
}
