import type { DayCount } from './dossier.ts'
import type { Speech } from './speech.ts'

/** Bars of posts over time: heights from 0 to 1, and the sentence that says the same. */
export interface Chart {
  heights: number[]
  text: string
  unit: string
  from: string
  to: string
}

const mostBars = 45
const dayMs = 86_400_000

/** A chart of the days given, or none when there is nothing to see in it (fewer than three days). */
export function chartOf(perDay: DayCount[], speech: Speech): Chart | undefined {
  const known = perDay.filter((d) => d.posts > 0).sort((a, b) => a.day < b.day ? -1 : 1)
  if (known.length < 3) return undefined
  const first = Date.parse(known[0]!.day)
  const last = Date.parse(known.at(-1)!.day)
  const days = Math.round((last - first) / dayMs) + 1
  const perBar = Math.ceil(days / mostBars)
  const bars = new Array<number>(Math.ceil(days / perBar)).fill(0)
  for (const { day, posts } of known) {
    const bar = Math.floor((Date.parse(day) - first) / dayMs / perBar)
    bars[bar] = bars[bar]! + posts
  }
  const peak = Math.max(...bars)
  const peakDay = known.reduce((most, d) => d.posts > most.posts ? d : most)
  const unit = speech.counted('postsADay', perBar)
  const from = speech.day(known[0]!.day)
  const to = speech.day(known.at(-1)!.day)
  return {
    heights: bars.map((posts) => posts / peak),
    unit,
    from,
    to,
    text: speech.t('dossier.chart', {
      unit, since: from, until: to, peak: speech.day(peakDay.day), count: speech.figure(peakDay.posts),
    }),
  }
}

/**
 * All bars as one closed outline (x, y pairs from the top left), since one polygon costs a page maker far less than
 * forty rectangles; a bar that is not empty is at least 0.6 high, so that a single voice stays visible. In a page read
 * from the right, time runs from the right.
 */
export function outline(chart: Chart, width: number, height: number, rtl: boolean): number[][] {
  const pitch = width / chart.heights.length
  const gap = Math.min(1.2, pitch * 0.2)
  const heights = rtl ? chart.heights.toReversed() : chart.heights
  const points: number[][] = [[0, height]]
  for (const [i, share] of heights.entries()) {
    if (share === 0) continue
    const top = round(height - Math.max(0.6, share * height))
    const left = round(i * pitch + gap / 2)
    const right = round((i + 1) * pitch - gap / 2)
    points.push([left, height], [left, top], [right, top], [right, height])
  }
  points.push([round(width), height])
  return points
}

function round(n: number): number {
  return Math.round(n * 100) / 100
}
