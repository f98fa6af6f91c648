import { readFileSync } from 'node:fs'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { breakable, fonts, settable } from '#deliver/dossier/index.ts'
import type { Card } from './card.ts'

/**
 * Sets four cards on an A4 page, as PDF/UA; or as SVG, of which a test makes pictures. Synchronous native work: the server does it in a
 * process beside itself (`press.ts`).
 */
export function setCards(card: Card, as: 'pdf' | 'svg' = 'pdf'): Uint8Array {
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts() }] })
  const template = readFileSync(new URL('./card.typ', import.meta.url), 'utf8')
  const compiled = compiler.compile({ mainFileContent: template, inputs: { data: JSON.stringify(printed(card)) } })
  if (compiled.hasError() || !compiled.result) throw new Error(`the card could not be set: ${JSON.stringify(compiler.fetchDiagnostics(compiled.takeError()!)).slice(0, 2_000)}`)
  return as === 'pdf' ? compiler.pdf(compiled.result, { pdfStandard: 'ua-1' }) : Buffer.from(compiler.plainSvg(compiled.result))
}

/** A telephone number keeps its order within Arabic: a mark before it makes its groups run from the left. */
function numbersApart(text: string): string {
  return text.replace(/[+(]?\d[\d ()./-]{4,}\d/g, (number) => `\u200E${number}\u200E`)
}

/** Words as the fonts can set them, and the code as a picture. */
function printed(card: Card) {
  const fit = (text: string) => breakable(settable(text).text)
  const { size, path } = card.qr
  return {
    ...card, campaign: fit(card.campaign), danger: fit(numbersApart(card.danger)).split('\n'), address: breakable(card.address),
    title: fit(card.title), open: fit(card.open), rulesTitle: fit(card.rulesTitle), dangerTitle: fit(card.dangerTitle), rules: card.rules.map(fit),
    qr: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#141A1B" d="${path}"/></svg>`,
    mark: [[0, 11], [0, 7], [2, 7], [2, 11], [3, 11], [3, 3], [5, 3], [5, 11], [6, 11], [6, 0], [8, 0], [8, 11], [9, 11], [9, 4], [11, 4], [11, 11], [12, 11], [12, 8], [14, 8], [14, 11]],
  }
}
