import { notify, uuid7, type FoldedStatements, type House, type Transactor } from '#core/index.ts'
import { currentRules, rulesChanged, type Current, type Limits } from './current.ts'
import { sourcesOf, type Source } from './source.ts'
import { finishLater, step } from './sweep.ts'
import { isOfTemplate, marksOf } from './template.ts'
import { linkValue } from './target.ts'

/** A flood takes what arrives until so many spans have passed without any. */
const quietSpans = 6
/** A template is told by so many turns of phrase at most. */
const mostMarks = 48

/**
 * Counts the sources of a batch, and makes a rule of each that has become a flood. What waits of it goes aside at once, up to some
 * thousands; the rules as they are then are given back.
 */
export async function noticeFloods(house: House, t: Transactor, folded: FoldedStatements, current: Current): Promise<Current> {
  const { campaignId, at } = folded
  const sources = sourcesOf(house, folded, current.limits)
  if (sources.length === 0) return current
  const over = await count(t, campaignId, sources, current.limits, at)
  if (over.length === 0) return current
  const allowed = await released(t, campaignId)
  const made = [
    ...(await ofSenders(t, folded, current, over.filter((one) => one.kind === 'sender'), allowed)),
    ...(await ofLinks(t, folded, current, over.filter((one) => one.kind === 'link'), allowed)),
    ...(await ofTemplates(t, folded, current, new Set(over.filter((one) => one.kind === 'template').map((one) => one.value as number)), allowed)),
  ]
  if (made.length === 0) return current
  await rulesChanged(t, campaignId)
  for (const id of made) {
    await notify(t, campaignId, { kind: 'rule', rule: id })
    if (await step(t, campaignId, id, at)) await finishLater(t, campaignId, id, at)
  }
  return currentRules(t, house, campaignId)
}

/** Adds to what was counted; gives back those that are over their limit. */
async function count(t: Transactor, campaignId: string, sources: Source[], limits: Limits, at: Date): Promise<Source[]> {
  const rows = await t.rows<{ source: string; span: string; said: number }>(
    `insert into flood_count as c (campaign_id, source, span, said, at)
     select $1, given.source, given.span, given.said, $5 from unnest($2::bigint[], $3::bigint[], $4::int[]) as given (source, span, said)
     on conflict (campaign_id, source, span) do update set said = c.said + excluded.said, at = excluded.at
     returning source, span, said`,
    [campaignId, sources.map((one) => one.key), sources.map((one) => one.span), sources.map((one) => one.said), at],
  )
  const said = new Map(rows.map((row) => [`${row.source} ${row.span}`, row.said]))
  return sources.filter((one) => said.get(`${one.key} ${one.span}`)! >= limits[one.kind])
}

/** Sources whose floods people have let go: they are not taken for floods again. */
interface Released {
  senders: Set<string>
  links: Set<string>
  templates: Set<number>[]
}

async function released(t: Transactor, campaignId: string): Promise<Released> {
  const rows = await t.rows<{ author: string | null; value: string | null; marks: number[] | null }>(
    `select author_id as author, value, marks from rule where campaign_id = $1 and box = 'flood' and state = 'off'`, [campaignId])
  return {
    senders: new Set(rows.flatMap((row) => row.author ?? [])),
    links: new Set(rows.flatMap((row) => row.value ?? [])),
    templates: rows.flatMap((row) => (row.marks ? [new Set(row.marks)] : [])),
  }
}

async function ofSenders(t: Transactor, folded: FoldedStatements, current: Current, over: Source[], allowed: Released): Promise<string[]> {
  const fresh = over.filter(({ value }) => current.senders.get(value as string)?.state !== 'on' && !allowed.senders.has(value as string))
  const floods = new Map(fresh.map((one): [unknown, Flood] => [one.value, { kind: 'sender', author: one.value as string, since: sinceOf(one.span, current.limits) }]))
  return make(t, folded, [...floods.values()])
}

