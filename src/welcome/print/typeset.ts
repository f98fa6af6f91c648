import { readFileSync } from 'node:fs'
import { breakable, fonts, settable, typst } from '#deliver/dossier/index.ts'
import type { QrCode } from '#sheet/index.ts'

/** None of our fonts has the letters of this language. */
export class NoLetters extends Error {}

/**
 * Sets a page from its template, as PDF/UA; or as SVG, of which a test makes pictures. Synchronous native work: the server does it in a
 * process beside itself (`press.ts`).
 */
export function typeset(template: URL, data: object, as: 'pdf' | 'svg'): Uint8Array {
  const compiler = typst().NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts() }] })
  const compile = (scale: number) => compiler.compile({ mainFileContent: readFileSync(template, 'utf8'), inputs: { data: JSON.stringify({ ...data, mark, scale }) } })
  let compiled = compile(1)
  // What does not fit on its page is set smaller.
  for (let scale = 0.92; scale > 0.4 && (compiled.result?.numOfPages ?? 1) > 1; scale *= 0.92) compiled = compile(scale)
  if (compiled.hasError() || !compiled.result) throw new Error(`the page could not be set: ${JSON.stringify(compiler.fetchDiagnostics(compiled.takeError()!)).slice(0, 2_000)}`)
  return as === 'pdf' ? compiler.pdf(compiled.result, { pdfStandard: 'ua-1' }) : Buffer.from(compiler.plainSvg(compiled.result))
}

/** The mark of the house: the echo. */
const mark = [[0, 11], [0, 7], [2, 7], [2, 11], [3, 11], [3, 3], [5, 3], [5, 11], [6, 11], [6, 0], [8, 0], [8, 11], [9, 11], [9, 4], [11, 4], [11, 11], [12, 11], [12, 8], [14, 8], [14, 11]]

/** Words as the fonts can set them. */
export function fit(text: string): string {
  return breakable(settable(text).text)
}

/** A page of empty boxes helps nobody: refused when more than a tenth of the signs are in no font of ours. */
export function checkLetters(texts: readonly string[]): void {
  const { missing, signs } = settable(texts.join(' '))
  if (missing * 10 > signs) throw new NoLetters()
}

export function qrSvg({ size, path }: QrCode): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#141A1B" d="${path}"/></svg>`
}

/** Typst knows languages by two or three letters. */
export const plainLanguage = (tag: string) => /^[a-z]{2,3}/.exec(tag)?.[0] ?? 'en'
