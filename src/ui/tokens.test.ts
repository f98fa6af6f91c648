import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')

function tokensOf(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`)
  expect(start, `${selector} in tokens.css`).toBeGreaterThanOrEqual(0)
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]))
}

const themes = {
  light: tokensOf(':root'),
  dark: tokensOf(`:root[data-theme='dark']`),
}

/** WCAG 2: relative luminance of a #rrggbb colour. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light! + 0.05) / (dark! + 0.05)
}

const text: [string, string[]][] = [
  ['ink', ['sheet', 'ground', 'wash', 'well', 'warn-wash']],
  ['ink-2', ['sheet', 'ground', 'wash', 'well']],
  ['ink-3', ['sheet', 'ground', 'well']],
  ['accent', ['sheet', 'ground', 'wash', 'well']],
  ['on-accent', ['accent']],
  ['danger', ['sheet', 'ground', 'danger-wash']],
  ['on-danger', ['danger']],
  ['warn', ['sheet', 'ground', 'warn-wash']],
  ['good', ['sheet', 'ground', 'good-wash']],
  ['sheet', ['ink']],
]

const edges: [string, string[]][] = [
  ['line-2', ['sheet', 'ground']],
  ['ink-2', ['sheet', 'ground', 'well']],
  ['accent', ['sheet', 'ground', 'well']],
]

describe.each(Object.entries(themes))('in the %s theme', (_, tokens) => {
  test.each(text.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground])))('%s can be read on %s', (ink, ground) => {
    expect(contrast(tokens[ink!]!, tokens[ground!]!)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(edges.flatMap(([mark, grounds]) => grounds.map((ground) => [mark, ground])))('%s can be told from %s', (mark, ground) => {
    expect(contrast(tokens[mark!]!, tokens[ground!]!)).toBeGreaterThanOrEqual(3)
  })
})

test('dark is the same whether the machine or the person chose it', () => {
  expect(tokensOf(`:root:not([data-theme='light'])`)).toEqual(themes.dark)
})
