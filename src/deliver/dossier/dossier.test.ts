import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, it } from 'vitest'
import { exampleDossier } from './example.ts'
import { closePresses, pressDossier, writeDossier, writeHtml, writePdf, writeQuestions, writeSources } from './index.ts'
import { folderName } from './write.ts'
import { malformed } from './wellFormed.ts'
import type { Dossier } from './dossier.ts'

const dir = mkdtempSync(join(tmpdir(), 'dossier-'))
afterAll(() => {
  closePresses()
  rmSync(dir, { recursive: true, force: true })
})

const hostileTexts = [
  '#let x = panic("no") #x $ a^2 $ = Heading *bold* _it_ @label <label> `raw` // comment',
  '<script>alert(1)</script><b onclick="x">&amp; ]]> <!-- --> \'"',
  '=HYPERLINK("http://evil.example","click")',
  '@SUM(1+1)*cmd|\' /C calc\'!A0',
  'a'.repeat(3000),
  `https://example.org/${'path/'.repeat(200)}`,
  '\u202Ereversed\u202C \u0000\u0007 \uD800 lone',
  '👩‍👩‍👧‍👦🔥🇸🇻 fire', '漢字漢字漢字漢字漢字', 'क्या पानी आएगा?', '\u0301\u0301combining', '‏‎', '', '\n\n', 'a\nb\n\nc',
  '#قولوا_لنا @minister مرحبا https://a.example/ب ١٢٣ 45%',
]

function hostile(language: Dossier['language']): Dossier {
  const dossier = exampleDossier({ language, areas: 1, questionsPerArea: hostileTexts.length })
  dossier.institution.name = hostileTexts[0]!
  dossier.campaign.name = hostileTexts[1]!
  dossier.campaign.question = hostileTexts[6]!
  dossier.campaign.hashtags = ['#', '$x']
  dossier.issueAreas[0]!.name = '#pagebreak() <i>'
  dossier.issueAreas[0]!.questions.forEach((q, i) => {
    const text = hostileTexts[i]!
    q.wording = text
    q.language = i % 2 === 0 ? 'zz" onload="' : 'ar'
    q.channels = [{ name: text, count: 1 }]
    q.languages = [{ name: 'not a code', count: 1 }]
    q.examples = hostileTexts.map((t) => ({ text: t, language: 'en', channel: 'sms', day: '2026-03-09', place: t, saidBy: 1 }))
    if (i === 3) q.answer = { text, language: 'es', by: text, day: '2026-04-02' }
  })
  return dossier
}

