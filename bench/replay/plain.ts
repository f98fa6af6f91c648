import { drawer, isOnShift, workSeconds } from './people.ts'

/** The same days and people where every report is read by itself, the oldest first: what folding saves. In minutes, as text. */
export function withoutFolding(arriving: number[], people: number, seed: number): { median: string; p95: string; longest: string } {
  const draw = drawer(seed)
  const free = new Array<number>(people).fill(0)
  const queue: number[] = []
  const waits: number[] = []
  let head = 0
  for (let at = 0; at < arriving.length + 30 * 1_440 && (at < arriving.length || head < queue.length); at++) {
    for (let count = arriving[at] ?? 0; count > 0; count--) queue.push(at * 60)
    for (let person = 0; person < people; person++) {
      if (!isOnShift(person, people, at)) continue
      for (let now = Math.max(free[person]!, at * 60); now < (at + 1) * 60 && head < queue.length; now = free[person]!) {
        free[person] = now + workSeconds(draw)
        waits.push(free[person]! - queue[head++]!)
      }
    }
  }
  waits.sort((a, b) => a - b)
  const time = (share: number) => `${(waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]! / 60).toFixed(1)} min`
  return { median: time(0.5), p95: time(0.95), longest: time(1) }
}
