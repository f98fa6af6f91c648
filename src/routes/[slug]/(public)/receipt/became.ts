import { issueAreasOf, nameIn, type Campaign } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import { deedsOf, oneStatement } from '#desk/index.ts'
import { othersSaying, type Receipt } from '#intake/index.ts'
import { snapshotOf } from '#publish/index.ts'
import type { Translate } from '#ui/speak.ts'

export interface Became {
  /** What became of it, in a sentence. */
  sentence: string
  /** The question or the incident that it is part of, where everybody may see it. */
  part: { wording: string; language: string | null; href: string } | null
  /** Other people who say the same. */
  others: number | null
}

/** What somebody told, as far as it matters here. */
type Told = Pick<Receipt, 'withdrawnAt' | 'statementId'> & { posts: { id: string }[] }

/** What became of what somebody told, in words: only what the public may know too, and nothing of who works on it. */
export async function becameOf(house: House, campaign: Campaign, receipt: Told, t: Translate): Promise<Became> {
  if (receipt.withdrawnAt) return { sentence: t('tell.fate.withdrawn', { moment: t.date(receipt.withdrawnAt, 'moment') }), part: null, others: null }
  const statement = receipt.statementId ? await oneStatement(house.db, campaign.id, receipt.statementId) : undefined
  if (!statement) return { sentence: t('tell.fate.waiting'), part: null, others: null }
  const others = await othersSaying(house, campaign, statement.id, receipt)
  if (statement.state !== 'decided') return { sentence: t(`tell.fate.${statement.state}`), part: null, others }

  const deeds = (await deedsOf(house.db, campaign.id, statement.id)).filter((deed) => deed.takenBackAt === null)
  const last = deeds.at(-1)
  const snapshot = last ? await snapshotOf(house, campaign) : undefined
  if (last?.decision === 'question') {
    const question = snapshot!.questions.find((one) => one.id === last.done['question'])
    if (question) return { sentence: t('tell.fate.question'), part: { ...question, href: `/${campaign.slug}/questions#q${question.number}` }, others }
  }
  if (last?.decision === 'incident') {
    const incident = snapshot!.incidents.find((one) => one.id === last.done['incident'])
    const part = incident && { wording: incident.title, language: incident.language, href: `/${campaign.slug}/map?incident=${incident.number}#i${incident.number}` }
    if (part) return { sentence: t('tell.fate.incident'), part, others }
  }
  if (last?.decision === 'discard') {
    const reason = `desk.reason.${String(last.done['reason'])}`
    return { sentence: t('tell.fate.discarded', { reason: t.has(reason) ? t(reason) : t('house.unknown') }), part: null, others }
  }
  const area = (await issueAreasOf(house.db, campaign.id)).find((one) => one.key === statement.issueArea)
  return { sentence: area ? t('tell.fate.done', { area: nameIn(area.names, t.language) }) : t('tell.fate.counted'), part: null, others }
}
