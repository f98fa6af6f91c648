import { letter, TO } from './letters.ts'

export const WORD_SEED = 0x811c9dc5 | 0
export const WORD_PRIME = 16777619

/** Little lists of words that change what a text says. Written as people type them; compared in their folded form. */
export const NEGATION = 1
/** A hashtag after one of these is part of the sentence, not of the tail: "five dead in #Santiago". */
export const JOINER = 2
/** French "ne": shows a negation, but "je sais pas" and "je ne sais pas" hold one each. */
export const HALF_NEGATION = 5
/** Stands before the handle of whoever is reposted. */
export const REPOST = 3
/** Says where, when or which of two: exchanged for another word it makes another report, like a name. */
export const TELLING = 4
/** Number words are 100 + their value. */
export const NUMBER = 100

const lists: [number, string][] = [
  [NEGATION, `not no never cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt hasnt havent
    hadnt aint mustnt neednt without nor none nobody nothing neither nowhere`],
  [NEGATION, 'nunca jamas sin ni tampoco nadie nada ningun ninguna ninguno'],
  [NEGATION, 'pas jamais sans aucun aucune rien non nul nulle'],
  [NEGATION, 'لا لم لن ما مازال مازالت مازلنا مادام ليس ليست لست ليسوا بدون بلا غير دون مش مو ولا ولم ولن وليس ماكو مافي'],
  [NEGATION, 'nao nem sem ninguem nenhum nenhuma nicht kein keine keinen keiner nie niemals ohne senza nessuno nessuna'],
  [NEGATION, 'не нет ни без никогда немає değil yok hayır tidak bukan jangan tanpa hindi wala huwag نیست نه نہیں مت'],
  [NEGATION, 'नहीं मत बिना ना না নেই নয় hapana siyo bila haiwezekani geen niet nooit'],
  [HALF_NEGATION, 'ne'],
  [JOINER, `in at of from for to near on with by and the a an de del la el las los en para por con y a al du des le les dans
    pour avec et au aux sur à في من الى على عن مع و no na do da em di della nella im am in der die das von zu il lo`],
  [TELLING, `north south east west northern southern eastern western left right upper lower open closed opened reopened
    alive dead safe unsafe true false yes before after more less first last today tomorrow yesterday morning evening`],
  [TELLING, `norte oriente occidente oeste izquierda derecha abierto abierta cerrado cerrada vivo viva vivos muerto muerta
    muertos falso falsa verdad verdadero antes despues mas menos primero ultimo hoy ayer manana lunes martes miercoles jueves
    viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre`],
  [TELLING, `nord ouest gauche droite ouvert ouverte ferme fermee vivant vivante mort morte morts faux vrai vraie avant apres
    plus moins premier dernier aujourdhui hier demain lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars
    avril mai juin juillet aout septembre octobre novembre decembre`],
  [REPOST, 'rt mt qt ht via rts cc'],
]

const numberWords = [
  'zero', 'one', 'two dos deux اثنان اثنين', 'three tres trois ثلاثه ثلاث', 'four cuatro quatre اربعه اربع',
  'five cinco cinq خمسه خمس', 'six seis سته', 'seven siete سبعه سبع', 'eight ocho huit ثمانيه ثماني',
  'nine nueve تسعه تسع', 'ten diez dix عشره عشر', 'eleven onze', 'twelve doce douze', 'thirteen trece treize',
  'fourteen catorce quatorze', 'fifteen quince quinze', 'sixteen dieciseis seize', 'seventeen diecisiete',
  'eighteen dieciocho', 'nineteen diecinueve', 'twenty veinte vingt عشرين عشرون',
]
const tens: [number, string][] = [
  [30, 'thirty treinta trente ثلاثين ثلاثون'], [40, 'forty cuarenta quarante اربعين اربعون'],
  [50, 'fifty cincuenta cinquante خمسين خمسون'], [60, 'sixty sesenta soixante ستين ستون'],
  [70, 'seventy setenta سبعين سبعون'], [80, 'eighty ochenta ثمانين ثمانون'], [90, 'ninety noventa تسعين تسعون'],
]
/** "3 million" is not "3 billion". */
const large: [number, string][] = [
  [1_000_000, 'million millions millon millones مليون ملايين'], [1_000_000_000, 'billion billions milliard milliards مليار مليارات'],
]

/** One of the kinds above for the hash of a folded word, or undefined for nearly all words. */
export const meaning = new Map<number, number>()

for (const [kind, words] of lists) enter(words, kind)
// "one" and "zero" are left out on purpose: the first is an article or a pronoun as often as a count.
for (let value = 2; value < numberWords.length; value += 1) enter(numberWords[value]!, NUMBER + value)
for (const [value, words] of tens) enter(words, NUMBER + value)
for (const [value, words] of large) enter(words, NUMBER + value)

/** Chinese and Japanese write no spaces: one character says no. */
export const negatingCharacters = new Set([...'不没沒無无未别別勿非'].map((character) => character.codePointAt(0)!))

function enter(words: string, kind: number): void {
  for (const word of words.split(/\s+/)) {
    const hash = wordHash(word)
    // The first list wins: "no" says no in Spanish and English before it joins in Portuguese.
    if (!meaning.has(hash)) meaning.set(hash, kind)
  }
}

/** FNV-1a over the folded code points of one word: the same sum that the scanner keeps while it reads. */
export function wordHash(word: string): number {
  let hash = WORD_SEED
  for (const character of word.normalize('NFKC')) {
    const found = letter(character.codePointAt(0)!)
    if ((found >> 24) === 4) continue
    hash = Math.imul(hash ^ (found & TO), WORD_PRIME)
  }
  return hash
}
