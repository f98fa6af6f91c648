import { expect, test } from 'vitest'
import { templates } from './templates.ts'
import type { Said } from './shape.ts'

/** Every sentence of a template, with where it stands. */
function* sentences(value: unknown, path: string): Generator<[string, Said]> {
  if (value === null || typeof value !== 'object') return
  if ('en' in value && 'ar' in value) return yield [path, value as Said]
  for (const [key, inner] of Object.entries(value)) yield* sentences(inner, `${path}.${key}`)
}

test('every plan says all it says in four languages, without an exclamation mark, in the script of its language', () => {
  const wrong: string[] = []
  for (const template of templates) {
    for (const [path, said] of sentences(template, template.key)) {
      for (const language of ['en', 'es', 'fr', 'ar'] as const) {
        const text = said[language]
        if (!text || text.length < 2 || /[!¡]/.test(text)) wrong.push(`${path} ${language}: ${text}`)
        else if (/\p{L}/u.test(text) && /\p{Script=Arabic}/u.test(text) !== (language === 'ar')) wrong.push(`${path} ${language}: ${text}`)
      }
      if (said.en === said.fr && said.en.includes(' ')) wrong.push(`${path}: not translated`)
    }
  }
  expect(wrong).toEqual([])
})

test('every plan holds together: its tactics have a reason, an aim and a task, and name moments that it has', () => {
  for (const template of templates) {
    const moments = template.moments.map((one) => one.key)
    expect([template.key, moments.length > 0, template.tactics.length > 1]).toEqual([template.key, true, true])
    for (const tactic of template.tactics) {
      expect([template.key, tactic.title.en, tactic.aims.length > 0, tactic.tasks.length > 0]).toEqual([template.key, tactic.title.en, true, true])
      if (tactic.moment) expect(moments).toContain(tactic.moment)
      expect(tactic.to).toBeGreaterThanOrEqual(tactic.from)
      expect(tactic.aims.map((aim) => aim.indicator)).not.toContain('followers')
    }
  }
  expect(new Set(templates.map((one) => one.key)).size).toBe(14)
})
