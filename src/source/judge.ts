import { notify, uuid7, type Actor, type House } from '#core/index.ts'
import { lockHeld, noStatement } from '#desk/index.ts'
import { judgePost, type Hand } from '#post/index.ts'
import { editStatement } from '#statement/index.ts'

/** The desk's judgement of one post of a statement that one holds; null takes it back. Returns the statement's next version. */
export async function judge(house: House, campaignId: string, actor: Actor, statementId: string, postId: string, version: number, hand: Hand | null): Promise<number> {
  return house.db.transact(async (t) => {
    const at = house.clock.now()
    await lockHeld(t, campaignId, actor, statementId, version, at)
    if (!(await t.row(`select 1 from post_fold where campaign_id = $1 and statement_id = $2 and post_id = $3`, [campaignId, statementId, postId]))) throw noStatement()
    await t.run(`insert into judgement (campaign_id, id, post_id, person_id, hand, at) values ($1, $2, $3, $4, $5, $6)`, [campaignId, uuid7(at), postId, actor.person.id, hand, at])
    await judgePost(t, campaignId, postId, hand)
    const after = await editStatement(t, campaignId, statementId, {})
    await notify(t, campaignId, { kind: 'edited', statements: [statementId], by: actor.person.name })
    return after!.version
  })
}
