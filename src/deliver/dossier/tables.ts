import { csvRow } from '#core/csv.ts'
import type { Dossier, NamedCount } from './dossier.ts'
import { tidy } from './printable.ts'

/** Every post behind a question, one a line, in the order given; joined to `questions.csv` by the number. */
export function writeSources(dossier: Dossier): string {
  const rows = dossier.sources.map((s) => csvRow([s.reference, s.post, s.channel, s.language, s.day]))
  return csvRow(['question', 'post', 'channel', 'language', 'day']) + rows.join('')
}

/** Every question once, with what was counted. Headers are English in every language: programs read them. */
export function writeQuestions(dossier: Dossier): string {
  const rows = dossier.issueAreas.flatMap((area) => area.questions.map((q) => csvRow([
    q.number, area.name, tidy(q.wording), q.language, q.people, q.posts, q.statements, counts(q.channels),
    counts(q.languages), day(q.since), day(q.last), q.examples.length, q.notQuoted,
    q.answer ? q.answer.day : '', q.answer ? tidy(q.answer.text) : '',
  ])))
  return csvRow([
    'question', 'issueArea', 'wording', 'language', 'people', 'posts', 'statements', 'channels', 'languages', 'since',
    'last', 'examples', 'notQuoted', 'answered', 'answer',
  ]) + rows.join('')
}

function counts(of: NamedCount[]): string {
  return of.map((c) => `${c.name} ${c.count}`).join('; ')
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}
