import { breakable } from '#deliver/dossier/index.ts'
import { checkLetters, fit, plainLanguage, qrSvg, typeset } from '../print/typeset.ts'
import type { Card } from './card.ts'

/** Sets four cards on an A4 page. */
export function setCards(card: Card, as: 'pdf' | 'svg' = 'pdf'): Uint8Array {
  checkLetters([card.title, card.open, card.rulesTitle, ...card.rules, card.dangerTitle])
  return typeset(new URL('./card.typ', import.meta.url), printed(card), as)
}

/** A telephone number keeps its order within Arabic: a mark before it makes its groups run from the left. */
function numbersApart(text: string): string {
  return text.replace(/[+(]?\d[\d ()./-]{4,}\d/g, (number) => `\u200E${number}\u200E`)
}

/** Words as the fonts can set them, and the code as a picture. */
function printed(card: Card) {
  return {
    ...card, language: plainLanguage(card.language), campaign: fit(card.campaign), danger: fit(numbersApart(card.danger)).split('\n'), address: breakable(card.address),
    title: fit(card.title), open: fit(card.open), rulesTitle: fit(card.rulesTitle), dangerTitle: fit(card.dangerTitle), rules: card.rules.map(fit), qr: qrSvg(card.qr),
  }
}
