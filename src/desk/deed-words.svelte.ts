/** Enough of the page's speaker: src/ui lies beside the slices and is not imported by their plain modules. */
interface Speaker {
  (key: any, values?: Record<string, string | number>): string
  has(key: string): boolean
}

/** The words of a key that is made from data; the data itself where there are none. */
export function nameOr(t: Speaker, key: string, otherwise: string): string {
  return t.has(key) ? t(key) : otherwise
}

/** A deed as a short sentence: "Discarded: Advertising." */
export function deedWords(t: Speaker, decision: string, done: Record<string, unknown>, area?: string): string {
  if (decision === 'discard') {
    return t('desk.discardedAs', { reason: nameOr(t, `desk.reason.${done['reason']}`, String(done['reason'])) })
  }
  if (decision === 'incident') return t(done['made'] ? 'desk.madeIncident' : 'desk.joinedIncident')
  if (decision === 'question') return t(done['made'] ? 'desk.madeQuestion' : 'desk.joinedQuestion')
  if (decision === 'done') return area ? t('desk.classifiedAs', { area }) : t('desk.isDone')
  if (decision === 'refer') return t('referral.referred', { helper: String(done['helper'] ?? '') })
  if (decision === 'part') return t('desk.parted', { count: Number(done['posts']) })
  if (decision === 'join') return t('desk.joinedPosts', { count: Number(done['posts']) })
  if (decision === 'ask') return t('talk.asked')
  if (decision === 'hand-on') return t('queue.handedTo', { name: ((done['person'] ?? done['group']) as { name: string }).name })
  return decision
}
