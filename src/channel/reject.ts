/** Why an item was not taken: a closed list of codes for programs, and a sentence for people. */
import type { z } from 'zod'

/** Why an item was not taken. `code` is stable, `detail` is for people. */
export interface Reject {
  code: RejectCode
  detail: string
}

export type RejectCode =
  | 'missing'
  | 'empty'
  | 'too-long'
  | 'too-many'
  | 'wrong-type'
  | 'unknown-value'
  | 'out-of-range'
  | 'not-a-date'
  | 'not-a-link'
  | 'not-an-address'
  | 'nul'
  | 'half-a-place'
  | FileRejectCode

/** Reasons that only a file can give. */
export type FileRejectCode = 'not-json' | 'unknown-form' | 'cells' | 'quotes' | 'cut-off' | 'record-too-long' | 'not-public'

/** The first thing that is wrong, as a sentence that begins with the name of the field. */
export function inWords(issue: z.core.$ZodIssue, item: unknown): Reject {
  const field = issue.path.join('.') || 'the item'
  const found = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    item,
  )
  switch (issue.code) {
    case 'invalid_type':
      if (found === undefined) return { code: 'missing', detail: `${field} is missing` }
      return {
        code: 'wrong-type',
        detail: `${field} is ${kindOf(found)}; it has to be ${wanted[issue.expected] ?? issue.expected}`,
      }
    case 'invalid_value':
      if (found === undefined) return { code: 'missing', detail: `${field} is missing` }
      return {
        code: 'unknown-value',
        detail: `${field} is ${shown(found)}; it has to be one of ${issue.values.join(', ')}`,
      }
    case 'too_big':
      if (issue.origin === 'string')
        return {
          code: 'too-long',
          detail: `${field} has ${(found as string).length} characters; at most ${issue.maximum} are taken`,
        }
      if (issue.origin === 'array')
        return {
          code: 'too-many',
          detail: `${field} has ${(found as unknown[]).length} entries; at most ${issue.maximum} are taken`,
        }
      return { code: 'out-of-range', detail: `${field} is ${shown(found)}; at most ${issue.maximum} is possible` }
    case 'too_small':
      return { code: 'out-of-range', detail: `${field} is ${shown(found)}; at least ${issue.minimum} is possible` }
    case 'custom': {
      const code = (issue.params as { code: RejectCode }).code
      return {
        code,
        detail:
          code === 'not-a-date'
            ? `${field} is not a date: ${shown(found)} should look like 2026-03-14T09:30:00Z`
            : `${field} ${issue.message}`,
      }
    }
    default:
      return { code: 'unknown-value', detail: `${field} ${issue.message}` }
  }
}

const wanted: Record<string, string> = {
  string: 'a text in quotes',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return (
    { string: 'a text', number: 'a number', boolean: 'true or false', object: 'an object' }[typeof value as string] ??
    'something else'
  )
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}
