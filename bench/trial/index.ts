import { drawArms, standing, winsOf } from '#trial/index.ts'

interface Setting {
  name: string
  arms: number
  units: number
  /** Taps of a unit of this arm; `at`: its place, for what changes with the hour. */
  taps(random: () => number, arm: number, at: number): number
}

const bernoulli = (p: number) => (random: () => number) => (random() < p ? 1 : 0)

/** As loud as a day is: quiet hours, a wave in the evening, and a moment in which somebody famous passes it on. */
function wave(at: number): number {
  return 2 + 30 * Math.exp(-(((at % 48) - 40) ** 2) / 18) + (at % 97 === 13 ? 400 : 0)
}

function poisson(random: () => number, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * gauss(random)))
  let [k, left] = [0, Math.exp(-mean)]
  for (let p = random(); p > left; p *= random()) k += 1
  return k
}

function gauss(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

const same: Setting[] = [
  { name: 'two alike, one in ten taps', arms: 2, units: 2_000, taps: bernoulli(0.1) },
  { name: 'two alike, one in fifty taps', arms: 2, units: 2_000, taps: bernoulli(0.02) },
  { name: 'three alike, half tap', arms: 3, units: 1_500, taps: bernoulli(0.5) },
  { name: 'four alike, many taps each', arms: 4, units: 1_200, taps: (random) => poisson(random, 3) },
  { name: 'two alike by half hours of a loud week', arms: 2, units: 336, taps: (random, _arm, at) => poisson(random, wave(at) * (0.5 + random())) },
]

const different: Setting[] = [
  { name: '10 % against 15 %', arms: 2, units: 2_000, taps: (random, arm) => bernoulli(arm === 0 ? 0.1 : 0.15)(random) },
  { name: '10 % against 20 %', arms: 2, units: 2_000, taps: (random, arm) => bernoulli(arm === 0 ? 0.1 : 0.2)(random) },
  { name: 'half again as many in half hours of a loud week', arms: 2, units: 336, taps: (random, arm, at) => poisson(random, wave(at) * (arm === 0 ? 1 : 1.5)) },
]

/**
 * Trials of wordings that are no better than each other, looked at after every block, as nobody should and everybody does: how many name a winner all the same.
 * Beside them, what looking at each step does to the usual test (a two-sided z-test at 5 %) on the same draws, and trials in which one wording is better.
 */
export async function trialBench({ runs }: { runs: number }): Promise<void> {
  console.log(`${runs} trials of each kind, looked at after every block; goal: at most 5 % false winners`)
  console.table(same.map((setting) => summary(setting, runs)))
  console.log('one wording is better:')
  console.table(different.map((setting) => summary(setting, runs)))
}

function summary(setting: Setting, runs: number): Record<string, string | number> {
  let [winners, best, usual, units] = [0, 0, 0, 0]
  for (let run = 0; run < runs; run += 1) {
    const found = one(setting, seeded(run * 7_919 + 1))
    if (found.winner !== undefined) winners += 1
    if (found.winner === 1) best += 1
    if (found.usual) usual += 1
    if (found.winner !== undefined) units += found.units
  }
  const share = (count: number) => `${((100 * count) / runs).toFixed(1)} %`
  return {
    trial: setting.name, 'a winner named': share(winners), 'the second': share(best), 'not enough data': share(runs - winners),
    'units until then': winners > 0 ? Math.round(units / winners) : '', 'usual test, looked at as often': share(usual),
  }
}

function one({ arms, units, taps }: Setting, random: () => number): { winner: number | undefined; units: number; usual: boolean } {
  const pick = (under: number) => Math.floor(random() * under)
  const order = drawArms(arms, 0, units, [], pick)
  const wins = Array.from({ length: arms }, () => new Array<number>(arms).fill(0))
  const [sum, squares] = [new Array<number>(arms).fill(0), new Array<number>(arms).fill(0)]
  let found: { winner: number; units: number } | undefined
  let usual = false
  for (let at = 0; at + arms <= units; at += arms) {
    const block = new Array<number>(arms)
    for (let place = at; place < at + arms; place += 1) {
      const counted = taps(random, order[place]!, place)
      block[order[place]!] = counted
      sum[order[place]!]! += counted
      squares[order[place]!]! += counted * counted
    }
    winsOf(arms, [block]).forEach((row, a) => row.forEach((won, b) => (wins[a]![b]! += won)))
    const { winner } = found ? { winner: undefined } : standing(wins)
    if (winner !== undefined) found = { winner, units: at + arms }
    usual ||= looksDifferent(sum, squares, at / arms + 1)
  }
  return { winner: found?.winner, units: found?.units ?? units, usual }
}

/** mulberry32: neighbouring seeds give streams that have nothing to do with each other. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The first two arms, from the tenth block on. */
function looksDifferent(sum: number[], squares: number[], n: number): boolean {
  if (n < 10) return false
  const mean = (arm: number) => sum[arm]! / n
  const variance = (arm: number) => Math.max(squares[arm]! / n - mean(arm) ** 2, 1e-9) / n
  return Math.abs(mean(0) - mean(1)) / Math.sqrt(variance(0) + variance(1)) > 1.96
}