async function ofLinks(t: Transactor, folded: FoldedStatements, current: Current, over: Source[], allowed: Released): Promise<string[]> {
  const known = new Set(current.worded.flatMap((rule) => (rule.kind === 'link' ? [rule.value] : [])))
  const fresh = new Map<string, Flood>()
  for (const one of over) {
    const value = linkValue(one.value as string)
    if (value && !known.has(value) && !allowed.links.has(value)) fresh.set(value, { kind: 'link', value, since: sinceOf(one.span, current.limits) })
  }
  return make(t, folded, [...fresh.values()])
}

/** Texts of the batch most of whose turns are everywhere; those that share some with a template that is known widen it. */
async function ofTemplates(t: Transactor, folded: FoldedStatements, current: Current, hot: Set<number>, allowed: Released): Promise<string[]> {
  if (hot.size === 0) return []
  const founded = new Set(folded.founded)
  const fresh: { marks: Set<number>; since: Date }[] = []
  for (const post of folded.posts()) {
    if (!founded.delete(post.statementId)) continue
    const marks = marksOf(post.text)
    if (!isOfTemplate(marks, hot)) continue
    if ([...current.templates.map((one) => one.marks), ...allowed.templates].some((template) => isOfTemplate(marks, template))) continue
    const ours = [...marks].filter((mark) => hot.has(mark))
    const same = fresh.find((one) => ours.some((mark) => one.marks.has(mark)))
    if (same) for (const mark of ours) same.marks.add(mark)
    else fresh.push({ marks: new Set(ours), since: new Date(post.postedAt.getTime() - current.limits.minutes * 60_000) })
  }
  const made: Flood[] = []
  for (const { marks, since } of fresh) {
    const known = current.templates.find((one) => one.rule.box === 'flood' && [...marks].some((mark) => one.marks.has(mark)))
    if (known) await widen(t, folded.campaignId, known.rule.id, [...known.marks, ...marks])
    else made.push({ kind: 'template', marks: [...marks], since })
  }
  return make(t, folded, made)
}

async function widen(t: Transactor, campaignId: string, ruleId: string, marks: number[]): Promise<void> {
  await t.run(`update rule set marks = $3 where campaign_id = $1 and id = $2`, [campaignId, ruleId, [...new Set(marks)].slice(0, mostMarks)])
  await rulesChanged(t, campaignId)
}

interface Flood {
  kind: 'sender' | 'link' | 'template'
  author?: string
  value?: string
  marks?: number[]
  since: Date
}

async function make(t: Transactor, { campaignId, at }: FoldedStatements, floods: Flood[]): Promise<string[]> {
  if (floods.length === 0) return []
  const ids = floods.map(() => uuid7(at))
  await t.run(
    `insert into rule (campaign_id, id, box, kind, value, author_id, marks, since, last_at, state, made_at, changed_at, pending)
     select $1, given.id, 'flood', given.kind, given.value, given.author, given.marks::integer[], given.since, $8, 'on', $8, $8, 'sweep'
     from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::timestamptz[]) as given (id, kind, value, author, marks, since)`,
    [
      campaignId, ids, floods.map((one) => one.kind), floods.map((one) => one.value ?? null), floods.map((one) => one.author ?? null),
      floods.map((one) => (one.marks ? `{${one.marks.join()}}` : null)), floods.map((one) => one.since), at,
    ],
  )
  return ids
}

function sinceOf(span: number, { minutes }: Limits): Date {
  return new Date(span * minutes * 60_000)
}

/** Something of these floods has arrived. */
export async function floodsGoOn(t: Transactor, campaignId: string, ruleIds: string[], at: Date): Promise<void> {
  if (ruleIds.length > 0) await t.run(`update rule set last_at = $3 where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, ruleIds, at])
}

/** Job: floods of which nothing has arrived for an hour are over: they hold what they have. Counts of yesterday go. */
export async function endFloods(t: Transactor, campaignId: string, limits: Limits, now: Date): Promise<boolean> {
  const quiet = new Date(now.getTime() - quietSpans * limits.minutes * 60_000)
  await t.run(`delete from flood_count where campaign_id = $1 and at < $2`, [campaignId, new Date(now.getTime() - 86_400_000)])
  return (await t.run(
    `update rule set state = 'over', changed_at = $3 where campaign_id = $1 and box = 'flood' and state = 'on' and last_at < $2 and pending is null`, [campaignId, quiet, now])) > 0
}
