import { refuse, uuid7, type Actor, type FoldedStatements, type House, type Reader, type Transactor } from '#core/index.ts'
import { audit } from '#person/index.ts'
import { queueOrderOf, searchForm, setQueueOrder, signalWordsOf } from '#statement/index.ts'
import { openAlarms } from './raise.ts'
import { dangerQuery, dangerWords, usualDangerWords } from './words.ts'

/** How alarms are raised and how they climb in a campaign. */
export interface AlarmRule {
  /** Words in a new statement raise one. */
  byWords: boolean
  words: Record<string, string[]>
  /** Minutes until those on duty are told again, until coordinators are told, until owners are. */
  again: number
  coordinators: number
  owners: number
}

const usualRule: AlarmRule = { byWords: true, words: {}, again: 3, coordinators: 6, owners: 12 }

/** The rule with the whole word lists, as it is shown. */
export async function alarmRuleOf(reader: Reader, campaignId: string): Promise<AlarmRule> {
  const rule = await ownRule(reader, campaignId)
  return { ...rule, words: dangerWords(rule.words) }
}

export async function ownRule(reader: Reader, campaignId: string): Promise<AlarmRule> {
  const row = await reader.row<AlarmRule>(`select by_words as "byWords", words, again, coordinators, owners from alarm_rule where campaign_id = $1`, [campaignId])
  return row ?? usualRule
}

export async function setAlarmRule(house: House, campaignId: string, actor: Actor, rule: AlarmRule): Promise<void> {
  const { again, coordinators, owners } = rule
  if (!(again >= 1 && again <= coordinators && coordinators <= owners && owners <= 24 * 60)) {
    throw refuse('minutes-wrong', 422, 'The minutes go up from step to step: at least 1, at most a day.', { mend: 'For example 3, 6, 12.' })
  }
  const words = Object.fromEntries(Object.entries(rule.words).map(([language, list]) => [language, [...new Set(list.map((word) => word.trim().slice(0, 100)).filter(Boolean))].slice(0, 300)]))
  // Where a list is the usual one it is not kept, so that it goes on growing with the program.
  const own = Object.fromEntries(Object.entries(words).filter(([language, list]) => JSON.stringify(list) !== JSON.stringify(usualDangerWords[language] ?? [])))
  await coverWords(house, campaignId, words)
  await house.db.transact(async (t) => {
    await t.run(
      `insert into alarm_rule (campaign_id, by_words, words, again, coordinators, owners) values ($1, $2, $3, $4, $5, $6)
       on conflict (campaign_id) do update set by_words = excluded.by_words, words = excluded.words, again = excluded.again, coordinators = excluded.coordinators, owners = excluded.owners`,
      [campaignId, rule.byWords, JSON.stringify(own), again, coordinators, owners],
    )
    await audit(t, { campaignId, at: house.clock.now(), personId: actor.person.id, kind: 'alarm.rule', subject: campaignId })
  })
}

/** What was said longer ago is a report, not a call: an import of last year must not wake anybody. */
const callHours = 24

/**
 * Step `folded`: new statements with one of the words raise an alarm. Whatever raises one is urgent for the queue as well
 * (`coverWords`), and that was found out when the texts were at hand: of a batch only the urgent ones are read again. Asking the
 * search index about all of them took 37 ms a batch of 1,000, a third of the time in which it is taken in.
 */
export async function alarmByWords(t: Transactor, { campaignId, founded, at }: FoldedStatements): Promise<void> {
  if (founded.length === 0) return
  const rule = await ownRule(t, campaignId)
  const query = rule.byWords ? dangerQuery(rule.words) : undefined
  if (!query) return
  const urgent = await t.rows<{ id: string }>(
    `select s.id from unnest($2::uuid[]) as given (id)
     cross join lateral (select id, signals, last_said_at from statement where campaign_id = $1 and id = given.id offset 0) s
     where s.signals @> array['urgent'] and s.last_said_at > $3`,
    [campaignId, founded, new Date(at.getTime() - callHours * 3_600_000)],
  )
  if (urgent.length === 0) return
  const found = await t.rows<{ id: string }>(
    `select x.statement_id as id from unnest($2::uuid[]) as given (id)
     cross join lateral (select statement_id, search from statement_text where campaign_id = $1 and statement_id = given.id offset 0) x
     where x.search @@ $3::tsquery`,
    [campaignId, urgent.map((one) => one.id), query],
  )
  await openAlarms(t, campaignId, found.map(({ id }) => ({ id: uuid7(at), statementId: id })), undefined, at)
}

/** Makes the words that raise an alarm urgent words of the queue too, where they are not yet. */
async function coverWords(house: House, campaignId: string, words: Record<string, string[]>): Promise<void> {
  const { finder, words: own } = await queueOrderOf(house.db, campaignId)
  const urgent = { ...signalWordsOf(own).urgent }
  const missing = Object.entries(words).map(([language, list]) => [language, list.filter((word) => !finder.find(searchForm(word.replaceAll('*', ' '))).has('urgent'))] as const).filter(([, list]) => list.length > 0)
  if (missing.length === 0) return
  const more = Object.fromEntries(missing.map(([language, list]) => [language, [...(urgent[language] ?? []), ...list]]))
  await setQueueOrder(house, campaignId, { words: { ...own, urgent: { ...own.urgent, ...more } } })
}
