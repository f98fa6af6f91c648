import sharp from 'sharp'
import { expect, test } from 'vitest'
import { qrOf } from '#sheet/index.ts'
import { translate } from '#ui/words.ts'
import { languages, type Language } from '#ui/languages.ts'
import type { Card } from './card.ts'
import { setCards } from './set.ts'

function card(language: Language): Card {
  const t = translate(language)
  const address = 'https://desk.example.org/ferries-for-everybody/desk'
  return {
    language, dir: t.dir, campaign: language === 'ar' ? 'العبّارات للجميع' : 'Ferries for everybody', title: t('welcome.card.title'), open: t('welcome.card.open'), address: address.slice(8), qr: qrOf(address),
    rulesTitle: t('welcome.card.rules'), rules: ([1, 2, 3, 4, 5] as const).map((at) => t(`welcome.card.rule.${at}`)), dangerTitle: t('welcome.card.danger'), danger: 'Mirela\n+000 555 0199',
  }
}

/** How much ink lies on each side of the band of the rules, of the first card. */
async function sides(language: Language): Promise<{ left: number; right: number }> {
  const picture = sharp(Buffer.from(setCards(card(language), 'svg')), { density: 72 }).flatten({ background: '#fff' }).greyscale()
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
  const [width, height] = [info.width / 2, info.height / 2]
  let [left, right] = [0, 0]
  for (let y = Math.round(height * 0.36); y < height * 0.75; y++) {
    for (let x = 8; x < width - 8; x++) {
      const ink = 255 - data[y * info.width * info.channels + x * info.channels]!
      if (x < width / 2) left += ink
      else right += ink
    }
  }
  return { left, right }
}

test('a sheet is one page of PDF in each language, whatever stands on it', () => {
  for (const language of languages) {
    const pdf = Buffer.from(setCards({ ...card(language), danger: '#panic("no") 🔥\n$x$', campaign: '*bold* <b> '.repeat(8) })).toString('latin1')
    expect(pdf.startsWith('%PDF-')).toBe(true)
    expect([language, pdf.match(/\/Type\s*\/Page\b/g)?.length]).toEqual([language, 1])
  }
})

test('Arabic is set from the right, the others from the left', async () => {
  const [english, arabic] = [await sides('en'), await sides('ar')]
  expect(english.left).toBeGreaterThan(english.right * 1.02)
  expect(arabic.right).toBeGreaterThan(arabic.left * 1.02)
})
