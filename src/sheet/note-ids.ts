import { createHash } from 'node:crypto'

/** Ids of the notes of a form without scripts: they follow from the sheet's, so that the same form sent twice is the same notes. */
export function noteIdsOf(sheetId: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const hex = createHash('sha256').update(`${sheetId} ${at}`).digest('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  })
}
