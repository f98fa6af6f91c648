import type { Language, Place } from '../places.ts'
import { towns } from '../places.ts'
import { mix } from './chance.ts'

/** What differs between two sayings made of the same sentences. */
export interface Twist {
  /** Shifts every number. */
  number: number
  /** Shifts the town. */
  town: number
  denied: boolean
}

export const plain: Twist = { number: 0, town: 0, denied: false }

/**
 * A function that fills the slots of one sentence. The seed of the saying decides where it plays, that of the sentence
 * its numbers, dates and people, so that two sentences of one saying do not repeat the same number.
 */
export function filler(
  language: Language, saying: number, seed: number, twist: Twist, town?: number,
): (slot: string) => string {
  return (slot) => {
    switch (slot) {
      case 'town': return townOf(saying, twist, town).names[language]
      case 'town2': return towns[(townIndex(saying, twist, town) + 7 + mix(saying, 2) % 20) % towns.length]!.names[language]
      case 'street': return at(streets[language], saying, 3)
      case 'official': return at(language === 'ar' ? officialsArabic : officials, seed, 4)
      case 'firm': return at(language === 'ar' ? firmsArabic : firms, seed, 5)
      case 'month': return at(months[language], seed, 6)
      case 'weekday': return at(weekdays[language], seed, 7)
      case 'n': return String(12 + (mix(seed, 8) + twist.number) % 86)
      case 'n2': return String(24 + (mix(seed, 9) + twist.number) % 5)
      case 'days': return String(11 + (mix(seed, 10) + twist.number) % 38)
      case 'percent': return String(11 + (mix(seed, 11) + twist.number) % 58)
      case 'year': return String(2014 + (mix(seed, 12) + twist.number) % 12)
      case 'hour': return hour(language, (mix(seed, 13) + twist.number) % 72)
      case 'morning': return hour(language, (mix(seed, 16) + twist.number) % 17)
      case 'midday': return hour(language, 16 + (mix(seed, 19) + twist.number) % 24)
      case 'evening': return hour(language, 52 + (mix(seed, 17) + twist.number) % 20)
      case 'sum': return sum(language, mix(seed, 18) + twist.number)
      case 'date': return date(language, mix(seed, 14) + twist.number)
      case 'amount': return amount(language, mix(seed, 15) + twist.number)
      default: throw new Error(`No slot is called ${slot}`)
    }
  }
}

/** The town that a saying speaks of. */
export function townOf(seed: number, twist: Twist, town?: number): Place {
  return towns[townIndex(seed, twist, town)]!
}

function townIndex(seed: number, twist: Twist, town?: number): number {
  return ((town ?? mix(seed, 1)) + twist.town) % towns.length
}

function at(list: readonly string[], seed: number, salt: number): string {
  return list[mix(seed, salt) % list.length]!
}

function hour(language: Language, index: number): string {
  return `${5 + Math.floor(index / 4)}${language === 'fr' ? 'h' : ':'}${['05', '20', '30', '45'][index % 4]}`
}

function date(language: Language, index: number): string {
  const day = 2 + index % 27
  const month = months[language][Math.floor(index / 27) % 12]!
  if (language === 'es') return `${day} de ${month}`
  return `${day} ${month}`
}

// What a household pays; a day's minimum wage is some tens of lirios.
function sum(language: Language, index: number): string {
  const lirios = 180 + (index % 160) * 11
  if (lirios < 1000) return `${lirios} ${language === 'ar' ? 'ليريو' : 'lirios'}`
  const [thousand, rest] = [Math.floor(lirios / 1000), String(lirios % 1000).padStart(3, '0')]
  return {
    en: `${thousand},${rest} lirios`, es: `${thousand}.${rest} lirios`, fr: `${thousand} ${rest} lirios`, ar: `${thousand}${rest} ليريو`,
  }[language]
}

function amount(language: Language, index: number): string {
  const count = index % 170
  if (count < 80) {
    const thousands = 120 + count * 11
    return { en: `${thousands},000 lirios`, es: `${thousands}.000 lirios`, fr: `${thousands} 000 lirios`, ar: `${thousands} ألف ليريو` }[language]
  }
  const tenths = 12 + (count - 80) * 3
  const whole = Math.floor(tenths / 10)
  const part = tenths % 10 || 5
  return {
    en: `${whole}.${part} million lirios`, es: `${whole + 1},${part} millones de lirios`,
    fr: `${whole + 1},${part} millions de lirios`, ar: `${whole}.${part} مليون ليريو`,
  }[language]
}

// All feminine in Spanish and all "rue" in French, so that "en la {street}" and "dans la {street}" always agree.
const streets: Record<Language, string[]> = {
  en: ['Lantern Street', 'Customs Road', 'Rope Lane', 'Salt Road', 'Mill Hill', 'Chapel Street', 'Old Quay', 'Kiln Lane', 'Almond Street', 'Ferry Road', 'Limekiln Row', 'Twelve Steps Street'],
  es: ['calle del Farol', 'avenida de la Aduana', 'calle Cordeleros', 'carretera de la Sal', 'cuesta del Molino', 'calle Capilla', 'avenida del Muelle Viejo', 'calle del Horno', 'calle Almendros', 'carretera del Transbordador', 'plaza de la Cal', 'calle Doce Gradas'],
  fr: ['rue du Fanal', 'rue de la Douane', 'rue des Cordiers', 'rue du Sel', 'rue du Moulin', 'rue de la Chapelle', 'rue du Vieux-Quai', 'rue du Four', 'rue des Amandiers', 'rue du Bac'],
  ar: ['شارع الفنار', 'شارع الجمارك', 'زقاق الحبالين', 'طريق الملح', 'شارع الطاحونة', 'شارع الرصيف القديم', 'زقاق الفرن', 'شارع اللوز', 'طريق المعدية', 'شارع الدرج'],
}

const officials = [
  'Oralio Benavidel', 'Remigia Tostal', 'Casimiro Undurral', 'Hortensia Valcarza', 'Godfrey Ashlock', 'Winifred Pellmoor',
  'Anselme Duroquet', 'Béatrix Lormande', 'Nasri Benkhalef', 'Leandro Picasarri', 'Edelmira Roncal-Vey', 'Tiburcio Maldagua',
]
// All men in Arabic, where the verb before the name shows it.
const officialsArabic = ['ناصري بن خلف', 'أوراليو بينافيدل', 'كازيميرو أوندورال', 'غودفري آشلوك', 'نذير بو زرقون', 'حمدان العذاري']

const firms = [
  'Hidroveleta', 'Constructora Malpasillo', 'Blue Gannet Supply', 'Grupo Retamisa', 'Ashlock & Daughters', 'Corvain Travaux',
  'Nourine Trading', 'Lacre Minerals', 'Servicios Tres Olas', 'Farolux Sistemas', 'Comercial Doña Sal', 'Pellmoor Freight',
]
const firmsArabic = ['هيدروفيليتا', 'نورين للتجارة', 'المرساة الزرقاء', 'لاكري للمعادن', 'الأمواج الثلاث', 'ريتامال القابضة']

const months: Record<Language, string[]> = {
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  es: ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  ar: ['يناير', 'فبراير', 'مارس', 'أبريل', 'مايو', 'يونيو', 'يوليو', 'أغسطس', 'سبتمبر', 'أكتوبر', 'نوفمبر', 'ديسمبر'],
}

const weekdays: Record<Language, string[]> = {
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  es: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'],
  fr: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  ar: ['الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'السبت', 'الأحد'],
}
