import { notify, refuse, uuid7, type Actor, type House, type Transactor } from '#core/index.ts'
import { audit } from '#person/index.ts'
import { waitForFolding } from '#statement/index.ts'
import { rulesChanged } from './current.ts'
import { columns, ruleWithId, type Box, type Rule, type RuleState, type Target } from './rule.ts'
import { carryOut, finishLater } from './sweep.ts'
import { targetOf, type Wish } from './target.ts'

export interface NewRule extends Wish {
  /** Bans the sender instead of muting them. */
  ban?: boolean | undefined
  reason?: string | undefined
  /** For so many days; then it takes nothing more and holds what it has. */
  days?: number | undefined
}

const mostRules = 300
const longestReason = 500

/** A coordinator's rule acts at once; a volunteer's waits for a coordinator. The same rule a second time is the one there is. */
export async function makeRule(house: House, campaignId: string, actor: Actor, wish: NewRule, proposed: boolean): Promise<Rule> {
  const now = house.clock.now()
  const made = await house.db.transact(async (t) => {
    const target = await targetOf(t, campaignId, wish)
    const box: Box = wish.ban && target.kind === 'sender' ? 'ban' : 'mute'
    await waitForFolding(t, campaignId)
    const same = await sameRule(t, campaignId, target)
    if (same && (proposed || (same.state === 'on' && same.box === box))) return same
    if (same) return switchTo(t, campaignId, actor, { ...same, box }, 'on', now, wish.reason)
    await refuseTooMany(t, campaignId)
    const rule = await insert(t, campaignId, actor, target, box, wish, proposed ? 'proposed' : 'on', now)
    if (!proposed) await sayBan(t, campaignId, actor, rule, now, wish.reason)
    return rule
  })
  if (made.pending) await carryOut(house, campaignId, made.id)
  return (await ruleWithId(house.db, campaignId, made.id))!
}

async function sameRule(t: Transactor, campaignId: string, target: Target): Promise<Rule | undefined> {
  return t.row<Rule>(
    `select ${columns} from rule r where r.campaign_id = $1 and r.kind = $2 and r.value is not distinct from $3 and r.filter is not distinct from $4::jsonb
       and r.author_id is not distinct from $5 and r.state <> 'off' order by r.id limit 1`,
    [campaignId, target.kind, target.value, target.filter && JSON.stringify(target.filter), target.authorId],
  )
}

async function refuseTooMany(t: Transactor, campaignId: string): Promise<void> {
  const row = await t.row<{ count: number }>(`select count(*)::int as count from rule where campaign_id = $1 and state in ('proposed', 'on') and box <> 'flood'`, [campaignId])
  if (row!.count >= mostRules) throw refuse('too-many-rules', 422, `A campaign has at most ${mostRules} rules.`, { mend: 'Switch off those that take nothing any more.' })
}

async function insert(
  t: Transactor, campaignId: string, actor: Actor, target: Target, box: Box, wish: NewRule, state: RuleState, now: Date,
): Promise<Rule> {
  const id = uuid7(now)
  const days = wish.days === undefined ? undefined : Math.min(Math.max(Math.round(wish.days), 1), 365)
  await t.run(
    `insert into rule (campaign_id, id, box, kind, value, filter, author_id, reason, state, made_by, made_at, changed_by, changed_at, expires_at, pending)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10, $11, $12, $13)`,
    [
      campaignId, id, box, target.kind, target.value, target.filter && JSON.stringify(target.filter), target.authorId, wish.reason?.trim().slice(0, longestReason) || null,
      state, actor.person.id, now, days === undefined ? null : new Date(now.getTime() + days * 86_400_000), state === 'on' ? 'sweep' : null,
    ],
  )
  await announce(t, campaignId, id)
  if (state === 'on') await finishLater(t, campaignId, id, now)
  return (await ruleWithId(t, campaignId, id))!
}

/** Switches a rule on (a proposed one: accepts it), or off: what it alone holds aside waits again. Either can be taken back by the other. */
export async function switchRule(house: House, campaignId: string, actor: Actor, id: string, state: 'on' | 'off'): Promise<Rule> {
  const now = house.clock.now()
  const changed = await house.db.transact(async (t) => {
    await waitForFolding(t, campaignId)
    await t.rows(`select 1 from rule where campaign_id = $1 and id = $2 for update`, [campaignId, id])
    const rule = await ruleWithId(t, campaignId, id)
    if (!rule) throw noRule()
    if (rule.state === state) return rule
    if (state === 'on' && !rule.value && !rule.filter && !rule.authorId && !rule.marks) {
      throw refuse('rule-empty', 409, 'The words of this rule were taken back by who wrote them.', { mend: 'Make a new one from what is there now.' })
    }
    return switchTo(t, campaignId, actor, rule, state, now)
  })
  if (changed.pending) await carryOut(house, campaignId, id)
  return (await ruleWithId(house.db, campaignId, id))!
}

async function switchTo(t: Transactor, campaignId: string, actor: Actor, rule: Rule, state: 'on' | 'off', now: Date, reason?: string): Promise<Rule> {
  await t.run(
    `update rule set box = $3, state = $4, changed_by = $5, changed_at = $6, pending = $7, done_to = null,
       expires_at = case when expires_at <= $6 then null else expires_at end
     where campaign_id = $1 and id = $2`,
    [campaignId, rule.id, rule.box, state, actor.person.id, now, state === 'on' ? 'sweep' : 'release'],
  )
  await announce(t, campaignId, rule.id)
  await finishLater(t, campaignId, rule.id, now)
  const after = (await ruleWithId(t, campaignId, rule.id))!
  await sayBan(t, campaignId, actor, after, now, reason)
  return after
}

async function announce(t: Transactor, campaignId: string, id: string): Promise<void> {
  await rulesChanged(t, campaignId)
  await notify(t, campaignId, { kind: 'rule', rule: id })
}

/** A ban is a measure against a person, though nobody knows whom: it is written down. */
async function sayBan(t: Transactor, campaignId: string, actor: Actor, rule: Rule, at: Date, reason?: string): Promise<void> {
  if (rule.box !== 'ban') return
  await audit(t, { campaignId, at, personId: actor.person.id, kind: rule.state === 'on' ? 'sender.banned' : 'sender.unbanned', subject: rule.id, reason: reason?.trim() || undefined })
}

/** Job: rules whose time is over take nothing more and hold what they have. */
export async function endExpired(house: House, campaignId: string): Promise<void> {
  await house.db.transact(async (t) => {
    const now = house.clock.now()
    const due = await t.row(`select 1 from rule where campaign_id = $1 and state = 'on' and expires_at <= $2 limit 1`, [campaignId, now])
    if (!due) return
    await waitForFolding(t, campaignId)
    await t.run(`update rule set state = 'over', changed_by = null, changed_at = $2 where campaign_id = $1 and state = 'on' and expires_at <= $2`, [campaignId, now])
    await rulesChanged(t, campaignId)
  })
}

export function noRule() {
  return refuse('not-found', 404, 'There is no such rule.')
}
