import { searchForm } from '#statement/index.ts'
import { areas } from '../../demo/grammar/index.ts'
import { hash, mix } from '../../demo/posts/chance.ts'
import { examplePostsWithTruth } from '../../demo/posts/index.ts'

/** One statement of the set: what is known of it, and what only the judge knows. */
export interface Doc {
  id: number
  text: string
  form: string
  language: string
  /** Which question it asks; undefined: none of them. */
  theme: string | undefined
  /** The sentence that asks it, as the grammar has it: another sentence of the same theme asks it in other words. */
  template: string | undefined
}

/** A desk at work: what people have decided, and what waits. */
export interface Desk {
  docs: Doc[]
  questions: string[]
  decided: { doc: Doc; question: string }[]
  waiting: Doc[]
  /** Sentences of which nothing is decided: what waits of them asks in other words. */
  heldOut: Set<string>
}

/** Every saying of the example's posts once, by the words of its first post. */
export function readDocs(posts: number, seed: number): Doc[] {
  const seen = new Set<string>()
  const docs: Doc[] = []
  for (const { post, saying, subject, theme, language } of examplePostsWithTruth({ posts, seed })) {
    if (seen.has(saying)) continue
    seen.add(saying)
    const asks = subject === 'question' ? theme : undefined
    docs.push({ id: docs.length, text: post.text, form: searchForm(post.text), language, theme: asks, template: asks && templateOf(post.text, asks, language) })
  }
  return docs
}

const pieces = new Map<string, { template: string; theme: string; language: string; parts: string[] }[]>()
for (const theme of areas.flatMap((area) => area.themes)) {
  for (const [language, asks] of Object.entries(theme.asks)) {
    pieces.set(`${theme.key} ${language}`, asks.map((text, index) => ({
      template: `${theme.key} ${language} ${index}`, theme: theme.key, language,
      parts: text.split(/\{[^}]*\}|<[^>]*>/).map((part) => searchForm(part)).filter((part) => part.length > 3),
    })))
  }
}

/** The sentence of the grammar of which most letters stand in the text. */
function templateOf(text: string, theme: string, language: string): string | undefined {
  const form = searchForm(text)
  const share = (parts: string[]) => parts.reduce((sum, part) => sum + (form.includes(part) ? part.length : 0), 0) / parts.reduce((sum, part) => sum + part.length, 0)
  const [best] = (pieces.get(`${theme} ${language}`) ?? []).map(({ template, parts }) => ({ template, share: share(parts) })).sort((a, b) => b.share - a.share)
  return best && best.share > 0.5 ? best.template : undefined
}

/**
 * Of each theme and language one sentence in three, drawn by the seed, is never decided; where there is only one it is decided in half of the themes. Of the others
 * `most` statements a question are decided. `without`: languages of which nothing is decided in half of the themes.
 */
export function deskOf(docs: Doc[], { seed, most }: { seed: number; most: number }): Desk {
  const heldOut = new Set<string>()
  for (const list of pieces.values()) {
    const out = list.length > 1 ? mix(hash(list[0]!.theme + list[0]!.language), seed) % list.length : mix(hash(list[0]!.theme + list[0]!.language), seed) % 2 === 0 ? 0 : -1
    if (out >= 0) heldOut.add(list[out]!.template)
  }
  const decided: Desk['decided'] = []
  const count = new Map<string, number>()
  const turn = [...docs].sort((a, b) => mix(a.id, seed) - mix(b.id, seed))
  for (const doc of turn) {
    if (!doc.theme || !doc.template || heldOut.has(doc.template) || (count.get(doc.theme) ?? 0) >= most) continue
    count.set(doc.theme, (count.get(doc.theme) ?? 0) + 1)
    decided.push({ doc, question: doc.theme })
  }
  const done = new Set(decided.map(({ doc }) => doc.id))
  return { docs, questions: [...count.keys()].sort(), decided, waiting: docs.filter((doc) => !done.has(doc.id)), heldOut }
}
