/**
 * Whether the cells bear out what a header promises. A guess that is wrong would cost posts: two reports with the same
 * "number" count as one, and a "channel" that says Facebook is refused. A column that was asked for is not judged.
 */
import { channels } from '../contract.ts'
import type { Target } from './columns.ts'
import { dateColumn } from './dates.ts'
import { degrees, isNothing, yesOrNo } from './cell-values.ts'

// Names that count things as often as they number rows.
const weakIds = /^(number|no|nº|num|numero|número|numéro|serial|reference|référence|referencia|folio|رقم|الرقم)$/i

export function plausible(target: Target, name: string, cells: string[]): boolean {
  const filled = cells.filter((cell) => !isNothing(cell)).map((cell) => cell.trim())
  if (filled.length === 0) return true
  const most = (fits: (cell: string) => boolean) => filled.filter(fits).length >= filled.length / 2
  switch (target) {
    case 'externalId':
      return !weakIds.test(name.trim()) || new Set(filled).size === filled.length
    case 'postedAt': {
      const { read } = dateColumn(filled)
      return most((cell) => read(cell) !== undefined)
    }
    case 'place.lat':
      return most((cell) => Math.abs(degrees(cell) ?? 999) <= 90)
    case 'place.lon':
      return most((cell) => Math.abs(degrees(cell) ?? 999) <= 180)
    case 'channel':
      return most((cell) => (channels as readonly string[]).includes(cell.toLowerCase()))
    case 'knows':
      return most((cell) => /^(lived|saw|heard)$/i.test(cell))
    case 'contact.email':
      return most((cell) => /^[^\s@]+@[^\s@]+$/.test(cell))
    case 'consent.quote':
    case 'consent.name':
    case 'consent.passOn':
    case 'consent.write':
      return most((cell) => yesOrNo(cell) !== undefined)
    default:
      return true
  }
}
