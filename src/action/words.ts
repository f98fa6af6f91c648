/** What an action says in one language. */
export interface ActionWords {
  title: string
  lead: string
  /** Of letters. */
  subject?: string
  thanks?: string
}

/** Its words in this language, else in the first that it has. */
export function actionIn(action: { words: Record<string, ActionWords> }, language: string): ActionWords & { language: string } {
  const spoken = action.words[language] ? language : Object.keys(action.words)[0]!
  return { ...action.words[spoken]!, language: spoken }
}
