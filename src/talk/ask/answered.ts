import { notify, type FoldedStatements, type Transactor } from '#core/index.ts'
import { comeBack, lease, openProposal } from '#desk/index.ts'
import { hearAnswer } from '#rule/index.ts'
import { lockStatement, moveTo, setSignal } from '#statement/index.ts'

/** For so long somebody who asked counts as at work since they last did something. */
const atWorkMinutes = 15

interface Answer {
  askId: string
  statementId: string
  personId: string
  name: string
  postId: string
  /** The statement that the answer itself was folded into. */
  saidIn: string
}

/**
 * Step `folded`: what replies to a question of ours is its answer. It reopens the statement that was asked about, first for whoever
 * asked; its own words need no second reading, so a statement that only they make is not queued besides.
 */
export async function linkAnswers(t: Transactor, { campaignId, founded, at }: FoldedStatements): Promise<void> {
  if (!(await t.row(`select 1 from ask where campaign_id = $1 and state = 'open' limit 1`, [campaignId]))) return
  const fresh = new Set(founded)
  for (const answer of await answersIn(t, campaignId)) {
    const taken = await t.run(
      `update ask set state = 'answered', answer_post_id = $3, answered_at = $4 where campaign_id = $1 and id = $2 and state = 'open'`,
      [campaignId, answer.askId, answer.postId, at],
    )
    if (taken === 0) continue
    if (fresh.has(answer.saidIn) && answer.saidIn !== answer.statementId) await readWithTheOther(t, campaignId, answer.saidIn)
    await reopen(t, campaignId, answer, at)
  }
}

/** Which mail of ours a mail replies to: we name each by the id in the outbox (channel/email/outlet.ts), and whoever has it has the link in it, too. */
const mailReplied = `substring(p.reply_to from '^<?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@')::uuid`

/** The posts of this very batch: the next number is written last. Step by step and by key, whatever the planner knows of a young campaign. */
async function answersIn(t: Transactor, campaignId: string): Promise<Answer[]> {
  const { first } = (await t.row<{ first: string }>(`select next_number as first from folding where campaign_id = $1`, [campaignId]))!
  return t.rows(
    `select distinct on (p.id) a.id as "askId", a.statement_id as "statementId", a.person_id as "personId", w.name, p.id as "postId", f.statement_id as "saidIn"
     from (select post_id, statement_id from post_fold where campaign_id = $1 and number >= $2 offset 0) f
     cross join lateral (select id, channel, reply_to from post where campaign_id = $1 and id = f.post_id offset 0) p
     join ask a on a.campaign_id = $1 and a.state = 'open' and case p.channel when 'form' then p.reply_to in (a.id::text, a.receipt_key) else a.outgoing_id = ${mailReplied} end
     join person w on w.id = a.person_id
     where p.channel in ('form', 'email') and p.reply_to is not null
     order by p.id, a.asked_at`,
    [campaignId, first],
  )
}

async function readWithTheOther(t: Transactor, campaignId: string, statementId: string): Promise<void> {
  const own = await lockStatement(t, campaignId, statementId)
  if (own?.state === 'waiting') await moveTo(t, campaignId, [statementId], 'decided')
}

/**
 * Whoever has it now keeps it and is told; else it is held by whoever asked, if they are at work, for as long as any claim; else it waits.
 * Where something is proposed for it the second person decides, with the answer before them. What is aside for its sender stays so.
 */
async function reopen(t: Transactor, campaignId: string, { statementId, personId, name }: Answer, at: Date): Promise<void> {
  const statement = await lockStatement(t, campaignId, statementId)
  if (!statement) return
  await notify(t, campaignId, { kind: 'answered', statements: [statementId], person: personId })
  if (!['asked', 'decided', 'aside'].includes(statement.state)) return
  if (statement.state === 'aside' && !(await hearAnswer(t, campaignId, statementId))) return
  // Whoever answered us does not wait behind what came since.
  await setSignal(t, campaignId, [statementId], 'answer')
  const proposed = (await openProposal(t, campaignId, statementId)) !== undefined
  if (!proposed && (await isAtWork(t, campaignId, personId, at))) {
    await lease(t, campaignId, { person: { id: personId, name } }, await moveTo(t, campaignId, [statementId], 'held'), at)
  } else await comeBack(t, campaignId, [statementId])
}

async function isAtWork(t: Transactor, campaignId: string, personId: string, at: Date): Promise<boolean> {
  const since = new Date(at.getTime() - atWorkMinutes * 60_000)
  const row = await t.row(
    `select 1 from person w where w.id = $2 and w.frozen_at is null and (
       exists (select from claim where campaign_id = $1 and person_id = $2 and until > $3)
       or exists (select from deed where campaign_id = $1 and person_id = $2 and at > $4))`,
    [campaignId, personId, at, since],
  )
  return row !== undefined
}
