import { deedWords, nameOr } from '../deed-words.svelte.ts'

type Speaker = Parameters<typeof deedWords>[0]

/** A decision that has no effect yet, as a short sentence: "Discard: Advertising." */
export function proposalWords(t: Speaker, kind: string, input: Record<string, unknown>): string {
  if (kind === 'discard') return t('room.wouldDiscard', { reason: nameOr(t, `desk.reason.${input['reason']}`, String(input['reason'])) })
  if (kind === 'incident') return t(input['incident'] === 'new' || input['incident'] === undefined ? 'room.wouldNewIncident' : 'room.wouldJoinIncident')
  if (kind === 'question') return t(input['question'] === 'new' || input['question'] === undefined ? 'room.wouldNewQuestion' : 'room.wouldJoinQuestion')
  if (kind === 'done') return t('room.wouldDone')
  return nameOr(t, `room.kind.${kind}`, kind)
}
