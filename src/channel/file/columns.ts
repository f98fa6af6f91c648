/**
 * Which column of a table holds what: asked for by `--map`, else guessed from the header in four languages, else from
 * what the cells look like.
 */
import { refuse } from '#core/index.ts'
import { bare, namesOf, placeOf } from '#core/table/index.ts'
import { plausible } from './plausible.ts'

export const targets = [
  'text',
  'title',
  'externalId',
  'postedAt',
  'channel',
  'author.name',
  'author.handle',
  'author.network',
  'language',
  'place.name',
  'place.lat',
  'place.lon',
  'repostOf',
  'quoteOf',
  'replyTo',
  'links',
  'hashtags',
  'mentions',
  'knows',
  'contact.email',
  'contact.phone',
  'contact.handle',
  'consent.quote',
  'consent.name',
  'consent.passOn',
  'consent.write',
] as const
export type Target = (typeof targets)[number]

/** Target to the place of its column, from 0. */
export type Columns = Partial<Record<Target, number>>

const shorthand: Record<string, Target> = {
  id: 'externalId',
  author: 'author.name',
  name: 'author.name',
  handle: 'author.handle',
  date: 'postedAt',
  time: 'postedAt',
  place: 'place.name',
  lat: 'place.lat',
  lon: 'place.lon',
  lng: 'place.lon',
  email: 'contact.email',
  phone: 'contact.phone',
  link: 'links',
}

// In the order of preference; compared without case, accents and punctuation. A name that matches exactly wins over
// one that only contains it.
const headers: Partial<Record<Target, string>> = {
  text: 'text|full text|message|content|body|tweet text|tweet|post|post text|status|description|incident description|comment|statement|report|details|caption|testimony|texto|mensaje|contenido|cuerpo|tuit|publicacion|descripcion|comentario|testimonio|relato|denuncia|texte|contenu|corps|publication|commentaire|temoignage|recit|signalement|النص|نص|الرسالة|رسالة|المحتوى|محتوى|المنشور|منشور|التغريدة|تغريدة|الوصف|وصف|التعليق|الشهادة|البلاغ',
  title: 'title|subject|headline|incident title|titulo|asunto|titre|objet|sujet|العنوان الرئيسي|عنوان|الموضوع',
  externalId:
    'external id|id|post id|tweet id|status id|message id|report id|serial|id str|uuid|number|no|identificador|identifiant|numero|no de reference|reference|referencia|folio|المعرف|معرف|رقم|الرقم',
  postedAt:
    'posted at|date|created at|created|timestamp|datetime|date time|time|incident date|posted|published|published at|sent|sent at|received|date created|submitted|submission date|fecha|fecha y hora|fecha de publicacion|creado|publicado|enviado|hora|date de publication|date et heure|horodatage|publie|publie le|envoye|cree le|heure|التاريخ|تاريخ|تاريخ النشر|الوقت|وقت',
  channel: 'channel|source channel|canal|القناة|قناة',
  'author.name':
    'author name|author|name|full name|display name|user name|sender|from|autor|nombre|nombre del autor|remitente|usuario nombre|auteur|nom|nom de l auteur|expediteur|الكاتب|المؤلف|الاسم|اسم|المرسل',
  'author.handle':
    'author handle|handle|username|screen name|user screen name|user|account|acct|usuario|cuenta|utilisateur|compte|المستخدم|اسم المستخدم|الحساب',
  'author.network': 'author network|network|platform|red|red social|reseau|plateforme|الشبكة|المنصة',
  language: 'language|lang|idioma|lengua|langue|اللغة|لغة',
  'place.name':
    'place name|location|place|city|town|address|where|lugar|ubicacion|ciudad|localidad|municipio|direccion|lieu|localisation|ville|commune|endroit|adresse|المكان|مكان|الموقع|المدينة|مدينة',
  'place.lat': 'place lat|latitude|lat|latitud|y|geo lat|خط العرض',
  'place.lon': 'place lon|longitude|lon|lng|long|longitud|x|geo lon|خط الطول',
  repostOf: 'repost of|retweet of|retweeted id|retweeted status id',
  quoteOf: 'quote of|quoted id|quoted status id',
  replyTo: 'reply to|in reply to|in reply to id|in reply to status id|respuesta a|en reponse a',
  links: 'links|link|url|permalink|enlace|enlaces|lien|liens|الرابط|رابط',
  hashtags: 'hashtags|tags|etiquetas|mots diese|الوسوم|الهاشتاغ',
  mentions: 'mentions|menciones',
  knows: 'knows|how known|como lo sabe|comment le sait',
  'contact.email':
    'contact email|email|e mail|correo|correo electronico|courriel|adresse e mail|البريد الالكتروني|البريد',
  'contact.phone':
    'contact phone|phone|phone number|telephone|mobile|telefono|celular|movil|portable|الهاتف|رقم الهاتف|الجوال',
  'contact.handle': 'contact handle',
  'consent.quote': 'consent quote',
  'consent.name': 'consent name',
  'consent.passOn': 'consent pass on|consent passon',
  'consent.write': 'consent write',
}

