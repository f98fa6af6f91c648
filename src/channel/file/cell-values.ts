/** What single cells of a table say, as people write it. */

/** What people write into a cell to say that there is nothing. */
export function isNothing(cell: string): boolean {
  return /^\s*(n\/?a|null|none|nan|undefined|-+|—)?\s*$/i.test(cell)
}

export function linksIn(cell: string): string[] | undefined {
  const links = cell.split(/\s+/).filter((entry) => /^https?:\/\/\S/i.test(entry))
  return links.length ? links.slice(0, 100) : undefined
}

export function tagsIn(cell: string): string[] | undefined {
  const tags = cell
    .split(/[\s,;|]+/)
    .map((entry) => entry.replace(/^[#@]/, ''))
    .filter(Boolean)
  return tags.length ? tags.slice(0, 100) : undefined
}

const languages: Record<string, string> = {
  english: 'en',
  spanish: 'es',
  french: 'fr',
  arabic: 'ar',
  ingles: 'en',
  espanol: 'es',
  frances: 'fr',
  arabe: 'ar',
  anglais: 'en',
  espagnol: 'es',
  francais: 'fr',
}

/** A code, or the name of one of our four languages; anything else is left to detection. */
export function languageOf(cell: string): string | undefined {
  const name = cell.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return languages[name] ?? (/^[a-z]{2,3}([-_][a-z0-9]{1,8})*$/i.test(cell) && name !== 'und' ? cell : undefined)
}

export function degrees(cell: string): number | undefined {
  const text = cell.replace(/^([+-]?\d{1,3}),(\d+)$/, '$1.$2').replace(/°$/, '')
  return /^[+-]?\d{1,3}(\.\d*)?(e-?\d{1,2})?$/i.test(text) ? Number(text) : undefined
}

export function yesOrNo(cell: string): boolean | undefined {
  if (/^(yes|y|true|1|s[ií]|oui|vrai|verdadero|نعم)$/i.test(cell)) return true
  if (/^(no|n|false|0|non|faux|falso|لا)$/i.test(cell)) return false
  return undefined
}
