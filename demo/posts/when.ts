import { bigDay } from '../campaign.ts'

// Local hours of an ordinary day, and of the day itself: the radio at seven, the walls at ten, the lunch break, the evening.
const ordinary = [2, 1, 1, 1, 1, 3, 8, 14, 14, 12, 12, 13, 16, 14, 11, 11, 12, 14, 18, 22, 24, 19, 11, 5]
const theDay = [6, 3, 2, 1, 2, 5, 16, 42, 55, 62, 88, 96, 104, 92, 78, 74, 80, 90, 98, 92, 84, 60, 36, 16]

const daysBefore = 21
const daysAfter = 3
const localOffset = 5 * 3_600_000
const firstHour = Date.parse(`${bigDay}T00:00:00Z`) - localOffset - daysBefore * 86_400_000
const curve = cumulative()

/** The time at which a part (0 to 1) of all posts has been written: three quiet weeks, one loud day, an echo. */
export function timeAt(part: number): number {
  let low = 0
  let high = curve.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (curve[middle]! < part) low = middle + 1
    else high = middle
  }
  const before = low === 0 ? 0 : curve[low - 1]!
  return firstHour + (low + (part - before) / (curve[low]! - before)) * 3_600_000
}

function cumulative(): number[] {
  const hours: number[] = []
  for (let day = -daysBefore; day <= daysAfter; day++) {
    const weight = day === 0 ? 72 : day > 0 ? [6, 2.5, 1][day - 1]! : 0.25 + 1.6 * ((day + daysBefore) / daysBefore) ** 2.5
    const shape = day === 0 ? theDay : ordinary
    const total = shape.reduce((sum, hour) => sum + hour, 0)
    for (const hour of shape) hours.push((weight * hour) / total)
  }
  const total = hours.reduce((sum, hour) => sum + hour, 0)
  let sum = 0
  return hours.map((hour) => (sum += hour) / total)
}
