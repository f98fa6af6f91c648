import type { Transactor } from '#core/index.ts'
import type { Rule } from './rule.ts'

/** Turns of phrase are this many words long. */
const turn = 4
/** Six turns are nine words in a row, or two times seven: so many people do not put the same question alike by accident. */
const leastInCommon = 6
/** And as large a part of the text: a long story may well begin like others. */
const leastShare = 0.25
/** Of a longer text the rest is not looked at. */
const longest = 600

const words = new Int32Array(longest)
const turns = new Int32Array(longest)

/**
 * What marks the template of a text: hashes of its turns of phrase, without numbers, mentions, hashtags and links, which are what is filled
 * in. All of them, not a sample: of a template with many gaps a sample would hold too few. About two microseconds a text. Valid until the next call.
 */
export function marksOf(text: string): Int32Array {
  const count = readWords(text) - turn + 1
  if (count < leastInCommon) return none
  for (let at = 0; at < count; at += 1) {
    let h = Math.imul(words[at]!, 0x2c1b3c6d) + words[at + 1]!
    h = Math.imul(h, 0x2c1b3c6d) + words[at + 2]!
    h = Math.imul(h, 0x2c1b3c6d) + words[at + 3]!
    turns[at] = mix(h)
  }
  return turns.subarray(0, count)
}

const none = new Int32Array(0)

/** Hashes of the words, into `words`; how many there are. */
function readWords(text: string): number {
  const end = Math.min(text.length, longest)
  let count = 0
  let hash = 0
  let letters = 0
  let filledIn = false
  for (let at = 0; at <= end; at += 1) {
    const code = at < end ? text.charCodeAt(at) : 32
    if (code <= 32 || code === 0xa0) {
      if (letters > 0 && !filledIn) words[count++] = mix(hash)
      hash = letters = 0
      filledIn = false
    } else if (code >= 48 && code <= 57) filledIn = true
    else if ((code === 35 || code === 64) && letters === 0) filledIn = true
    else if (code === 58 && text.charCodeAt(at + 1) === 47) filledIn = true
    else if (code > 127 || (code >= 97 && code <= 122) || (code >= 65 && code <= 90)) {
      hash = Math.imul(hash, 31) + (code < 128 ? code | 32 : code)
      letters += 1
    }
  }
  return count
}

function mix(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** Whether a text with these marks is made from a template. */
export function isOfTemplate(marks: Int32Array, template: ReadonlySet<number>): boolean {
  let common = 0
  for (let at = 0; at < marks.length; at += 1) if (template.has(marks[at]!)) common += 1
  return common >= leastInCommon && common >= marks.length * leastShare
}

/** A template stands in no column: what waits since the flood began is read and compared. */
export async function waitingOfTemplate(t: Transactor, campaignId: string, rule: Rule, most: number): Promise<string[]> {
  const template = new Set(rule.marks ?? [])
  const found: string[] = []
  for (let after = rule.doneTo ?? '00000000-0000-0000-0000-000000000000'; found.length < most; ) {
    const rows = await t.rows<{ id: string; text: string }>(
      `select s.id, x.text from statement s join statement_text x on x.campaign_id = s.campaign_id and x.statement_id = s.id
       where s.campaign_id = $1 and s.state in ('waiting', 'aside') and s.id > $2 and s.first_said_at >= $3 order by s.id limit 2000 for update of s`,
      [campaignId, after, rule.since ?? rule.madeAt],
    )
    found.push(...rows.filter((row) => isOfTemplate(marksOf(row.text), template)).map((row) => row.id))
    if (rows.length < 2_000) break
    after = rows.at(-1)!.id
  }
  return found.slice(0, most)
}
