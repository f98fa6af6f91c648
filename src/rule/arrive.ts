import type { FoldedPost, FoldedStatements, House, Transactor } from '#core/index.ts'
import { foundUnder } from '#statement/index.ts'
import { currentRules, type Current } from './current.ts'
import { floodsGoOn, noticeFloods } from './flood.ts'
import { hold, letGo, type Taken } from './hold.ts'
import { conditionOf, linkPattern } from './match.ts'
import { isOfTemplate, marksOf } from './template.ts'

/** The posts of a batch by the statement that they say. */
type Said = Map<string, FoldedPost[]>

/**
 * Step `folded`: what arrives is held against the rules of its campaign, in the transaction that folds it, so that nobody ever sees it
 * wait. One look at the setting where there are no rules; where there are, one more query and what they take.
 */
export async function holdArrived(house: House, t: Transactor, folded: FoldedStatements): Promise<void> {
  const current = await noticeFloods(house, t, folded, await currentRules(t, house, folded.campaignId))
  if (!current.holding) return
  const { campaignId, at } = folded
  const said = postsBy(folded)
  const taken = [...bySender(current, folded, said), ...byLink(current, folded, said), ...byTemplate(current, folded, said), ...(await byWords(t, current, folded, said))]
  await hold(t, campaignId, [...unique(taken), ...(await grown(t, current, folded, said))], at, { arriving: true })
  await tellUrgent(t, folded, said)
  await floodsGoOn(t, campaignId, floodsAmong(current, taken), at)
}

function postsBy(folded: FoldedStatements): Said {
  const said: Said = new Map()
  for (const post of folded.posts()) {
    const posts = said.get(post.statementId)
    if (posts) posts.push(post)
    else said.set(post.statementId, [post])
  }
  return said
}

/** New statements all of whose posts are of senders who are put aside. */
function bySender({ senders }: Current, { founded }: FoldedStatements, said: Said): Taken[] {
  if (senders.size === 0) return []
  return founded.flatMap((statementId) => {
    const rules = said.get(statementId)!.map(({ authorId }) => authorId && senders.get(authorId))
    // One whose time is over takes nothing, yet what they say is no word of somebody else.
    if (!rules.every((rule) => rule) || !rules.some((rule) => rule && rule.state === 'on')) return []
    return rules.flatMap((rule) => (rule ? [{ ruleId: rule.id, statementId, bySender: true }] : []))
  })
}

/** Links stand beside the text of some posts only: those in it are found by their words. */
function byLink({ worded }: Current, { founded }: FoldedStatements, said: Said): Taken[] {
  const patterns = worded.flatMap((rule) => (rule.kind === 'link' || rule.kind === 'host' ? [{ id: rule.id, pattern: linkPattern(rule) }] : []))
  if (patterns.length === 0) return []
  return founded.flatMap((statementId) => {
    const links = said.get(statementId)!.flatMap((post) => post.links)
    if (links.length === 0) return []
    return patterns.filter(({ pattern }) => links.some((link) => pattern.test(link))).map(({ id }) => ({ ruleId: id, statementId, bySender: false }))
  })
}

function byTemplate({ templates }: Current, { founded }: FoldedStatements, said: Said): Taken[] {
  if (templates.length === 0) return []
  return founded.flatMap((statementId) => {
    const marks = marksOf(said.get(statementId)![0]!.text)
    return templates.filter((one) => isOfTemplate(marks, one.marks)).map(({ rule }) => ({ ruleId: rule.id, statementId, bySender: false }))
  })
}

