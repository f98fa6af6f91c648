import { chartOf, type Chart } from './chart.ts'
import type { AskedQuestion, Dossier, Example, NamedCount } from './dossier.ts'
import { directionOf, quoted, tidy } from './printable.ts'
import { speechOf, type Speech } from './speech.ts'

type Direction = 'ltr' | 'rtl'

/** Words of somebody outside, with the side they are read from. */
export interface Voice {
  text: string
  dir: Direction
  lang: string
}

export interface SheetQuestion {
  /** Unique in the document, also if two questions should bear one number. */
  anchor: string
  number: string
  wording: Voice
  people: string
  facts: { label: string; value: string }[]
  chart?: Chart
  examples: { voice: Voice; meta: string }[]
  /** How many are counted and not quoted, as a sentence; empty when all are quoted. */
  notQuoted: string
  answer?: { head: string; voice: Voice }
  room: string
}

/** A dossier in sentences: what PDF and HTML both say, so that the two can only differ in looks. */
export interface Sheet {
  language: string
  dir: Direction
  title: string
  ask: string
  institution: Voice
  campaign: Voice
  intro: string
  campaignAsked?: Voice
  figures: { value: string; label: string }[]
  chart?: Chart
  gathered: string[]
  areas: { name: Voice; count: string; questions: SheetQuestion[] }[]
  loudest: { anchor: string; number: string; wording: Voice; people: string }[]
  sources: string
  /** Before, within and after the address to reply to, which keeps its own direction. */
  closing: [string, string, string]
  madeOn: string
}

const loudestShown = 20
/** What stands where there is nothing to read: a heading without a word is refused by PDF/UA and lost to a listener. */
const nothing = '–'
/** Below this a strip of bars says nothing that the number does not. */
const chartFrom = 30

/**
 * Lays a dossier out in sentences. `print` is what the medium does to words from outside (the PDF replaces signs that
 * its fonts lack; a page on a screen only tidies them).
 */
export function sheetOf(dossier: Dossier, print: (text: string, instead: string) => string = tidy): Sheet {
  const speech = speechOf(dossier, {
    timeZone: dossier.campaign.timeZone,
    withYear: dossier.since.getUTCFullYear() !== dossier.until.getUTCFullYear(),
  })
  const { t, figure, counted } = speech
  const voice = (text: string, lang: string): Voice => {
    const printed = print(text, t('dossier.notInPrint'))
    const shown = /[^\s\p{C}\p{M}]/u.test(printed) ? printed : nothing
    return { text: shown, dir: directionOf(shown), lang: /^[a-z]{2,3}$/.test(lang) ? lang : '' }
  }
  const questions = dossier.issueAreas.flatMap((area) => area.questions)
  const anchors = anchorsOf(questions)
  const channels = new Set(questions.flatMap((q) => q.channels.map((c) => c.name)))
  const answered = questions.filter((q) => q.answer).length
  const [before = '', after = ''] = speech.around('answerHow', 'url')
  const institution = voice(dossier.institution.name, dossier.language)

  return {
    language: speech.language,
    dir: speech.direction,
    title: `${t('dossier.whatPeopleAsk')}: ${institution.text}`,
    ask: t('dossier.whatPeopleAsk'),
    institution,
    campaign: voice(dossier.campaign.name, dossier.language),
    intro: t('dossier.intro', {
      questions: counted('questions', dossier.questionsCount),
      people: counted('people', dossier.people),
      since: speech.day(dossier.since),
      until: speech.day(dossier.until),
      channels: counted('channels', channels.size),
    }),
    campaignAsked: dossier.campaign.question === '' ? undefined
      : voice([dossier.campaign.question, ...dossier.campaign.hashtags.map(hashed)].join(' '), ''),
    figures: [
      { value: figure(dossier.posts), label: t('dossier.postsLabel') },
      { value: figure(dossier.people), label: t('dossier.peopleLabel') },
      { value: figure(dossier.questionsCount), label: t('dossier.questionsLabel') },
      ...(answered > 0 ? [{ value: figure(answered), label: t('dossier.answeredLabel') }] : []),
    ],
    chart: chartOf(dossier.perDay, speech),
    gathered: [t('dossier.gatheredText.1'), t('dossier.gatheredText.2'), t('dossier.gatheredText.3'), t('dossier.blindSpot')],
    areas: dossier.issueAreas.filter((area) => area.questions.length > 0).map((area) => ({
      name: voice(area.name, dossier.language),
      count: counted('questions', area.questions.length),
      questions: area.questions.map((q) => sheetQuestion(q, anchors.get(q)!, speech, voice)),
    })),
    loudest: questions.length <= loudestShown ? [] : questions.toSorted((a, b) => b.people - a.people)
      .slice(0, loudestShown)
      .map((q) => ({
        anchor: anchors.get(q)!, number: voice(q.number, '').text, wording: voice(q.wording, q.language),
        people: counted('people', q.people),
      })),
    sources: t('dossier.sourcesText', { posts: counted('posts', dossier.sources.length) }),
    closing: [
      (dossier.answerBy ? `${t('dossier.answerBy', { date: speech.fullDay(dossier.answerBy) })} ` : '') + before,
      print(dossier.campaign.url, ''),
      after,
    ],
    madeOn: t('dossier.edition', { date: speech.fullDay(dossier.madeAt), count: figure(dossier.edition) }),
  }
}

