import type { Part, Publication } from '#publication/index.ts'
import type { Translate } from '#ui/speak.ts'

type Told = Pick<Part, 'progress' | 'handBy' | 'at' | 'nextAt' | 'account' | 'accountGone'>

/** How far one network of a publication is, as a sentence. */
export function toldOf(t: Translate, part: Told, due: boolean): string {
  switch (part.progress) {
    case 'by-hand': return due ? t('publication.progress.by-hand') : t('publication.progress.by-hand-later')
    case 'queued': return part.accountGone ? t('publication.progress.no-account') : part.account?.state === 'signed-out' ? t('publication.progress.signed-out') : t('publication.progress.queued', { when: part.nextAt ? t.date(part.nextAt, 'moment') : '' })
    case 'sent': return t('publication.progress.sent', { when: part.at ? t.date(part.at, 'moment') : '' })
    case 'handed': return t('publication.progress.handed', { name: part.handBy ?? '', when: part.at ? t.date(part.at, 'moment') : '' })
    default: return t(`publication.progress.${part.progress}`)
  }
}

/** Where a publication stands: who did what last, and what it waits for. */
export function standing(t: Translate, one: Publication): string {
  switch (one.state) {
    case 'draft': return t('publication.is.draft', { name: one.changedBy ?? one.createdBy ?? '' })
    case 'waiting': return t('publication.is.waiting', { name: one.changedBy ?? one.createdBy ?? '' })
    case 'refused': return t('publication.is.refused', { name: one.decidedBy ?? '' })
    case 'scheduled': return t('publication.is.scheduled', { name: one.decidedBy ?? '' })
  }
}

/** Said in a colour, besides in its words. */
export function needsPerson({ progress, account, accountGone }: Told, due: boolean): boolean {
  return progress === 'refused' || progress === 'unconfirmed' || (progress === 'by-hand' && due) || (progress === 'queued' && (accountGone || account?.state === 'signed-out'))
}

export function isDue({ dueAt }: Pick<Publication, 'dueAt'>, now: Date): boolean {
  return dueAt !== null && dueAt <= now
}
