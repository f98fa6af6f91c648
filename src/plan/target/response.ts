import { isUuid, notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { allow, may } from '#person/index.ts'
import { idOf, lineOf, missing, textOf } from '../text.ts'
import { stances, recordStance, type Stance } from './stance.ts'
import { targetById } from './target.ts'

export const evidenceKinds = ['post', 'link', 'note'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** What a target did after an action, and where that can be seen. */
export interface Response {
  id: string
  targetId: string
  tacticId: string | null
  /** What they said or did, in a sentence of ours or in their words. */
  said: string
  evidence: EvidenceKind
  postId: string | null
  link: string | null
  note: string | null
  at: Date
  by: { id: string; name: string }
  /** The post it was seen in was taken back: its words are gone, the fact stays. */
  withdrawn: boolean
}

export interface NewResponse {
  said: string
  evidence: EvidenceKind
  postId?: string | undefined
  link?: string | undefined
  note?: string | undefined
  at?: Date | undefined
  tacticId?: string | null | undefined
  /** Where they stand since, if that changed by it. */
  stance?: Stance | undefined
}

const select = `select r.id, r.target_id as "targetId", r.tactic_id as "tacticId", r.said, r.evidence, r.post_id as "postId", r.link, r.note, r.at, json_build_object('id', p.id, 'name', p.name) as by, r.withdrawn
  from response r join person p on p.id = r.person_id where r.campaign_id = $1`

/** The log, newest first; of one target or of all. */
export async function responsesOf(reader: Reader, campaignId: string, targetId?: string, limit = 200): Promise<Response[]> {
  return reader.rows<Response>(`${select} and ($2::uuid is null or r.target_id = $2) order by r.at desc, r.id desc limit $3`, [campaignId, targetId ?? null, limit])
}

export async function addResponse(house: House, actor: Actor | undefined, campaign: CampaignRef, targetId: string, wish: NewResponse): Promise<Response> {
  allow(actor, campaign, 'plan.work')
  const now = house.clock.now()
  const at = wish.at ?? now
  if (at > now) throw refuse('time-later', 422, 'What lies in the future has not been answered yet.', { mend: 'Look at the day again.' })
  const said = textOf(wish.said, 2_000)
  if (said.length < 3) throw refuse('line-missing', 422, 'Say in a sentence what they said or did.')
  const id = uuid7(now)
  return house.db.transact(async (t) => {
    if (!(await targetById(t, campaign.id, targetId))) throw missing('target')
    const evidence = await evidenceOf(t, campaign.id, wish)
    if (wish.tacticId && !(await t.row(`select 1 from tactic where campaign_id = $1 and id = $2`, [campaign.id, idOf(wish.tacticId, 'tactic')]))) throw missing('tactic')
    await t.run(
      `insert into response (campaign_id, id, target_id, tactic_id, said, evidence, post_id, link, note, at, person_id, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [campaign.id, id, targetId, wish.tacticId || null, said, wish.evidence, evidence.postId, evidence.link, evidence.note, at, actor.person.id, now],
    )
    if (wish.stance) await recordStance(t, campaign.id, targetId, { stance: wish.stance, because: said, responseId: id, at }, actor.person.id, now)
    await notify(t, campaign.id, { kind: 'plan', target: targetId })
    return (await t.row<Response>(`${select} and r.id = $2`, [campaign.id, id]))!
  })
}

/** Whoever wrote it down may take it out again, and a coordinator. What was known by it goes with it. */
export async function dropResponse(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'plan.work')
  await house.db.transact(async (t) => {
    const found = await t.row<Response>(`${select} and r.id = $2`, [campaign.id, id])
    if (!found) throw missing('response')
    if (found.by.id !== actor.person.id && !may(actor, campaign, 'plan.edit')) throw refuse('forbidden', 403, 'Somebody else wrote this down.', { mend: 'Ask a coordinator.' })
    await t.run(`delete from response where campaign_id = $1 and id = $2`, [campaign.id, id])
    await t.run(
      `update target set stance = (select stance from stance s where s.campaign_id = $1 and s.target_id = $2 order by s.at desc, s.id desc limit 1), version = version + 1 where campaign_id = $1 and id = $2`, [campaign.id, found.targetId])
    await notify(t, campaign.id, { kind: 'plan', target: found.targetId })
  })
}

async function evidenceOf(reader: Reader, campaignId: string, wish: NewResponse): Promise<{ postId: string | null; link: string | null; note: string | null }> {
  if (wish.evidence === 'post') {
    if (!isUuid(wish.postId) || !(await reader.row(`select 1 from post where campaign_id = $1 and id = $2 and withdrawn_at is null`, [campaignId, wish.postId]))) {
      throw refuse('evidence-missing', 422, 'There is no such post in this campaign.', { mend: 'Give its id, or a link or a note instead.' })
    }
    return { postId: wish.postId, link: null, note: null }
  }
  if (wish.evidence === 'link') {
    const link = URL.parse(lineOf(wish.link ?? '', 2_000))
    if (!link || !/^https?:$/.test(link.protocol)) throw refuse('evidence-missing', 422, 'This is not a whole link.', { mend: 'It begins with https://.' })
    return { postId: null, link: link.href, note: null }
  }
  const note = textOf(wish.note ?? '', 1_000)
  if (note.length < 3) throw refuse('evidence-missing', 422, 'Say who saw or heard it, and where.')
  return { postId: null, link: null, note }
}

export { stances }
