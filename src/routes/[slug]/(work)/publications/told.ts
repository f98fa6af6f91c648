import type { Part, Publication } from '#publication/index.ts'
import type { Translate } from '#ui/speak.ts'

/** How far one network of a publication is, as a sentence. */
export function toldOf(t: Translate, part: Pick<Part, 'progress' | 'handBy' | 'at' | 'nextAt' | 'account'>): string {
  switch (part.progress) {
    case 'queued': return part.account?.state === 'signed-out' ? t('publication.progress.signed-out') : t('publication.progress.queued', { when: part.nextAt ? t.date(part.nextAt, 'moment') : '' })
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

/** What needs a person: these are said in a colour, with their words. */
export const needsPerson: Part['progress'][] = ['by-hand', 'refused', 'unconfirmed']
