import { notify, refuse, type Actor, type House, type Transactor } from '#core/index.ts'
import { holderOf, noStatement } from '#desk/index.ts'
import { lockStatement } from '#statement/index.ts'
import { firstLink } from './read.ts'

/** Says that a statement tells at second hand what another tells at first hand. Whoever holds one of the two may; it can be taken away again. */
export async function linkToFirst(house: House, campaignId: string, actor: Actor, statementId: string, firstId: string): Promise<void> {
  if (statementId === firstId) throw refuse('same-statement', 422, 'A statement is not its own source.', { mend: 'Choose the other one.' })
  await house.db.transact(async (t) => {
    const at = house.clock.now()
    await lockBoth(t, campaignId, [statementId, firstId])
    await holdsOne(t, campaignId, actor, [statementId, firstId], at)
    // The source of the source is meant: what is linked is never a chain, and never a circle.
    const root = await firstOf(t, campaignId, firstId)
    if (root === statementId) throw refuse('circle', 409, 'That one is linked as second-hand of this one.', { mend: 'Take that link away first.' })
    const first = root ?? firstId
    await t.run(`update second_hand set first_id = $3, first_origin = $3 where campaign_id = $1 and first_id = $2`, [campaignId, statementId, first])
    await t.run(`delete from second_hand where campaign_id = $1 and statement_id = $2`, [campaignId, statementId])
    await t.run(
      `insert into second_hand (campaign_id, statement_id, origin, first_id, first_origin, person_id, at) values ($1, $2, $2, $3, $3, $4, $5)`,
      [campaignId, statementId, first, actor.person.id, at],
    )
    await notify(t, campaignId, { kind: 'edited', statements: [statementId, first], by: actor.person.name })
  })
}

export async function unlink(house: House, campaignId: string, actor: Actor, statementId: string): Promise<void> {
  await house.db.transact(async (t) => {
    const first = await firstOf(t, campaignId, statementId)
    if (!first) return
    await holdsOne(t, campaignId, actor, [statementId, first], house.clock.now())
    await t.run(`delete from second_hand where campaign_id = $1 and statement_id = $2`, [campaignId, statementId])
    await notify(t, campaignId, { kind: 'edited', statements: [statementId, first], by: actor.person.name })
  })
}

async function lockBoth(t: Transactor, campaignId: string, ids: string[]): Promise<void> {
  for (const id of [...ids].sort()) if (!(await lockStatement(t, campaignId, id))) throw noStatement()
}

async function holdsOne(t: Transactor, campaignId: string, actor: Actor, ids: string[], at: Date): Promise<void> {
  for (const id of ids) {
    const holder = await holderOf(t, campaignId, id)
    if (holder?.personId === actor.person.id && holder.until > at) return
  }
  throw refuse('not-held', 409, 'You hold neither of the two statements.', { mend: 'Take one of them first.', extra: { holder: null } })
}

async function firstOf(t: Transactor, campaignId: string, statementId: string): Promise<string | undefined> {
  return (await t.row<{ id: string }>(`select first_id as id from ${firstLink}`, [campaignId, statementId]))?.id
}

/** Step `join`: links move to the statement that is left. One that points to itself now is none; it is kept for the day on which the two are taken apart. */
export async function moveLinks(t: Transactor, campaignId: string, pairs: { from: string; into: string }[]): Promise<void> {
  const values = [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)]
  await t.run(`update second_hand set first_id = pair.b from unnest($2::uuid[], $3::uuid[]) as pair (a, b) where campaign_id = $1 and first_id = pair.a`, values)
  await t.run(`update second_hand set statement_id = pair.b from unnest($2::uuid[], $3::uuid[]) as pair (a, b) where campaign_id = $1 and statement_id = pair.a`, values)
}

/** Step `part`: each end of a link goes back with the words that it was made for. */
export async function moveLinksBack(t: Transactor, campaignId: string, { from, into, were }: { from: string; into: string; were: string[] }): Promise<void> {
  const values = [campaignId, from, into, were]
  await t.run(`update second_hand set first_id = $3 where campaign_id = $1 and first_id = $2 and first_origin = any($4::uuid[])`, values)
  await t.run(`update second_hand set statement_id = $3 where campaign_id = $1 and statement_id = $2 and origin = any($4::uuid[])`, values)
}
