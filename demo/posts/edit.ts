import type { Language } from '../places.ts'
import type { Chance } from './chance.ts'

/** One word replaced by another; only a text so long that it stays the same text, else undefined. */
export function oneWord(text: string, language: Language, chance: Chance): string | undefined {
  if (text.length < 140) return undefined
  const words = text.split(' ')
  const start = 1 + chance.below(words.length - 2)
  for (let i = 0; i < words.length - 2; i++) {
    const at = 1 + (start + i) % (words.length - 2)
    const other = exchange[language].get(words[at]!)
    if (other) {
      words[at] = other
      return words.join(' ')
    }
  }
  return undefined
}

/** Two letters swapped within a word, as happens on a telephone. */
export function mistyped(text: string, chance: Chance): string | undefined {
  if (text.length < 90) return undefined
  const words = text.split(' ')
  const start = chance.below(words.length)
  for (let i = 0; i < words.length; i++) {
    const at = (start + i) % words.length
    const word = words[at]!
    // Names and negations are left alone: another letter would make another name, or say the opposite.
    if (negations.has(word) || !/^\p{Ll}{5,}$/u.test(word) && !/^\p{Lo}{5,}$/u.test(word)) continue
    const letters = [...word]
    const swap = 1 + chance.below(letters.length - 3)
    if (letters[swap] === letters[swap + 1]) continue
    ;[letters[swap], letters[swap + 1]] = [letters[swap + 1]!, letters[swap]!]
    words[at] = letters.join('')
    return words.join(' ')
  }
  return undefined
}

/** The same letters otherwise written: without accents, with Arabic vowel signs or letter variants, in full-width forms. */
export function respelt(text: string, language: Language, chance: Chance): string | undefined {
  if (language === 'ar') {
    return chance.happens(0.5)
      ? text.replace(/[أإآ]/g, 'ا').replace(/ة(?=\s|$|[،؟.])/g, 'ه').replace(/ى(?=\s|$|[،؟.])/g, 'ي')
      : text.replace(/(?<=[\u0628-\u064a])ل(?=[\u0628-\u064a])/g, 'لَ').replace(/من /g, 'مِن ')
  }
  if (language === 'en') return chance.happens(0.3) ? fullWidth(text) : text.toUpperCase()
  const bare = text.normalize('NFD').replace(/[\u0300\u0301\u0302\u0308\u0327]/g, '').replace(/[¿¡]/g, '')
  return bare === text ? undefined : bare
}

/** The head of a text with a visible ellipsis, cut where the limit fell. */
export function cut(text: string, chance: Chance): string | undefined {
  const letters = [...text]
  if (letters.length < 125) return undefined
  // Most of it stays, so that the head belongs to one text and not to all that begin alike.
  const least = Math.max(95, Math.floor(letters.length * 0.65))
  const at = least + chance.below(letters.length - 12 - least)
  return `${letters.slice(0, at).join('').trimEnd()}${chance.happens(0.8) ? '…' : '...'}`
}

const negations = new Set(['never', 'nunca', 'jamais', 'ninguna', 'ninguno'])

function fullWidth(text: string): string {
  return text.replace(/[A-Za-z]{4,}/, (word) => [...word].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join(''))
}

function pairs(list: string): Map<string, string> {
  return new Map(list.split(' ').map((pair) => pair.split('=') as [string, string]))
}

// Words of nearly one meaning; none is a name, a number or a negation.
const exchange: Record<Language, Map<string, string>> = {
  en: pairs('have=had want=need told=assured because=since people=folks only=just just=only every=each says=claims asked=begged live=lived again=anew same=very simple=plain please=kindly said=claimed somebody=someone know=learn answer=reply'),
  es: pairs('tienen=tenían quiero=necesito dijeron=aseguraron porque=pues gente=personas solo=solamente cada=toda dice=afirma nos=les siempre=seguido queremos=pedimos hay=hubo hace=desde plata=dinero mismo=propio sigue=continúa como=igual todos=todas ahora=hoy respuesta=contestación alguien=uno'),
  fr: pairs('veux=souhaite demandé=réclamé parce=puisque gens=personnes seulement=juste chaque=tout dit=affirme nous=vous toujours=encore avons=avions poser=formuler voir=regarder depuis=dès'),
  ar: pairs('نريد=نطلب قالوا=أكدوا فقط=لاغير كل=جميع ولماذا=لماذا فمن=ومن منذ=قبل نعرف=نعلم هناك=هنالك فكم=وكم فأين=وأين وأين=أين لماذا=ولماذا الجواب=الرد'),
}
