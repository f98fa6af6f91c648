import sharp from 'sharp'
import { expect, test } from 'vitest'
import { qrOf } from '#sheet/index.ts'
import { translate, translateWith, type Translate } from '#ui/words.ts'
import { languages, type Language } from '#ui/languages.ts'
import { setPoster } from '../poster/set.ts'
import type { Poster } from '../poster/poster.ts'
import { NoLetters } from '../print/typeset.ts'
import type { Card } from './card.ts'
import { setCards } from './set.ts'

function card(language: Language, t: Translate = translate(language)): Card {
  const address = 'https://desk.example.org/ferries-for-everybody/desk'
  return {
    language: t.tag, dir: t.dir, campaign: language === 'ar' ? 'العبّارات للجميع' : 'Ferries for everybody', title: t('welcome.card.title'), open: t('welcome.card.open'), address: address.slice(8), qr: qrOf(address),
    rulesTitle: t('welcome.card.rules'), rules: ([1, 2, 3, 4, 5] as const).map((at) => t(`welcome.card.rule.${at}`)), dangerTitle: t('welcome.card.danger'), danger: 'Mirela\n+000 555 0199',
  }
}

/** How much ink lies on each side of the band of the rules, of the first card. */
async function sides(of: Card): Promise<{ left: number; right: number }> {
  const picture = sharp(Buffer.from(setCards(of, 'svg')), { density: 72 }).flatten({ background: '#fff' }).greyscale()
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
  const [english, arabic] = [await sides(card('en')), await sides(card('ar'))]
  expect(english.left).toBeGreaterThan(english.right * 1.02)
  expect(arabic.right).toBeGreaterThan(arabic.left * 1.02)
})

const spoken = (tag: string, dir: 'ltr' | 'rtl', catalogue: Record<string, string>) => translateWith({ tag, ownName: tag, dir, fallback: 'en', version: 1, catalogue })
const rules = (words: string[]) => Object.fromEntries(words.map((rule, at) => [`welcome.card.rule.${at + 1}`, rule]))

test('an added language is set from its own side, holes in the one it falls back to; one whose letters we do not have is refused', async () => {
  const sorani = spoken('ckb', 'rtl', { 'welcome.card.rules': 'پێنج یاسا', ...rules(['کەسێک لە مەترسیدایە: یەکەم ئاگادار بکەرەوە.', 'یەکێک وەربگرە و تەواوی بکە.', 'ناوی کەس بڵاو مەکەرەوە.', 'ئەوەی گوتراوە بینووسە.', 'هەژمارەکەت تەنها هی خۆتە.']) })
  const set = await sides(card('en', sorani))
  expect(set.right).toBeGreaterThan(set.left * 1.02)
  const amharic = spoken('am', 'ltr', rules(['አደጋ ላይ ያለ ሰው ይቀድማል', 'አንዱን ውሰድ፤ ጨርስ', 'ስም አታውጣ', 'የተባለውን ጻፍ', 'መለያህ የአንተ ብቻ ነው']))
  expect(() => setCards(card('en', amharic))).toThrow(NoLetters)
})

function poster(speakers: Translate[]): Poster {
  const url = 'https://desk.example.org/invite/' + 'k3'.repeat(20)
  return {
    label: 'Students', organisation: 'River Watch of the Eastern Provinces', url, qr: qrOf(url),
    languages: speakers.map((t) => ({
      language: t.tag, dir: t.dir, head: t('people.posterHead', { organisation: 'River Watch of the Eastern Provinces' }),
      sentences: [t('people.poster1', { campaign: 'Ferries for everybody' }), t('people.poster2'), t('people.poster3.practice')], until: t('people.posterUntil', { date: t.date('2026-12-24', 'date') }),
    })),
  }
}

test('a poster is one page in one language or in eight, hostile names included; a language without letters is left out beside others', () => {
  const four = languages.map((one) => translate(one))
  const pages = (made: Poster) => Buffer.from(setPoster(made)).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length
  for (const one of four) expect([one.tag, pages(poster([one]))]).toEqual([one.tag, 1])
  expect([pages(poster(four)), pages(poster(four.toReversed())), pages(poster([...four, ...four]))]).toEqual([1, 1, 1])
  const hostile = poster(four)
  hostile.languages[0]!.head = '#panic("no") $x$ *bold* 🔥 ' + 'w'.repeat(120)
  expect(pages(hostile)).toBe(1)
  const amharic = spoken('am', 'ltr', { 'people.poster1': 'ሰዎች የሚነግሩንን እናነባለን', 'people.poster2': 'ኮዱን ቃኝ ስም ጻፍ', 'people.poster3.practice': 'በስምንት ምሳሌዎች ትጀምራለህ' })
  expect(pages(poster([amharic, four[0]!]))).toBe(1)
  expect(() => setPoster(poster([amharic]))).toThrow(NoLetters)
})
