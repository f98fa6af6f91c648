import type { Language } from '../places.ts'
import { mix } from './chance.ts'

/** Somebody who writes: everything about them follows from their number, so that nobody needs to be remembered. */
export interface Writer {
  number: number
  name: string
  handle: string
}

/** The writer with this number, named as people are in the language they write. */
export function writer(number: number, language: Language, seed: number): Writer {
  const h = mix(number, seed)
  const [given, givenPlain] = pair(givenNames[language][h % givenNames[language].length]!)
  const families = familyNames[language]
  const [family, familyPlain] = pair(families[mix(h, 3) % families.length]!)
  // The ending keeps the handle from being a real person's.
  const handle = `${ascii(givenPlain)}${ascii(familyPlain).slice(0, 1 + (h >>> 9) % 7)}_alm${number.toString(36)}`
  return { number, name: language === 'es' && h % 3 === 0 ? `${given} ${family} ${pair(families[mix(h, 4) % families.length]!)[0]}` : `${given} ${family}`, handle }
}

const asciiOf = new Map<string, string>()

function ascii(name: string): string {
  let plain = asciiOf.get(name)
  if (plain === undefined) {
    plain = name.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase()
    asciiOf.set(name, plain)
  }
  return plain
}

function pair(name: string): [string, string] {
  const cut = name.indexOf('=')
  return cut < 0 ? [name, name] : [name.slice(0, cut), name.slice(cut + 1)]
}

// In Arabic each name comes with the letters its owner uses in a handle.
const givenNames: Record<Language, string[]> = {
  es: ['Nuria', 'Ramiro', 'Consuelo', 'Tobías', 'Marisol', 'Eusebio', 'Jimena', 'Wilmer', 'Odalys', 'Leandro', 'Rocío', 'Gaspar', 'Yesenia', 'Álvaro', 'Pilar', 'Ulises', 'Noelia', 'Hernán', 'Maite', 'Braulio', 'Ximena', 'Rubén', 'Elvira', 'Darío', 'Fátima', 'Isidro', 'Carmela', 'Joel', 'Abril', 'Néstor'],
  en: ['Hazel', 'Clement', 'Maud', 'Desmond', 'Ivy', 'Rufus', 'Tamsin', 'Aldous', 'Nell', 'Gareth', 'Philippa', 'Otis', 'Bridie', 'Lorcan', 'Winnie', 'Jasper', 'Opal', 'Percy', 'Dilys', 'Amos', 'Thea', 'Barnaby', 'Cora', 'Edmund', 'Peggy', 'Silas'],
  fr: ['Maëlle', 'Corentin', 'Solange', 'Anselme', 'Apolline', 'Gwenaël', 'Odile', 'Bastien', 'Clarisse', 'Thibault', 'Ninon', 'Régis', 'Fleur', 'Armel'],
  ar: ['سلمى=Salma', 'حمدان=Hamdan', 'نورا=Noura', 'زيد=Zeid', 'هالة=Hala', 'ياسر=Yasser', 'مها=Maha', 'كمال=Kamal', 'رنا=Rana', 'طارق=Tarek', 'لينا=Lina', 'عادل=Adel', 'سعاد=Souad', 'باسل=Bassel'],
}

const familyNames: Record<Language, string[]> = {
  es: ['Ostal', 'Benavidel', 'Quirante', 'Lumbrera', 'Tostal', 'Ferrán', 'Picasarri', 'Velandrino', 'Roncal', 'Maldagua', 'Sotillar', 'Undurral', 'Cascabelo', 'Peñalisa', 'Arrayán', 'Moltedo', 'Zarzal', 'Illanes', 'Carrizo', 'Baldovar', 'Oddone', 'Tejadillo', 'Almagro', 'Retamar'],
  en: ['Tarrow', 'Pellmoor', 'Ashlock', 'Gannetson', 'Thwaite', 'Harrow', 'Lanternby', 'Saltmarsh', 'Quill', 'Merridew', 'Cobbold', 'Ferrier', 'Netherby', 'Oakshot', 'Rigmaiden', 'Sparrow', 'Tidewell', 'Underhay', 'Wrackham', 'Yardley'],
  fr: ['Corvain', 'Duroquet', 'Lormande', 'Embrunel', 'Tréguern', 'Valmaraine', 'Galetier', 'Morvenel', 'Rocquelin', 'Saintouric', 'Hautepierre', 'Boisclair'],
  ar: ['بن حاج=Benhadj', 'بو زرقون=Bouzarqoun', 'العذاري=Eladhari', 'الرملي=Erramli', 'بن خلف=Benkhalef', 'النوريني=Nourini', 'اللوزي=Ellouzi', 'بحري=Bahri', 'صيادي=Sayyadi', 'المينائي=Elminai'],
}
