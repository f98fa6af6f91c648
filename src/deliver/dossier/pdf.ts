import { readFileSync } from 'node:fs'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { outline, type Chart } from './chart.ts'
import type { Dossier } from './dossier.ts'
import { fonts, missingSign, settable } from './fonts.ts'
import { breakable } from './printable.ts'
import { sheetOf } from './sheet.ts'
import { speechOf } from './speech.ts'
import { typst } from './typst.ts'

/** A4 less the margins of `dossier.typ`, in points. */
const textWidth = 467

let compiler: NodeCompiler | undefined
let template: string | undefined

/**
 * Sets a dossier as PDF/UA. Synchronous native work of up to a second: the server calls it in the worker (`press.ts`).
 * The same dossier gives the same bytes. `sourcesHash` is the SHA-256 of its `sources.csv`, printed in every foot so
 * that paper and file hold each other.
 */
export function writePdf(written: Dossier, sourcesHash = ''): Uint8Array {
  const dossier = inOurLetters(written)
  compiler ??= typst().NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts() }] })
  template ??= readFileSync(new URL('./dossier.typ', import.meta.url), 'utf8')
  const data = JSON.stringify(dossier.added ? fitted(printed(dossier, sourcesHash)) : printed(dossier, sourcesHash))
  const compiled = compiler.compile({ mainFileContent: template, inputs: { data } })
  if (compiled.hasError() || !compiled.result) {
    const problems = compiler.fetchDiagnostics(compiled.takeError()!)
    throw new Error(`the dossier for ${dossier.institution.id} could not be set: ${JSON.stringify(problems).slice(0, 2000)}`)
  }
  const pdf = compiler.pdf(compiled.result, { pdfStandard: 'ua-1' })
  // Typst memoises across documents; without this a night of dossiers would keep all of them in memory.
  compiler.evictCache(0)
  return pdf
}

/** What the template says by itself. */
const templateWords = ['campaignAsked', 'contents', 'gathered', 'loudest', 'loudestText', 'sources', 'sourcesCheck', 'inTheirWords', 'nameAndOffice', 'date', 'reference', 'question', 'askedBy', 'nothingAsked'] as const

/** A language whose letters no font has is printed in the one that it falls back to; the page beside it is in its own. */
function inOurLetters(dossier: Dossier): Dossier {
  if (!dossier.added) return dossier
  const { t } = speechOf(dossier)
  const { missing, signs } = settable(templateWords.map((word) => t(`dossier.${word}`)).join(' '))
  return missing * 10 > signs ? { ...dossier, language: dossier.added.fallback, added: undefined } : dossier
}

/** Words of an added language may hold a sign that no font has, and one is enough to have no file. */
function fitted<T>(data: T): T {
  if (typeof data === 'string') {
    const set = settable(data)
    return (set.missing > 0 ? set.text : data) as T
  }
  if (Array.isArray(data)) return data.map(fitted) as T
  return (data !== null && typeof data === 'object' ? Object.fromEntries(Object.entries(data).map(([name, value]) => [name, fitted(value)])) : data) as T
}

/** Whose signs the fonts lack to more than a third cannot be read as boxes: the reader is sent to the HTML file. */
function print(text: string, instead: string): string {
  const set = settable(text)
  return breakable(set.missing > 3 && set.missing * 3 > set.signs ? instead : set.text)
}

function printed(dossier: Dossier, sourcesHash: string) {
  const sheet = sheetOf(dossier, print)
  const speech = speechOf(dossier)
  const rtl = sheet.dir === 'rtl'
  const chart = (c: Chart | undefined, width: number, height: number) =>
    c ? { svg: svgOf(outline(c, width, height, rtl), width, height), text: c.text, from: c.from, to: c.to, unit: c.unit } : null
  const made = dossier.madeAt
  return {
    ...sheet,
    language: sheet.language.split('-')[0],
    campaignAsked: sheet.campaignAsked ?? null,
    chart: chart(sheet.chart, textWidth, 28),
    areas: sheet.areas.map((area) => ({
      ...area,
      shortName: shortened(area.name.text, 60),
      questions: area.questions.map((q) => ({ ...q, chart: chart(q.chart, 150, 36), answer: q.answer ?? null })),
    })),
    w: { ...Object.fromEntries(templateWords.map((word) => [word, speech.t(`dossier.${word}`)])), unprintable: speech.t('dossier.unprintable', { sign: missingSign }) },
    footName: shortened(sheet.institution.text, 48),
    // A crowded contents page needs the room that a short one leaves above its title and between its lines.
    coverGap: Math.max(8, 70 - Math.max(0, sheet.areas.length - 5) * 8 - Math.floor(sheet.institution.text.length / 40) * 20),
    entryGap: sheet.areas.length > 9 ? 8.5 : 13,
    mark: [[0, 11], [0, 7], [2, 7], [2, 11], [3, 11], [3, 3], [5, 3], [5, 11], [6, 11], [6, 0], [8, 0], [8, 11], [9, 11], [9, 4], [11, 4], [11, 11], [12, 11], [12, 8], [14, 8], [14, 11]],
    made: [made.getUTCFullYear(), made.getUTCMonth() + 1, made.getUTCDate()],
    hash: breakable(sourcesHash),
    shortHash: sourcesHash && `${sourcesHash.slice(0, 4)} ${sourcesHash.slice(4, 8)} … ${sourcesHash.slice(-4)}`,
    foot: { sources: speech.around('sourcesFoot', 'hash'), page: speech.around('page', 'page', 'pages') },
  }
}

function svgOf(points: number[][], width: number, height: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><path fill="#434E4D" d="M${
    points.map((p) => p.join(' ')).join('L')}z"/></svg>`
}

function shortened(text: string, most: number): string {
  const signs = [...text]
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('').trimEnd()}…`
}
