import { createHash } from 'node:crypto'
import type { AskedQuestion, Dossier } from './dossier.ts'

const wordings: [string, string][] = [
  ['Who decides the route of the water tanker in Saro, and where is it published?', 'en'],
  ['¿Cuánto cuesta un día de servicio del camión cisterna y a quién se le paga?', 'es'],
  ['لماذا تُغلق بئر المدرسة في الصباح؟', 'ar'],
  ['Quand les résultats des analyses de l’eau seront-ils affichés au marché ?', 'fr'],
]
const said: [string, string][] = [
  ['Nine days without water in Villa Enza, and the tanker only stops at the mayor’s street. Who decides the route?', 'en'],
  ['Pregunté en la alcaldía, me mandaron al distrito; en el distrito, a la alcaldía. ¿Quién hace la ruta?', 'es'],
  ['نرى الصهريج يمرّ ولا يقف. من يكتب له الطريق؟ #قولوا_لنا', 'ar'],
  ['Le camion passe devant l’école et ne s’arrête pas. Qui a écrit sa route ?', 'fr'],
]
const channels = ['x', 'whatsapp', 'mastodon', 'sms', 'paper', 'form', 'email']

/** An invented dossier (Republic of Orvala) of any size, the same for the same arguments: for tests and the bench. */
export function exampleDossier(options: {
  language?: string; institution?: string; areas?: number; questionsPerArea?: number; sources?: number
} = {}): Dossier {
  const { language = 'en', institution = 'Ministry of Water of Orvala', areas = 3, questionsPerArea = 4, sources = 60 } = options
  let number = 0
  const issueAreas = Array.from({ length: areas }, (_, a) => ({
    name: ['Supply and tankers', 'Quality and tests', 'Bills and prices', 'Wells and schools', 'Works and contracts'][a % 5]! +
      (a >= 5 ? ` ${a + 1}` : ''),
    questions: Array.from({ length: questionsPerArea }, (_, q) => exampleQuestion(++number, Math.ceil(1300 / (q + 1)))),
  }))
  return {
    campaign: {
      name: 'Tell us now', hashtags: ['TellUsNow'], slug: 'tell-us-now', url: 'https://clamor.example/tell-us-now',
      question: 'What do you want to know about your water?',
    },
    institution: { name: institution, id: createHash('sha256').update(institution).digest('hex').slice(0, 32) },
    language,
    edition: 2,
    madeAt: new Date('2026-04-14T16:00:00Z'),
    since: new Date('2026-03-01T06:00:00Z'),
    until: new Date('2026-04-14T12:00:00Z'),
    answerBy: new Date('2026-06-30T12:00:00Z'),
    posts: 9312,
    people: 7940,
    questionsCount: number,
    perDay: days(45, 3),
    issueAreas,
    sources: Array.from({ length: sources }, (_, i) => ({
      reference: `OW-${String(1 + i % Math.max(1, number)).padStart(4, '0')}`,
      post: createHash('sha256').update(`post ${i}`).digest('hex'),
      channel: channels[i % channels.length]!,
      language: said[i % said.length]![1],
      day: dayAt(i % 45),
    })),
  }
}

function exampleQuestion(number: number, people: number): AskedQuestion {
  const [wording, language] = wordings[number % wordings.length]!
  return {
    number: `OW-${String(number).padStart(4, '0')}`,
    wording: number > wordings.length ? `${wording.replace(/[?؟]\s*$/, '')} (${number})?` : wording,
    language,
    people,
    posts: Math.ceil(people * 1.16),
    statements: 1 + people % 14,
    channels: channels.slice(0, 1 + number % 5).map((name, i) => ({ name, count: Math.ceil(people / (i + 2)) })),
    languages: [{ name: 'es', count: people }, { name: 'en', count: 12 }, { name: 'ar', count: 5 }],
    since: new Date('2026-03-02T09:00:00Z'),
    last: new Date('2026-04-13T09:00:00Z'),
    perDay: days(43, number),
    examples: said.slice(0, number % 4).map(([text, tongue], i) => ({
      text, language: tongue, channel: channels[(number + i) % channels.length]!, day: dayAt(number % 40 + i),
      ...(i % 2 === 0 && { place: 'Saro' }), saidBy: Math.ceil(people / (i + 3)),
    })),
    notQuoted: people - 3,
  }
}

function days(count: number, seed: number): { day: string; posts: number }[] {
  return Array.from({ length: count }, (_, i) => ({
    day: dayAt(i), posts: Math.round(40 + 35 * Math.sin(i / 5 + seed) + 20 * Math.sin(i * seed)),
  })).filter((d) => d.posts > 0)
}

function dayAt(offset: number): string {
  return new Date(Date.UTC(2026, 2, 1 + offset)).toISOString().slice(0, 10)
}
