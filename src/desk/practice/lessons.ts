/**
 * The lessons of a first shift: a statement, and what one may do with it. Their words are in messages/practice: `<key>` is what
 * somebody says, `<key>.ask` what is asked, `<key>.<choice>` each choice and `<key>.why` what to remember.
 */
export interface Lesson {
  key: string
  choices: readonly string[]
  right: string
}

export const lessons = [
  { key: 'midwife', choices: ['question', 'incident', 'discard'], right: 'question' },
  { key: 'buses', choices: ['question', 'incident', 'discard'], right: 'incident' },
  { key: 'earn', choices: ['question', 'spam', 'notActionable'], right: 'spam' },
  { key: 'depot', choices: ['incident', 'alarm', 'note'], right: 'alarm' },
  { key: 'cousin', choices: ['lived', 'heard', 'discard'], right: 'heard' },
  { key: 'house', choices: ['exact', 'district', 'exactLater'], right: 'district' },
  { key: 'quiet', choices: ['quote', 'own', 'discard'], right: 'own' },
  { key: 'fifty', choices: ['together', 'takeOut', 'discard'], right: 'takeOut' },
] as const satisfies readonly Lesson[]

/** So many right admit to everything: one may be wrong once, and once more. */
export const needed = 6
