import { campaign } from '../campaign.ts'
import type { Language } from '../places.ts'
import type { Chance } from './chance.ts'
import type { Channel, ExamplePost } from './post.ts'
import type { Saying } from './saying.ts'

const [hashtag, twin] = campaign.hashtags.map((tag) => `#${tag}`) as [string, string]
const areaTags: Record<string, Record<Language, string>> = {
  budget: { en: '#OurMoney', es: '#NuestraPlata', fr: '#NotreArgent', ar: '#مالنا' },
  water: { en: '#Water', es: '#Agua', fr: '#Eau', ar: '#ماء' },
  health: { en: '#Clinics', es: '#Salud', fr: '#Santé', ar: '#صحة' },
  schools: { en: '#Schools', es: '#Escuelas', fr: '#École', ar: '#مدارس' },
  police: { en: '#Police', es: '#Policía', fr: '#Police', ar: '#شرطة' },
  prisons: { en: '#Prisons', es: '#Cárceles', fr: '#Prisons', ar: '#سجون' },
  elections: { en: '#Vote', es: '#Voto', fr: '#Vote', ar: '#انتخابات' },
  work: { en: '#Wages', es: '#Salarios', fr: '#Salaires', ar: '#أجور' },
}
const emoji = ['🙏', '✊', '💧', '📣', '👀', '📝', '😡', '🤔', '✊🏽', '👉', '🏥', '🗳️', '❤️', '🧾']

/** A text as it is written on a channel: with the hashtags, the mention, the link or the sign that its writer adds. */
export function dressed(saying: Saying, body: string, channel: Channel, chance: Chance, post: ExamplePost): string {
  if (saying.subject === 'crumb') return body
  const tagged = { x: 0.86, mastodon: 0.86, bluesky: 0.84, telegram: 0.4, whatsapp: 0.2, sms: 0.16, email: 0.08, form: 0.05, call: 0, paper: 0.04, feed: 0 }[channel]
  let text = body
  if (chance.happens(tagged)) text = withTags(saying, text, chance)
  const social = tagged > 0.3
  if (social && chance.happens(0.1)) text = withMention(saying, text, chance)
  if (social && chance.happens(0.09)) text = withEmoji(text, chance)
  if (social && chance.happens(0.07)) text = withLink(text, chance, post)
  return chat.has(channel) && chance.happens(0.18) ? inLines(text) : text
}

const chat = new Set<Channel>(['telegram', 'whatsapp', 'email', 'form'])

/** As people write who press return after each sentence. */
function inLines(text: string): string {
  return text.replace(/(?<=[.!?؟]) (?=[\p{Lu}\p{Lo}¿¡])/gu, '\n')
}

export function withTags(saying: Saying, text: string, chance: Chance): string {
  const own = saying.issueArea ? areaTags[saying.issueArea]![saying.language] : '#Radio'
  const main = saying.language === 'es' || (saying.language !== 'en' && chance.happens(0.5)) ? twin : hashtag
  const tail = chance.weighted([
    [main, 60], [`${hashtag} ${twin}`, 14], [`${main} ${own}`, 16], [`${main} #Almirena`, 6], [`${own} ${main} #Almirena`, 4],
  ] as const)
  return chance.happens(0.9) ? `${text} ${tail}` : `${main} ${text}`
}

export function withMention(saying: Saying, text: string, chance: Chance): string {
  const owes = campaign.institutions.find((one) => one.issueAreas.includes(saying.issueArea ?? '')) ?? chance.pick(campaign.institutions)
  return chance.happens(0.5) ? `@${owes.handle} ${text}` : `${text} @${owes.handle}`
}

export function withEmoji(text: string, chance: Chance): string {
  const sign = chance.pick(emoji)
  return chance.happens(0.7) ? `${text} ${chance.happens(0.3) ? sign + sign : sign}` : `${sign} ${text}`
}

export function withLink(text: string, chance: Chance, post: ExamplePost): string {
  const link = `https://${chance.pick(['news', 'photos', 'radio', 'notebook', 'short'])}.example.org/${chance.below(60_466_176).toString(36).padStart(5, '0')}`
  post.links = [link]
  return `${text} ${link}`
}
