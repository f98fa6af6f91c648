import type { Transactor, Withdrawal } from '#core/index.ts'
import { namedIn, withdrawnTexts } from '#post/index.ts'
import { searchForm } from '#statement/index.ts'
import { rulesChanged } from './current.ts'
import { letGo } from './hold.ts'
import { conditionOf } from './match.ts'
import { bySender, columns, type Rule } from './rule.ts'
import { keysOfWords } from './source.ts'
import { isOfTemplate, marksOf } from './template.ts'

/**
 * Step `withdraw`: a rule may not keep words that only withdrawn posts have said. As long as somebody else says them they are everybody's
 * and the rule stays, so that nobody ends a rule by taking one of many posts back. Where nobody is left the words go and the rule ends:
 * who made it, when and how much it took stays. So does an erased sender's rule end, since nothing else may say that they were here.
 */
export async function forgetWords(t: Transactor, withdrawal: Withdrawal): Promise<void> {
  const { campaignId, statementIds, at } = withdrawal
  const texts = [...withdrawnTexts(withdrawal).values()]
  await forgetCounts(t, campaignId, texts)
  await freeOthers(t, campaignId, [...statementIds])
  const rules = await t.rows<Rule>(
    `select ${columns} from rule r where r.campaign_id = $1 and (r.value is not null or r.filter is not null or r.author_id is not null or r.marks is not null)
     order by r.id for update`, [campaignId])
  const touched = rules.filter((rule) => (bySender(rule) ? withdrawal.kind === 'erased' : texts.some((text) => mayHaveSaid(rule, text))))
  const empty = await saidByNobody(t, campaignId, touched)
  if (empty.length === 0) return
  await t.run(
    `update rule set value = null, filter = null, author_id = null, marks = null, state = 'off', changed_by = null, changed_at = $3, pending = null, done_to = null
     where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, empty, at])
  const freed = await t.rows<{ id: string }>(`delete from aside where campaign_id = $1 and rule_id = any($2::uuid[]) returning statement_id as id`, [campaignId, empty])
  await letGo(t, campaignId, [...new Set(freed.map((row) => row.id))])
  await rulesChanged(t, campaignId)
}

async function forgetCounts(t: Transactor, campaignId: string, texts: string[]): Promise<void> {
  const keys = [...new Set(texts.flatMap((text) => keysOfWords({ text, links: namedIn(text).links })))]
  if (keys.length > 0) await t.run(`delete from flood_count where campaign_id = $1 and source = any($2::bigint[])`, [campaignId, keys])
}

/** What was held for its senders, where the only post of one of them was withdrawn, is held for the others still. */
async function freeOthers(t: Transactor, campaignId: string, statementIds: string[]): Promise<void> {
  if (statementIds.length === 0) return
  const freed = await t.rows<{ id: string }>(
    `delete from aside a using rule r where a.campaign_id = $1 and a.statement_id = any($2::uuid[]) and a.by_sender
       and r.campaign_id = $1 and r.id = a.rule_id and not exists (
         select from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
         where f.campaign_id = $1 and f.statement_id = a.statement_id and p.author_id = r.author_id)
     returning a.statement_id as id`, [campaignId, statementIds])
  await letGo(t, campaignId, [...new Set(freed.map((row) => row.id))])
}

/** Whether the words of a rule may have been those of a text: a few more than needed are looked at, none is missed. */
function mayHaveSaid(rule: Rule, text: string): boolean {
  if (rule.kind === 'template') return isOfTemplate(marksOf(text), new Set(rule.marks))
  const said = searchForm(text)
  const words = searchForm(rule.value ?? rule.filter?.q ?? '').split(' ').filter((word) => word.length > 1)
  return words.length === 0 || words.some((word) => said.includes(word))
}

/** Of these rules those whose words nobody says any more. */
async function saidByNobody(t: Transactor, campaignId: string, rules: Rule[]): Promise<string[]> {
  const parameters: unknown[] = [campaignId]
  const branches = rules.filter((rule) => rule.kind !== 'template').map((rule) => {
    const condition = bySender(rule)
      ? `exists (select from post p where p.campaign_id = $1 and p.author_id = $${parameters.push(rule.authorId)})`
      : `exists (select from statement s where s.campaign_id = $1 ${conditionOf(rule, parameters, [])!})`
    return `select '${rule.id}' as id where not ${condition}`
  })
  const rows = branches.length > 0 ? await t.rows<{ id: string }>(branches.join(' union all '), parameters) : []
  const templates = await Promise.all(rules.filter((rule) => rule.kind === 'template').map(async (rule) => ((await isLeft(t, campaignId, rule)) ? [] : [rule.id])))
  return [...rows.map((row) => row.id), ...templates.flat()]
}

async function isLeft(t: Transactor, campaignId: string, rule: Rule): Promise<boolean> {
  const rows = await t.rows<{ text: string }>(
    `select x.text from aside a join statement_text x on x.campaign_id = a.campaign_id and x.statement_id = a.statement_id where a.campaign_id = $1 and a.rule_id = $2 limit 1000`, [campaignId, rule.id])
  const marks = new Set(rule.marks)
  return rows.some((row) => isOfTemplate(marksOf(row.text), marks))
}
