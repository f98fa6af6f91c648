/**
 * Small readings of values whose form nobody has promised: each gives the value when it has the form, else undefined.
 */
export type Json = Record<string, unknown>

export const object = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const string = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
export const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined

/** An id as text; a number is taken only when JSON could hold it exactly. */
export function id(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined
  return string(value)
}

/** Texts of a list of objects: `texts(tags, (tag) => tag.name)`. Undefined when there are none. */
export function texts(value: unknown, of: (entry: Json) => unknown): string[] | undefined {
  const found = list(value).flatMap((entry) => string(object(entry) && of(entry as Json))?.trim() || [])
  return found.length ? [...new Set(found)].slice(0, 100) : undefined
}

/** Links that are links and not too long; what else a network calls a link is only in the original. */
export function webLinks(candidates: (string | undefined)[] | undefined): string[] | undefined {
  const found = (candidates ?? []).filter(
    (link): link is string => link !== undefined && link.length <= 2_000 && /^https?:\/\/\S+$/i.test(link),
  )
  return found.length ? [...new Set(found)].slice(0, 100) : undefined
}

/** A text cut to what the contract takes: for names and descriptions that must not cost the whole post. */
export function atMost(text: string | undefined, most: number): string | undefined {
  return text !== undefined && text.length > most ? text.slice(0, most).toWellFormed() : text
}

/** JSON in which ids were written as numbers too large for a double: these come out as the digits that stand there. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  const outer = object(value)
  for (const key in outer) {
    const entry = outer[key]
    if (typeof entry === 'number' && Number.isInteger(entry) && !Number.isSafeInteger(entry))
      return JSON.parse(text, exactly)
  }
  return value
}

function exactly(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' &&
    Number.isInteger(value) &&
    !Number.isSafeInteger(value) &&
    /^-?\d+$/.test(context?.source ?? '')
    ? context!.source
    : value
}

/** A language as networks name it; und, zxx and X's own codes that begin with q say nothing. */
export function languageCode(value: unknown): string | undefined {
  const code = string(value)
  return code && /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,4}$/.test(code) && !/^(und|zxx|art|q[a-z]{2})$/i.test(code)
    ? code
    : undefined
}