/** `q-OW-0147`: what a link to a question in this file ends with, in this edition and the next. */
function anchorsOf(questions: AskedQuestion[]): Map<AskedQuestion, string> {
  const taken = new Set<string>()
  const anchors = new Map<AskedQuestion, string>()
  for (const question of questions) {
    const plain = `q-${question.number.replace(/[^A-Za-z0-9_-]/g, '')}`
    let anchor = plain
    for (let n = 2; taken.has(anchor); n++) anchor = `${plain}-${n}`
    taken.add(anchor)
    anchors.set(question, anchor)
  }
  return anchors
}

function hashed(tag: string): string {
  return tag.startsWith('#') ? tag : `#${tag}`
}

function sheetQuestion(
  question: AskedQuestion, anchor: string, speech: Speech, voice: (text: string, lang: string) => Voice,
): SheetQuestion {
  const { t, counted } = speech
  // The mark before an Arabic comma keeps a Latin name from swallowing the figure behind it.
  const comma = speech.direction === 'rtl' ? '\u200F، ' : ', '
  const list = (counts: NamedCount[], name: (code: string) => string) => counts.toSorted((a, b) => b.count - a.count)
    .map((c) => `${voice(name(c.name), '').text} ${speech.figure(c.count)}`).join(comma)
  const since = speech.day(question.since)
  const last = speech.day(question.last)

  return {
    anchor,
    number: voice(question.number, '').text,
    wording: voice(question.wording, question.language),
    people: counted('people', question.people),
    facts: [
      { label: t('dossier.askedBy'), value: counted('people', question.people) },
      { label: t('dossier.inPosts'), value: counted('posts', question.posts) + comma + counted('statements', question.statements) },
      { label: t('dossier.onChannels'), value: list(question.channels, speech.channel) },
      { label: t('dossier.inLanguages'), value: list(question.languages, speech.tongue) },
      { label: t('dossier.since'), value: since === last ? since : t('dossier.sinceUntil', { since, last }) },
    ].filter((fact) => fact.value !== ''),
    chart: question.posts >= chartFrom ? chartOf(question.perDay, speech) : undefined,
    examples: question.examples.map((example) => ({
      voice: said(example, voice),
      meta: metaOf(example, speech, comma, voice),
    })),
    notQuoted: question.examples.length === 0 ? t('dossier.nobodyQuoted')
      : question.notQuoted > 0 ? counted('notQuoted', question.notQuoted) : '',
    answer: question.answer && {
      head: t('dossier.answeredOn', {
        date: speech.day(question.answer.day), by: voice(question.answer.by, question.answer.language).text,
      }),
      voice: said(question.answer, voice),
    },
    room: t('dossier.roomForAnswer', { number: voice(question.number, '').text }),
  }
}

function said({ text, language }: { text: string; language: string }, voice: (t: string, l: string) => Voice): Voice {
  const shown = voice(text, language)
  return { ...shown, text: quoted(shown.text, language) }
}

/** "SMS, 5 April, Saro. Said by 388.", in the dossier's language, so that its reader understands where words came from. */
function metaOf(example: Example, speech: Speech, comma: string, voice: (t: string, l: string) => Voice): string {
  const place = example.place ? voice(example.place, speech.language).text : ''
  const where = [voice(speech.channel(example.channel), '').text, speech.day(example.day), place].filter(Boolean).join(comma)
  return `${where}${speech.direction === 'rtl' ? '\u200F' : ''}. ${speech.counted('saidBy', example.saidBy)}`
}
