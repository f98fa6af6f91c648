import { readFileSync } from 'node:fs'
import type { Answer, Wish } from '#core/index.ts'
import type { Cost, Means } from '#channel/contract.ts'

/** An answer as a network gives it, and the fate that it means. */
export interface Recorded {
  name: string
  status: number
  headers?: Record<string, string>
  body?: unknown
  text?: string
  fate: Record<string, unknown>
  /** Of Bluesky: whether a look at the record finds it. */
  there?: true
}

export function recordedIn(folder: string): Recorded[] {
  return JSON.parse(readFileSync(`${folder}/payloads/answers.json`, 'utf8')) as Recorded[]
}

export interface Lent extends Means {
  asked: { url: string; wish: Wish }[]
  spent: Cost[]
  kept: unknown[]
}

/** Means that answer from a list of patterns, and write down what was asked. */
export function lend(answers: [RegExp, Partial<Recorded> | ((wish: Wish) => Partial<Recorded>) | Error][], now = new Date('2026-11-26T09:00:00Z')): Lent {
  const lent: Lent = {
    asked: [], spent: [], kept: [],
    now: () => now,
    spend: async (cost) => void lent.spent.push(cost),
    keep: async (session) => void lent.kept.push(session),
    async fetch(url, wish = {}): Promise<Answer> {
      lent.asked.push({ url, wish })
      const found = answers.find(([pattern]) => pattern.test(`${wish.method ?? 'GET'} ${url}`))?.[1]
      if (found instanceof Error) throw found
      const { status = 404, headers = {}, body, text } = typeof found === 'function' ? found(wish) : (found ?? {})
      return { status, headers, url, body: Buffer.from(body === undefined ? (text ?? '') : JSON.stringify(body)) }
    },
  }
  return lent
}

/** Times as they stand in a file. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
