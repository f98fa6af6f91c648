import { refuse, type Actor, type House, type Reader } from '#core/index.ts'
import { decide, type Decided } from './deed.ts'
import { workOn } from './edit.ts'
import { oneStatement } from './read.ts'

/**
 * Decides a statement as another one was decided: the same deed with what was said with it, and the same issue area where none was chosen
 * yet. Only some deeds can be repeated: nobody is asked or referred because somebody else was.
 */
export async function sameAs(house: House, campaignId: string, actor: Actor, statementId: string, version: number, otherId: string): Promise<Decided> {
  const last = await lastDeed(house.db, campaignId, otherId)
  const deed = last && house.flow.deeds.get(last.kind)
  if (!last || !deed?.repeatable || !deed.schema.safeParse(last.done).success) {
    throw refuse('not-repeatable', 409, 'The other statement has no decision that could be repeated here.', { mend: 'Open it to see what became of it.' })
  }
  const open = await oneStatement(house.db, campaignId, statementId)
  const issueArea = open && open.issueArea === null ? last.issueArea : null
  const now = issueArea === null ? version : (await workOn(house, campaignId, actor, statementId, { version, issueArea })).version
  return decide(house, campaignId, actor, statementId, now, last.kind, last.done)
}

async function lastDeed(reader: Reader, campaignId: string, statementId: string): Promise<{ kind: string; done: Record<string, unknown>; issueArea: string | null } | undefined> {
  return reader.row(
    `select d.kind, d.done, a.key as "issueArea" from deed d
     join statement s on s.campaign_id = d.campaign_id and s.id = d.statement_id and s.state = 'decided'
     left join issue_area a on a.campaign_id = d.campaign_id and a.id = s.issue_area_id
     where d.campaign_id = $1 and d.statement_id = $2 and d.taken_back_at is null order by d.at desc limit 1`,
    [campaignId, statementId],
  )
}
