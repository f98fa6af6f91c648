/**
 * The gazetteer of Almirena, a country that does not exist. It stands on a real island that nobody lives on, so that a
 * map of the world draws land under every place and no real town ever lies under a mark.
 */

export type Language = 'en' | 'es' | 'fr' | 'ar'
export type Names = Record<Language, string>

export interface District {
  key: string
  names: Names
  lat: number
  lon: number
}

export interface Place {
  /** The name on the road sign, used where a single name is wanted. */
  name: string
  names: Names
  lat: number
  lon: number
  kind: 'capital' | 'city' | 'town' | 'village' | 'campus'
  /** Key of the district it lies in. */
  district: string
}

export const districts: District[] = [
  district('capital', ['Capital District', 'Distrito Capital', 'District de la Capitale', 'إقليم العاصمة'], -49.25, 70.2),
  district('north-reach', ['North Reach', 'Costa del Norte', 'Côte du Nord', 'الساحل الشمالي'], -49.15, 70.38),
  district('bajamar', ['Bajamar Coast', 'Costa Bajamar', 'Côte de Bajamar', 'ساحل باخامار'], -49.6, 69.95),
  district('sierra-honda', ['Sierra Honda', 'Sierra Honda', 'Sierra Honda', 'سييرا أوندا'], -49.42, 69.3),
  district('valle-largo', ['Long Valley', 'Valle Largo', 'Vallée Longue', 'الوادي الطويل'], -49.22, 69.2),
  district('embruns', ['The Spindrift', 'Los Embrunes', 'Les Embruns', 'الرذاذ'], -48.93, 68.93),
  district('bab-errih', ['Windgate', 'Puerta del Viento', 'Porte du Vent', 'باب الريح'], -49.62, 68.93),
]

