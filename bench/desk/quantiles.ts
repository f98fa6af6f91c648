export interface Quantiles {
  count: number
  'p50 ms': number
  'p95 ms': number
  'p99 ms': number
  'most ms': number
}

export function quantiles(times: number[]): Quantiles {
  const sorted = Float64Array.from(times).sort()
  const at = (share: number) => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN) * 10) / 10
  return { count: sorted.length, 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'p99 ms': at(0.99), 'most ms': at(1) }
}
