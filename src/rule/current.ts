import type { Reader, Transactor } from '#core/index.ts'
import { isNeedleAll, needleOf } from './match.ts'
import { columns, type Rule } from './rule.ts'
import { Sieve } from '#statement/index.ts'

export interface Limits {
  minutes: number
  sender: number
  link: number
  template: number
}

export const usualLimits: Limits = { minutes: 10, sender: 20, link: 200, template: 60 }

/** The rules of a campaign, made ready for what arrives. */
export interface Current {
  version: string
  limits: Limits
  /** By author: who is muted, banned or floods. What somebody of them says brings nothing back. */
  senders: Map<string, Rule>
  /** Those whose words a needle finds, in one order with `needles`. */
  worded: Rule[]
  needles: string[]
  sieve: Sieve
  /** Of the worded ones those that are not settled by their needle. */
  checked: Set<string>
  templates: { rule: Rule; marks: Set<number> }[]
  /** Something may be aside: statements that grow are looked at. */
  holding: boolean
}

const none: Omit<Current, 'version' | 'limits'> = { senders: new Map(), worded: [], needles: [], sieve: new Sieve([]), checked: new Set(), templates: [], holding: false }

const kept = new Map<string, Current>()
/** Campaigns whose rules are kept ready: a few kilobytes each. */
const most = 50

/**
 * The rules of a campaign as they stand in this transaction. Whoever changes one waits for folding (`changing`), so that within a
 * transaction that folds they do not change.
 */
export async function currentRules(reader: Reader, house: { db: { url: string } }, campaignId: string): Promise<Current> {
  const setting = await reader.row<Limits & { version: string }>(
    `select version, minutes, sender, link, template from rule_setting where campaign_id = $1`, [campaignId])
  if (!setting) return { version: '0', limits: usualLimits, ...none }
  const name = `${house.db.url} ${campaignId}`
  const before = kept.get(name)
  if (before?.version === setting.version) return before
  const { version, ...limits } = setting
  const current = { version, limits, ...(await readRules(reader, campaignId)) }
  if (kept.size >= most) kept.delete(kept.keys().next().value!)
  kept.set(name, current)
  return current
}

async function readRules(reader: Reader, campaignId: string): Promise<Omit<Current, 'version' | 'limits'>> {
  const rules = await reader.rows<Rule>(`select ${columns} from rule r where r.campaign_id = $1 and r.state in ('on', 'over') order by r.id`, [campaignId])
  const taking = rules.filter((rule) => rule.state === 'on')
  const worded = taking.filter((rule) => needleOf(rule) !== undefined)
  const needles = worded.map((rule) => needleOf(rule)!)
  return {
    // One that takes comes before one that only holds.
    senders: new Map([...rules.filter((rule) => rule.state === 'over'), ...taking].flatMap((rule) => (rule.authorId ? [[rule.authorId, rule]] : []))),
    worded,
    needles,
    sieve: new Sieve(needles),
    checked: new Set(worded.filter((rule) => !isNeedleAll(rule)).map((rule) => rule.id)),
    templates: taking.flatMap((rule) => (rule.marks ? [{ rule, marks: new Set(rule.marks) }] : [])),
    holding: rules.length > 0,
  }
}

/** Raises the version, so that every process reads the rules anew. After `waitForFolding`, in the transaction that changes one. */
export async function rulesChanged(t: Transactor, campaignId: string): Promise<void> {
  await t.run(
    `insert into rule_setting (campaign_id, version) values ($1, 1) on conflict (campaign_id) do update set version = rule_setting.version + 1`,
    [campaignId],
  )
}