export const places: Place[] = [
  place('capital', 'capital', 'Puerto Candela', 'بويرتو كانديلا', -49.3, 70.2),
  place('city', 'capital', 'Barrio Faroles', 'باريو فاروليس', -49.27, 70.1),
  place('city', 'capital', 'Las Atarazuelas', 'لاس أتاراسويلاس', -49.22, 70.24),
  place('town', 'capital', 'Muelle Tordo', 'مويي توردو', -49.29, 70.34),
  place('campus', 'capital', 'Universidad de Candela', 'جامعة كانديلا', -49.28, 70.22,
    { en: 'University of Candela', fr: 'Université de Candela' }),
  place('campus', 'capital', 'Escuela Politécnica de Faroles', 'المدرسة التقنية في فاروليس', -49.262, 70.115,
    { en: 'Faroles Polytechnic', fr: 'École polytechnique de Faroles' }),
  place('city', 'north-reach', 'Harrowquay', 'هاروكي', -49.15, 70.4),
  place('town', 'north-reach', 'Lanternby', 'لانترنبي', -49.1, 70.35),
  place('town', 'north-reach', 'Gullstone', 'غالستون', -49.17, 70.47),
  place('village', 'north-reach', 'Northmole', 'نورثمول', -49.11, 70.42),
  place('village', 'north-reach', 'Tarpaulin Cross', 'تاربولين كروس', -49.19, 70.3),
  place('campus', 'north-reach', 'Harrowquay College', 'كلية هاروكي', -49.16, 70.41,
    { es: 'Colegio Universitario de Harrowquay', fr: 'Collège universitaire de Harrowquay' }),
  place('city', 'bajamar', 'Bajamar del Sur', 'باخامار ديل سور', -49.6, 69.95),
  place('town', 'bajamar', 'Salinas Quietas', 'ساليناس كييتاس', -49.65, 70.0),
  place('town', 'bajamar', 'Villa Enebral', 'بييا إنيبرال', -49.6, 69.85),
  place('village', 'bajamar', 'Pozo Sereno', 'بوسو سيرينو', -49.61, 70.2),
  place('village', 'bajamar', 'Ojo de Tortuga', 'أوخو دي تورتوغا', -49.6, 69.6),
  place('village', 'bajamar', 'Isletas Bravas', 'إيسليتاس برافاس', -49.56, 69.5),
  place('city', 'sierra-honda', 'Cerro Lacre', 'سيرو لاكري', -49.4, 69.3),
  place('town', 'sierra-honda', 'Quebrada Lila', 'كيبرادا ليلا', -49.45, 69.2),
  place('town', 'sierra-honda', 'Minas de Almagre', 'ميناس دي ألماغري', -49.38, 69.55),
  place('village', 'sierra-honda', 'Molino Callado', 'مولينو كايادو', -49.48, 69.4),
  place('village', 'sierra-honda', 'Puente Cenizo', 'بوينتي سينيسو', -49.43, 69.62),
  place('village', 'sierra-honda', 'Piedras Mellizas', 'بييدراس مييساس', -49.5, 69.1),
  place('campus', 'sierra-honda', 'Escuela de Minas de Lacre', 'مدرسة المناجم في لاكري', -49.41, 69.31,
    { en: 'Lacre School of Mines', fr: 'École des mines de Lacre' }),
  place('city', 'valle-largo', 'Santa Ilaria', 'سانتا إيلاريا', -49.22, 69.2),
  place('town', 'valle-largo', 'Los Retamales', 'لوس ريتاماليس', -49.2, 69.05),
  place('town', 'valle-largo', 'Vega Moruna', 'بيغا مورونا', -49.28, 69.15),
  place('village', 'valle-largo', 'San Lino del Vado', 'سان لينو ديل فادو', -49.15, 69.1),
  place('village', 'valle-largo', 'Trigales Altos', 'تريغاليس ألتوس', -49.3, 69.45),
  place('village', 'valle-largo', 'Aguaclareja', 'أغواكلاريخا', -49.25, 69.35),
  place('campus', 'valle-largo', 'Universidad Agraria de Ilaria', 'جامعة إيلاريا الزراعية', -49.21, 69.21,
    { en: 'Ilaria Agrarian University', fr: 'Université agraire d’Ilaria' }),
  place('city', 'embruns', 'Port-Embrune', 'بور أمبرون', -48.93, 68.95),
  place('town', 'embruns', 'Saint-Ouric', 'سان أوريك', -49.06, 68.9),
  place('town', 'embruns', 'Valmaraine', 'فالماران', -48.8, 68.92),
  place('village', 'embruns', 'Roche-Pâline', 'روش بالين', -49.02, 68.88),
  place('village', 'embruns', 'Bellegrive-les-Dunes', 'بيلغريف ليه دون', -48.91, 68.86),
  place('city', 'bab-errih', 'Bab Errih', 'باب الريح', -49.62, 68.92),
  place('town', 'bab-errih', 'Marsa Nourine', 'مرسى نورين', -49.66, 68.95),
  place('town', 'bab-errih', 'Dar Ellawz', 'دار اللوز', -49.58, 68.98),
  place('village', 'bab-errih', 'Ain Zarqoun', 'عين زرقون', -49.53, 69.02),
  place('village', 'bab-errih', 'Hosn Errimal', 'حصن الرمال', -49.69, 68.86),
  place('campus', 'bab-errih', 'Bab Errih Institute', 'معهد باب الريح', -49.615, 68.93,
    { es: 'Instituto de Bab Errih', fr: 'Institut de Bab Errih' }),
]

/** The places people live in, in the order of the gazetteer: the towns that a sentence may name. */
export const towns: Place[] = places.filter((place) => place.kind !== 'campus')

/** The universities, where the paper walls stand. */
export const campuses: Place[] = places.filter((place) => place.kind === 'campus')

/** The place that a text names, by its name in any language; the longest name wins ("Bajamar del Sur" before "Bajamar"). */
export function placeNamedIn(text: string): Place | undefined {
  const plain = text.toLowerCase()
  return byLength.find(([name]) => plain.includes(name))?.[1]
}

const byLength: [string, Place][] = places
  .flatMap((place) => [...new Set(Object.values(place.names))].map((name): [string, Place] => [name.toLowerCase(), place]))
  .sort(([a], [b]) => b.length - a.length)

function place(
  kind: Place['kind'], district: string, name: string, ar: string, lat: number, lon: number, other: Partial<Names> = {},
): Place {
  return { name, names: { en: name, es: name, fr: name, ...other, ar }, lat, lon, kind, district }
}

function district(key: string, [en, es, fr, ar]: [string, string, string, string], lat: number, lon: number): District {
  return { key, names: { en, es, fr, ar }, lat, lon }
}
