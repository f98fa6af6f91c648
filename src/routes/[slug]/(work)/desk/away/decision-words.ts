import { deedWords } from '#desk/History.svelte'
import type { DecisionData } from '#ui/offline/desk-way.ts'
import type { Translate } from '#ui/speak.ts'

/** What was decided, a sentence: as the undo bar says it where there is a connection. */
export function decisionWords(t: Translate, { decision, fields, work }: DecisionData, areaName: (key: string) => string): string {
  if (decision === 'release') return t('desk.released')
  if (decision === 'work') return t('away.noteSaved')
  if (decision === 'confirm') return t('away.confirmed')
  if (decision === 'alarm') return t('away.alarmRaised')
  const made = fields['incident'] === 'new' || fields['question'] === 'new'
  return deedWords(t, decision, { ...fields, made }, work?.issueArea ? areaName(work.issueArea) : undefined)
}

/** Why it was not done, a sentence. */
export function refusedWords(t: Translate, { code, detail, holder }: { code: string; detail: string; holder?: string }): string {
  if (code === 'held-by-other') return t('desk.fasterHolds', { name: holder ?? '' })
  if (code === 'decided') return t('away.decided', { name: holder ?? '' })
  if (code === 'not-held') return t('away.backInQueue')
  if (code === 'stale-version') return t('desk.staleTitle')
  if (code === 'not-found') return t('away.gone')
  const known = [`desk.refused.${code}`, `errors.code.${code}`].find((key) => t.has(key))
  return known ? t(known as 'away.gone') : detail
}
