const days = 5
/** Of each day, how much arrives: the second is the day of the vote. */
const weightOfDay = [0.5, 2, 1.2, 0.8, 0.5]
/** Of each hour, from midnight. */
const weightOfHour = [0.3, 0.2, 0.15, 0.15, 0.3, 0.8, 1.6, 2, 2, 1.8, 1.6, 1.5, 1.4, 1.4, 1.4, 1.5, 1.7, 1.9, 1.8, 1.5, 1.2, 0.9, 0.6, 0.4]

/** Reports of each minute, with the unevenness of real ones: one minute in fifty brings six times as many. */
export function minutesOf(reports: number, seed: number): number[] {
  const draw = drawer(seed)
  const weights = Array.from({ length: days * 1_440 }, (_, at) => weightOfDay[Math.floor(at / 1_440)]! * weightOfHour[Math.floor(at / 60) % 24]! * (draw() < 0.02 ? 6 : 0.5 + draw()))
  const all = weights.reduce((sum, one) => sum + one, 0)
  let given = 0
  let due = 0
  return weights.map((weight) => {
    due += (weight / all) * reports
    const now = Math.round(due) - given
    given += now
    return now
  })
}

/** Three shifts of eight hours; half of all work by day, a third in the evening, the rest at night. Twenty minutes of each hour are no work. */
export function isOnShift(person: number, people: number, minuteAt: number): boolean {
  const share = person / people
  const shift = share < 0.5 ? 0 : share < 0.83 ? 1 : 2
  const hour = Math.floor(minuteAt / 60) % 24
  const now = hour >= 6 && hour < 14 ? 0 : hour >= 14 && hour < 22 ? 1 : 2
  return shift === now && (minuteAt + person * 7) % 60 < 40
}

/** Reading and deciding: most within a minute, some take five; on average some 55 seconds. */
export function workSeconds(draw: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
  return Math.min(600, Math.max(6, 40 * Math.exp(0.8 * normal)))
}

export function drawer(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
