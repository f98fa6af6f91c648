import type { Translate } from '#ui/words.ts'
import type { Mark } from './marks.ts'

/** The numbers of a mark as they stand on the picture; `leader`, where they had to move away from it. */
export interface Label {
  text: string
  leader?: string
  inside?: 'filled' | 'open'
}

/** Numbers that a mark of several incidents names before it says how many more there are. */
const named = 3
/** Where numbers may stand around a mark: first beside it, as one reads, then over and under it, then aslant. */
const around = [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [1, -1], [-1, 1], [-1, -1]] as const
/** Pixels between mark and number; from the second on a line leads from one to the other. */
const distances = [4, 10, 18, 28, 40, 54]

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** What is taken on a picture already: by marks, by their numbers and what leads to them, by names. */
export class Room {
  private readonly taken: Box[]
  private readonly width: number
  private readonly height: number

  constructor(marks: readonly Mark[], width: number, height: number) {
    this.taken = marks.map(boxOf)
    this.width = width
    this.height = height
  }

  /** Takes a place for words around a point if it is free, and on the picture; `from`: a mark from which a line to it crosses nothing. */
  take(x: number, y: number, wide: number, high: number, from?: Mark): boolean {
    const box = { left: x - wide / 2, right: x + wide / 2, top: y - high / 2, bottom: y + high / 2 }
    if (box.left < 0 || box.top < 0 || box.right > this.width || box.bottom > this.height) return false
    if (this.taken.some((t) => meet(t, box))) return false
    const line = from ? dotsTo(from, box) : []
    const own = from && boxOf(from)
    if (own && line.some((dot) => this.taken.some((t) => meet(t, dot) && !same(t, own)))) return false
    this.taken.push(box, ...line)
    return true
  }
}

function boxOf({ x, y, r }: Mark): Box {
  return { left: x - r, top: y - r, right: x + r, bottom: y + r }
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top
}

function same(a: Box, b: Box): boolean {
  return a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom
}

/** What a line from the edge of a mark to that of a box lies upon, as little boxes. */
function dotsTo({ x, y, r }: Mark, box: Box): Box[] {
  const [toX, toY] = nearest(box, x, y)
  const long = Math.hypot(toX - x, toY - y)
  const dots: Box[] = []
  for (let at = r + 1; at < long - 1; at += 3) {
    const [dotX, dotY] = [x + (toX - x) * at / long, y + (toY - y) * at / long]
    dots.push({ left: dotX - 1, right: dotX + 1, top: dotY - 1, bottom: dotY + 1 })
  }
  return dots
}

/** The point of a box that is nearest to another. */
function nearest(box: Box, x: number, y: number): [x: number, y: number] {
  return [Math.max(box.left, Math.min(box.right, x)), Math.max(box.top, Math.min(box.bottom, y))]
}

/**
 * The numbers of all marks, none over another or over a mark: inside a mark when it has room, else where nothing stands yet, the nearest place first. Where
 * all is full a number is left out; the list has it.
 */
export function labelsOf(marks: readonly Mark[], t: Translate, size: number, room: Room): Label[] {
  const inside = marks.map((mark) => within(mark, said(mark, t), size))
  return marks.flatMap((mark, i) => inside[i] ?? beside(mark, said(mark, t), size, room) ?? [])
}

function said({ numbers, count }: Mark, t: Translate): string {
  if (numbers.length === 0) return `\u00d7${t.number(count)}`
  const first = numbers.slice(0, named).map((number) => t.number(number)).join(', ')
  return numbers.length > named ? `${first} +${t.number(numbers.length - named)}` : first
}

function within({ x, y, r, verification }: Mark, words: string, size: number): Label | undefined {
  if (verification === 'corroborated' || r < 10 || r * 2 <= wide(words, size) + 6) return undefined
  return { text: `<text x="${x}" y="${tenth(y + size * 0.35)}">${words}</text>`, inside: verification === 'verified' ? 'filled' : 'open' }
}

function beside(mark: Mark, words: string, size: number, room: Room): Label | undefined {
  return placed(mark, words, size, room, true) ?? placed(mark, words, size, room, false)
}

/** `clear`: a line from the mark to its numbers crosses nothing. */
function placed(mark: Mark, words: string, size: number, room: Room, clear: boolean): Label | undefined {
  const half = wide(words, size) / 2
  for (const [i, distance] of distances.entries()) {
    for (const [right, down] of around) {
      const away = (mark.r + distance) * (right && down ? 0.7 : 1)
      const x = mark.x + right * (away + half)
      const y = mark.y + down * (away + size / 2)
      if (!room.take(x, y, half * 2 + 2, size, clear && i > 0 ? mark : undefined)) continue
      const text = `<text x="${tenth(x)}" y="${tenth(y + size * 0.35)}">${words}</text>`
      return i === 0 ? { text } : { text, leader: leader(mark, x, y, half, size) }
    }
  }
  return undefined
}

/** From the middle of the mark, which is drawn over it, to the edge of the words. */
function leader(mark: Mark, x: number, y: number, half: number, size: number): string {
  const [toX, toY] = nearest({ left: x - half, right: x + half, top: y - size / 2, bottom: y + size / 2 }, mark.x, mark.y)
  return `<path d="M${mark.x} ${mark.y}L${tenth(toX)} ${tenth(toY)}"/>`
}

/** About: a digit is nearly twice as wide as a comma or a space. */
function wide(words: string, size: number): number {
  return [...words].reduce((sum, sign) => sum + (sign === ',' || sign === ' ' ? 0.32 : 0.62), 0) * size
}

export function tenth(n: number): number {
  return Math.round(n * 10) / 10
}
