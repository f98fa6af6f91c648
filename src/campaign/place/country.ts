/** Countries by their names in the languages of the house: of towns elsewhere only the Latin name is known. */
import { foldName } from '../fold-name.ts'

const languages = ['en', 'es', 'fr', 'ar']
/** Codes of what is no country, or of one that is no more. */
const others = new Set(['AC', 'AN', 'BU', 'CP', 'CQ', 'CS', 'CT', 'DD', 'DG', 'DY', 'EA', 'EU', 'EZ', 'FQ', 'FX', 'HV', 'IC', 'JT', 'MI', 'NH', 'NQ', 'NT', 'PC', 'PU', 'PZ', 'QO', 'RH', 'SU', 'TA', 'TP', 'UK', 'UN', 'VD', 'WK', 'XA', 'XB', 'YD', 'YU', 'ZR', 'ZZ'])

let known: Map<string, string> | undefined

/** Folded name to ISO code. */
function byName(): Map<string, string> {
  if (known) return known
  known = new Map()
  const names = languages.map((language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }))
  for (const code of codes()) {
    for (const one of names) {
      const name = foldName(one.of(code) ?? '')
      if (name && !known.has(name)) known.set(name, code)
    }
  }
  return known
}

function codes(): string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => !others.has(code))
}

export function countryCalled(text: string): string | undefined {
  const name = foldName(text)
  return byName().get(name) ?? (/^[a-z]{2}$/.test(name) && [...byName().values()].includes(name.toUpperCase()) ? name.toUpperCase() : undefined)
}

/** "Santa Ana, El Salvador" and "طرابلس لبنان" as a name and a country; the name is empty where only a country was typed. */
export function withCountry(text: string): { name: string; country: string } | undefined {
  const cut = Math.max(text.lastIndexOf(','), text.lastIndexOf('،'), text.lastIndexOf(';'))
  if (cut > 0) {
    const country = countryCalled(text.slice(cut + 1))
    if (country) return { name: text.slice(0, cut).trim(), country }
  }
  const words = foldName(text).split(' ')
  for (let from = Math.max(0, words.length - 5); from < words.length; from++) {
    const country = byName().get(words.slice(from).join(' '))
    if (country) return { name: words.slice(0, from).join(' '), country }
  }
  return undefined
}
