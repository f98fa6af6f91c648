import { IntlMessageFormat } from 'intl-messageformat'
import { placeholders, pluralsOf, type Element } from './icu.ts'

/** What is wrong with one message of a translation. */
export type Fault =
  | { kind: 'icu'; detail: string }
  /** It wants other values than the message gives it. */
  | { kind: 'placeholders'; has: string[]; wanted: string[] }
  | { kind: 'plural'; form: string }

/** The message taken apart, or why it cannot be. */
export function parse(text: string): Element[] | string {
  try {
    return new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst() as Element[]
  } catch (error) {
    return (error as Error).message
  }
}

/** What is wrong with a text in the language `tag` that says what `original` says. */
export function faultsIn(text: string, original: string, tag: string): Fault[] {
  const elements = parse(text)
  if (typeof elements === 'string') return [{ kind: 'icu', detail: elements }]
  const like = parse(original)
  const [has, wanted] = [placeholders(elements), placeholders(typeof like === 'string' ? [] : like)].map((names) => [...names].sort()) as [string[], string[]]
  const other: Fault[] = has.join() === wanted.join() ? [] : [{ kind: 'placeholders', has, wanted }]
  return [...other, ...missingForms(elements, tag).map((form): Fault => ({ kind: 'plural', form }))]
}

/** Forms of the plurals in a message that the language needs and that are not there. */
export function missingForms(elements: Element[], tag: string): string[] {
  return pluralsOf(elements).flatMap((forms) =>
    neededForms(tag).filter((form) => {
      if (forms.has(form)) return false
      const exact = { zero: '=0', one: '=1', two: '=2' }[form as string]
      return !(exact && forms.has(exact))
    }),
  )
}

/**
 * The forms that a language uses for whole numbers as people count them: `many` of Spanish and French is only for millions and falls back to
 * `other`. Of a language whose plurals the runtime does not know only `other` is asked.
 */
export function neededForms(tag: string): string[] {
  let forms = needed.get(tag)
  if (!forms) needed.set(tag, (forms = formsOf(tag)))
  return forms
}

const needed = new Map<string, string[]>()

function formsOf(tag: string): string[] {
  if (Intl.PluralRules.supportedLocalesOf([tag]).length === 0) return ['other']
  const rules = new Intl.PluralRules(tag)
  const used = new Set(Array.from({ length: 1_001 }, (_, count) => rules.select(count)))
  return rules.resolvedOptions().pluralCategories.filter((form) => form === 'other' || used.has(form))
}
