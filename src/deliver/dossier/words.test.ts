import { expect, it } from 'vitest'
import { exampleDossier } from './example.ts'
import { writeHtml, writePdf } from './index.ts'
import { speechOf } from './speech.ts'

it('counts as each language counts', () => {
  const people = (language: string, n: number) => speechOf({ language }).counted('people', n)
  expect(people('en', 1)).toBe('1 person')
  expect(people('en', 7940)).toBe('7,940 people')
  expect(people('fr', 0)).toBe('0 personne')
  expect(people('es', 2)).toBe('2 personas')
  expect([1, 2, 3, 11, 100].map((n) => people('ar', n))).toEqual(['شخص واحد', 'شخصان', '3 أشخاص', '11 شخصًا', '100 شخص'])
})

const added = (catalogue: Record<string, string>, tag = 'sw', dir: 'ltr' | 'rtl' = 'ltr') => ({ tag, ownName: tag, dir, fallback: 'en' as const, version: 1, catalogue })

it('speaks a language that an organisation added, and where it has no words the one that it falls back to', () => {
  const swahili = added({ 'dossier.contents': 'Yaliyomo', 'dossier.people': '{count, plural, one {mtu #} other {watu #}}', 'dossier.roomForAnswer': 'Jibu kwa {number}' })
  const html = writeHtml({ ...exampleDossier({ areas: 1, questionsPerArea: 1 }), language: 'sw', added: swahili })
  expect(html).toMatch(/<html lang="sw" dir="ltr"/)
  for (const words of ['Yaliyomo', 'watu 7,940', 'Jibu kwa OW-0001', 'How these questions were gathered', '1 Machi']) expect(html).toContain(words)
  expect(Buffer.from(writePdf({ ...exampleDossier({ areas: 1, questionsPerArea: 1 }), language: 'sw', added: swahili })).subarray(0, 5).toString()).toBe('%PDF-')
})

it('reads an added language from its own side; one whose letters no font of ours has is printed in the one that it falls back to', () => {
  const sorani = added({ 'dossier.contents': 'ناوەڕۆک', 'dossier.whatPeopleAsk': 'خەڵک چی دەپرسن' }, 'ckb', 'rtl')
  const html = writeHtml({ ...exampleDossier({ areas: 1, questionsPerArea: 1 }), language: 'ckb', added: sorani })
  expect(html).toMatch(/<html lang="ckb" dir="rtl"/)
  expect(html).toContain('ناوەڕۆک')
  const all = { 'dossier.contents': 'ይዘት', 'dossier.gathered': 'እነዚህ ጥያቄዎች እንዴት ተሰበሰቡ', 'dossier.whatPeopleAsk': 'ሰዎች የሚጠይቁት' }
  for (const one of [sorani, added(all, 'am')]) {
    const pdf = Buffer.from(writePdf({ ...exampleDossier({ areas: 1, questionsPerArea: 2 }), language: one.tag, added: one }))
    expect([one.tag, pdf.includes('pdfuaid:part')]).toEqual([one.tag, true])
  }
})
