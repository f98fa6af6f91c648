import { startOfDay } from '#room/index.ts'

export const periods = ['1', '7', '30', 'all'] as const
export type Period = (typeof periods)[number]

export function periodOf(url: URL): Period {
  return periods.find((one) => one === url.searchParams.get('days')) ?? '7'
}

/** When a period began: at midnight, today counted as one day. */
export function beganAt(period: Period, now: Date, zone: string): Date | undefined {
  if (period === 'all') return undefined
  return startOfDay(new Date(now.getTime() - (Number(period) - 1) * 24 * 3_600_000), zone)
}
