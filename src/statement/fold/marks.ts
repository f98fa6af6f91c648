/** Small facts about how posts are written that the scan relies on. */

export const HTTP = Int32Array.from('http', (c) => c.charCodeAt(0))
export const HTTPS = Int32Array.from('https', (c) => c.charCodeAt(0))
export const beyondAscii = /[^\x00-\x7f]/

export function endsWith(points: Int32Array, length: number, ending: Int32Array): boolean {
  if (length < ending.length) return false
  for (let i = 0; i < ending.length; i += 1) if (points[length - ending.length + i] !== ending[i]) return false
  return true
}

/** 140 characters were all that a post could hold for ten years, and what did not fit was cut without a mark. */
export function fillsOldPost(length: number): boolean {
  return length === 140 || length === 139
}

export function asciiLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90)
}

export function thousandsMark(point: number): boolean {
  return point === 44 || point === 46 || point === 32 || point === 0x66c || point === 39 || point === 0x2019
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', '#39': "'" }

export function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos|nbsp|#39);/g, (_, name: string) => entities[name]!)
}