/** Only what may hold a needle is asked about; then whether it does, and whether the rest fits too. */
async function byWords(t: Transactor, { worded, needles, sieve, checked }: Current, { campaignId, founded }: FoldedStatements, said: Said): Promise<Taken[]> {
  if (needles.length === 0) return []
  const maybe = founded.flatMap((id) => sieve.through(foundUnder(said.get(id)![0]!.text)).map((place) => ({ id, place })))
  if (maybe.length === 0) return []
  const found = await t.rows<{ id: string; place: number }>(
    `select given.id, given.place from unnest($2::uuid[], $3::int[], $4::tsquery[]) as given (id, place, needle)
     cross join lateral (select search from statement_text where campaign_id = $1 and statement_id = given.id offset 0) x where x.search @@ given.needle`,
    [campaignId, maybe.map((one) => one.id), maybe.map((one) => one.place), maybe.map((one) => needles[one.place])],
  )
  const byRule = new Map<number, string[]>()
  for (const { id, place } of found) byRule.set(place, [...(byRule.get(place) ?? []), id])
  const parameters: unknown[] = [campaignId]
  const branches: string[] = []
  const taken: Taken[] = []
  for (const [place, ids] of byRule) {
    const rule = worded[place]!
    if (!checked.has(rule.id)) {
      taken.push(...ids.map((statementId) => ({ ruleId: rule.id, statementId, bySender: false })))
      continue
    }
    const among = `$${parameters.push(ids)}::uuid[]`
    branches.push(`select '${rule.id}' as rule, s.id from statement s where s.campaign_id = $1 and s.id = any(${among}) ${conditionOf(rule, parameters, [])!}`)
  }
  if (branches.length === 0) return taken
  const fit = await t.rows<{ rule: string; id: string }>(branches.join(' union all '), parameters)
  return [...taken, ...fit.map(({ rule, id }) => ({ ruleId: rule, statementId: id, bySender: false }))]
}

/**
 * What is aside for who says it comes back with the first post of somebody else. A post of another who is put aside too holds it as well,
 * so that it does not come back with the end of the first.
 */
async function grown(t: Transactor, { senders }: Current, folded: FoldedStatements, said: Said): Promise<Taken[]> {
  if (senders.size === 0) return []
  const { campaignId } = folded
  const others: string[] = []
  const muted: Taken[] = []
  for (const statementId of folded.grown) {
    const rules = said.get(statementId)!.map(({ authorId }) => authorId && senders.get(authorId))
    if (rules.every((rule) => rule)) muted.push(...rules.flatMap((rule) => (rule ? [{ ruleId: rule.id, statementId, bySender: true }] : [])))
    else others.push(statementId)
  }
  if (others.length > 0) {
    const freed = await t.rows<{ id: string }>(
      `delete from aside where campaign_id = $1 and statement_id = any($2::uuid[]) and by_sender returning statement_id as id`, [campaignId, others])
    await letGo(t, campaignId, [...new Set(freed.map((row) => row.id))])
  }
  if (muted.length === 0) return []
  const aside = await t.rows<{ id: string }>(
    `select distinct statement_id as id from aside where campaign_id = $1 and statement_id = any($2::uuid[]) and by_sender`, [campaignId, muted.map((one) => one.statementId)])
  const there = new Set(aside.map((row) => row.id))
  return unique(muted.filter((one) => there.has(one.statementId)))
}

/** One who lived it makes what they join urgent, wherever that stands. */
async function tellUrgent(t: Transactor, { campaignId, grown }: FoldedStatements, said: Said): Promise<void> {
  const lived = grown.filter((id) => said.get(id)!.some((post) => post.knows === 'lived'))
  if (lived.length > 0) await t.run(`update aside set urgent = true where campaign_id = $1 and statement_id = any($2::uuid[]) and not urgent`, [campaignId, lived])
}

function floodsAmong({ senders, worded, templates }: Current, taken: Taken[]): string[] {
  const floods = new Set([...senders.values(), ...worded, ...templates.map((one) => one.rule)].filter((rule) => rule.box === 'flood').map((rule) => rule.id))
  return [...new Set(taken.map((one) => one.ruleId))].filter((id) => floods.has(id))
}

function unique(taken: Taken[]): Taken[] {
  return [...new Map(taken.map((one) => [`${one.ruleId} ${one.statementId}`, one])).values()]
}