const known = new Map<string, { target: Target; rank: number }>()
for (const [target, names] of Object.entries(headers))
  names.split('|').forEach((name, rank) => known.set(bare(name), { target: target as Target, rank }))

/** The columns of this table, and which guesses the cells did not bear out. `sample` are rows after the header. */
export function columnsOf(
  header: string[],
  sample: string[][],
  map: Record<string, string> = {},
): { columns: Columns; doubts: string[] } {
  const columns: Columns = {}
  const doubts: string[] = []
  for (const [field, name] of Object.entries(map)) columns[targetOf(field)] = placeOf(name, header)
  const taken = new Set(Object.values(columns))
  for (const { target, place } of guesses(header)) {
    if (columns[target] !== undefined || taken.has(place)) continue
    const name = header[place]!
    const cells = sample.map((row) => row[place] ?? '')
    // postedAt or place.lat is nobody's word but ours; "channel" or "text" may be anybody's.
    const isOurs = isTarget(name) && /[A-Z.]/.test(name)
    if (!isOurs && !plausible(target, name, cells)) {
      doubts.push(`"${name}" has the name of ${target}, but its cells do not look like it`)
      continue
    }
    columns[target] = place
    taken.add(place)
  }
  // Half a position is none.
  if (!map['place.lat'] && !map['lat'] && columns['place.lon'] === undefined) delete columns['place.lat']
  if (!map['place.lon'] && !map['lon'] && columns['place.lat'] === undefined) delete columns['place.lon']
  if (columns.text === undefined && columns.title === undefined) {
    // When no name at all is known, the first line may be no header but a post; guessing would lose it.
    const place = taken.size > 0 ? likeliestText(header, sample, taken) : undefined
    if (place === undefined) {
      throw refuse(
        'no-text-column',
        422,
        `None of the columns is known to hold the text of a post. The first line names: ${namesOf(header)}.`,
        {
          mend: 'Say which one it is, such as text=Message; the first line has to name the columns.',
        },
      )
    }
    columns.text = place
  }
  return { columns, doubts }
}

const isTarget = (name: string): name is Target => (targets as readonly string[]).includes(name)

function targetOf(field: string): Target {
  const target = isTarget(field) ? field : shorthand[field]
  if (target) return target
  throw refuse('map-wrong', 422, `The column map names the field "${field}", which does not exist.`, {
    mend: `Fields are: ${targets.join(', ')}.`,
  })
}

/** Best guesses first: our own names, then exact names by preference, then names that contain one. */
function guesses(header: string[]): { target: Target; place: number }[] {
  const found: { target: Target; place: number; rank: number }[] = []
  header.forEach((name, place) => {
    if (isTarget(name)) return found.push({ target: name, place, rank: -1 })
    const plainName = bare(name)
    const exact = known.get(plainName)
    if (exact) return found.push({ ...exact, place })
    const words = ` ${plainName} `
    for (const [candidate, { target, rank }] of known) {
      if (candidate.length >= 4 && words.includes(` ${candidate} `) && loose.has(target))
        found.push({ target, place, rank: 1000 + rank })
    }
  })
  return found.sort((a, b) => a.rank - b.rank || a.place - b.place)
}

// "Information Source" must not become a source, nor "number of people" an id: only for these a part of the name is
// enough.
const loose = new Set<Target>(['text', 'postedAt', 'place.lat', 'place.lon', 'contact.email', 'contact.phone'])

function likeliestText(header: string[], sample: string[][], taken: Set<number>): number | undefined {
  let best: { place: number; score: number } | undefined
  header.forEach((_, place) => {
    if (taken.has(place) || sample.length === 0) return
    const cells = sample.map((row) => row[place] ?? '')
    const score =
      cells.reduce((sum, cell) => sum + Math.min(300, cell.split(/\s+/).length > 2 ? cell.length : 0), 0) / cells.length
    if (score > 15 && (!best || score > best.score)) best = { place, score }
  })
  return best?.place
}