describe('a finished dossier', () => {
  it('holds what its SHA256SUMS says, by the judgement of sha256sum itself', async () => {
    const files = await writeDossier(exampleDossier(), dir)
    const folder = join(files[0]!.path, '..')
    const said = execFileSync('sha256sum', ['-c', '--strict', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' })
    expect(said).toBe('dossier.pdf: OK\ndossier.html: OK\nquestions.csv: OK\nsources.csv: OK\n')
    for (const file of files) {
      expect(execFileSync('sha256sum', [file.path], { encoding: 'utf8' }).slice(0, 64)).toBe(file.sha256)
      expect(readFileSync(file.path).length).toBe(file.bytes)
    }
    expect(readdirSync(folder).toSorted()).toEqual(['SHA256SUMS', 'dossier.html', 'dossier.pdf', 'questions.csv', 'sources.csv'])
  })

  it('is the same to the byte when nothing changed, and replaces its earlier edition whole', async () => {
    const first = await writeDossier(exampleDossier(), dir)
    const again = await pressDossier(exampleDossier(), dir)
    expect(again).toEqual(first)
    const next = await pressDossier({ ...exampleDossier(), edition: 3 }, dir)
    expect(next.map((f) => f.path)).toEqual(first.map((f) => f.path))
    expect(next[0]!.sha256).not.toBe(first[0]!.sha256)
    expect(readdirSync(dir).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('leaves nothing behind when it cannot be written', async () => {
    const blocked = join(dir, 'file')
    await import('node:fs/promises').then((fs) => fs.writeFile(blocked, ''))
    await expect(pressDossier(exampleDossier(), blocked)).rejects.toThrow(/ENOTDIR|EEXIST/)
    const broken = { ...exampleDossier({ institution: 'Broken' }), madeAt: new Date(NaN) }
    await expect(pressDossier(broken, dir)).rejects.toThrow()
    expect(readdirSync(dir).filter((name) => name.includes('broken'))).toEqual([])
  })

  it('lies in a folder that any system can hold, whatever the institution is called', () => {
    const names = ['Ministry of Water', 'وزارة المياه', '../../etc/passwd', 'CON', '.hidden', '', '///', '水'.repeat(300), 'a\u0000b\nc', '-rf *', 'É́n']
    const folders = names.map((name, i) => folderName({ name, id: String(i) }))
    for (const folder of folders) {
      expect(folder).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*-[0-9a-f]{6}$/u)
      expect(Buffer.byteLength(folder)).toBeLessThan(140)
    }
    expect(folders[0]).toMatch(/^ministry-of-water-/)
    expect(folders[1]).toMatch(/^وزارة-المياه-/)
    expect(folderName({ name: 'Same', id: '1' })).not.toBe(folderName({ name: 'Same', id: '2' }))
  })
})

describe('words from outside', () => {
  it.each(['en', 'es', 'fr', 'ar'] as const)('stay words in the PDF (%s)', (language) => {
    const pdf = Buffer.from(writePdf(hostile(language), 'ab'.repeat(32)))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.includes('/MarkInfo')).toBe(true)
    expect(pdf.includes('pdfuaid:part')).toBe(true)
  })

  it('stay words in the HTML, which is well-formed and asks nobody for anything', () => {
    for (const language of ['en', 'es', 'fr', 'ar'] as const) {
      const html = writeHtml(hostile(language), 'ab'.repeat(32))
      expect(malformed(html)).toBe('')
      expect(html).not.toMatch(/<script|<b |onload="|<link|<img|src=|url\(/)
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(html).toContain('#let x = panic')
      expect(html).not.toContain('\u202E')
    }
  })

  it('run no formula in a spreadsheet and survive as they were', () => {
    const rows = parse(writeQuestions(hostile('en'))) as string[][]
    const cells = rows.flat()
    expect(cells.some((cell) => /^[=+@\t\r-]/.test(cell))).toBe(false)
    expect(rows).toHaveLength(hostileTexts.length + 1)
    expect(new Set(rows.map((r) => r.length))).toEqual(new Set([15]))
    expect(rows[3]![2]).toBe(`'${hostileTexts[2]}`)
  })

  it('keep the side they are read from, also within a dossier read from the other side', () => {
    const spanish = writeHtml(exampleDossier({ language: 'es' }))
    expect(spanish).toMatch(/<html lang="es" dir="ltr"/)
    expect(spanish).toMatch(/<blockquote dir="rtl" lang="ar">«نرى/)
    const arabic = writeHtml(exampleDossier({ language: 'ar' }))
    expect(arabic).toMatch(/<html lang="ar" dir="rtl"/)
    expect(arabic).toMatch(/<blockquote dir="ltr" lang="en">“Nine days/)
  })
})

describe('what it says', () => {
  it('names every question once, with its people, and every source with its hash', () => {
    const dossier = exampleDossier({ areas: 4, questionsPerArea: 6, sources: 500 })
    const html = writeHtml(dossier)
    for (const q of dossier.issueAreas.flatMap((a) => a.questions)) expect(html.split(`id="q-${q.number}"`)).toHaveLength(2)
    expect(html).toContain('24 questions from 7,940 people')
    expect(parse(writeSources(dossier), { columns: true })).toEqual(dossier.sources.map((s) => ({
      question: s.reference, post: s.post, channel: s.channel, language: s.language, day: s.day,
    })))
  })

  it('prints only greys and the one accent, which is dark enough to be read in grey', () => {
    const template = readFileSync(new URL('./dossier.typ', import.meta.url), 'utf8')
    const used = [...template.matchAll(/#[0-9A-F]{6}/g)].map(([hex]) => hex!)
    expect(used).toContain('#0A5462')
    for (const hex of used) {
      const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)) as [number, number, number]
      const grey = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255
      if (hex === '#D3DAD8') continue // hairlines say nothing
      expect(grey, hex).toBeLessThan(0.52)
    }
  })

  it('makes a dossier of nothing, and says so', () => {
    const html = writeHtml(exampleDossier({ areas: 0, sources: 0 }))
    expect(html).toContain('No question to this institution has been decided yet.')
    expect(writePdf(exampleDossier({ areas: 0, sources: 0 })).length).toBeGreaterThan(5000)
  })
})

it('sets eight dossiers of a big campaign (104 questions, 5,000 sources each) while the process that asked goes on', async () => {
  const dossiers = Array.from({ length: 8 }, (_, i) => exampleDossier({
    language: (['en', 'es', 'ar', 'fr'] as const)[i % 4]!, institution: `Ministry ${i}`, areas: 8, questionsPerArea: 13, sources: 5000,
  }))
  const started = performance.now()
  let ticks = 0
  const clock = setInterval(() => ticks++, 10)
  await Promise.all(dossiers.map((dossier) => pressDossier(dossier, dir)))
  clearInterval(clock)
  // 1.7 s on two idle cores; ten times that on a machine where other tests run, and some are slow.
  expect(performance.now() - started).toBeLessThan(90_000)
  // Set in this process, they would leave it about one tick each.
  expect(ticks).toBeGreaterThan(50)
})
