/** Collections of hostile texts that others made, when they are there (`../shared/data` beside the project). */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { outcome } from './harness.ts'
import { material } from './material.ts'
import { postLines, postTable, type PostOut } from './write.ts'

const folder = join(material, 'hostile')
const there = existsSync(folder)
if (!there) console.warn(`skipped: there is no ${folder}`)

function texts(): string[] {
  const lines = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n')
  return [
    ...(JSON.parse(readFileSync(join(folder, 'naughty-strings.json'), 'utf8')) as string[]),
    ...lines('xss.txt'),
    ...lines('csv-formulas.txt'),
  ]
}

const kept = (text: string) =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\x01-\x08\x0b-\x1f\x7f-\x9f]/g, '')
const readable = (text: string) => !text.includes('\0') && /\S/.test(kept(text))

describe.skipIf(!there)('hostile texts', () => {
  test('in JSON lines each comes out as it was, or is refused for being empty', async () => {
    const given = texts()
    expect(given.length).toBeGreaterThan(7_000)
    const found = await outcome(given.map((text, index) => JSON.stringify({ id: String(index), text })).join('\n'))
    expect(found.arrivals.map((arrival) => arrival.text)).toEqual(given.filter(readable).map(kept))
    expect(new Set(found.rejects.map(([, code]) => code))).toEqual(new Set(['empty']))
  })

  test('through our CSV and back, and no cell that csv-parse sees begins like a formula', async () => {
    const posts: PostOut[] = texts()
      .filter(readable)
      .map((text, index) => ({
        channel: 'form',
        externalId: String(index),
        text: kept(text),
        author: { name: [...kept(text)].slice(0, 100).join('') },
      }))
    const file = (await Array.fromAsync(postTable(posts))).join('')
    for (const row of parse(file) as string[][]) for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
    const found = await outcome(file)
    expect(found.rejects).toEqual([])
    expect(found.arrivals.map((arrival) => arrival.text)).toEqual(posts.map((post) => post.text))
    const lines = await outcome((await Array.fromAsync(postLines(posts))).join(''))
    expect(lines.arrivals.map((arrival) => arrival.author!.name)).toEqual(posts.map((post) => post.author!.name))
  })

  test('as files of their own they are refused, not half read', async () => {
    for (const name of ['xss.txt', 'csv-formulas.txt', 'naughty-strings.json']) {
      await expect(outcome(readFileSync(join(folder, name)))).rejects.toMatchObject({ name: 'Refusal' })
    }
  })
})
