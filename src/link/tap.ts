import type { House } from '#core/index.ts'
import type { Device } from './device.ts'

/** Taps are counted in pieces of this length: fine enough for a burst, too coarse to tell who it was. */
const tapMinutes = 5
const piece = tapMinutes * 60_000
/** What was counted is written this often: a million taps an hour are then two writes a second. A process that is killed loses this much. */
const writtenEvery = 500

/** Counts of one house that are not written yet. */
class Taps {
  readonly #house: House
  #counts = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(house: House) {
    this.#house = house
  }

  add(campaignId: string, code: string, device: Device, now: Date): void {
    const key = `${campaignId} ${code} ${Math.floor(now.getTime() / piece) * piece} ${device}`
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    this.#timer ??= setTimeout(() => void this.write().catch((error: Error) => this.#house.log.error({ error: error.stack }, 'taps could not be written; they are written later')), writtenEvery).unref()
  }

  /** Writes what is counted. What could not be written is counted on. */
  async write(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.catch(() => {}).then(async () => {
      const counts = this.#counts
      this.#counts = new Map()
      for (const [campaignId, rows] of byCampaign(counts)) {
        try {
          await this.#house.db.transact((t) => t.run(
            `insert into short_link_tap as l (campaign_id, code, at, device, taps)
             select $1, given.code, given.at, given.device, given.taps from unnest($2::text[], $3::timestamptz[], $4::text[], $5::int[]) as given (code, at, device, taps)
             on conflict (campaign_id, code, at, device) do update set taps = l.taps + excluded.taps`,
            [campaignId, rows.map((row) => row.code), rows.map((row) => row.at), rows.map((row) => row.device), rows.map((row) => row.taps)],
          ))
        } catch (error) {
          for (const { key, taps } of rows) this.#counts.set(key, (this.#counts.get(key) ?? 0) + taps)
          throw error
        }
      }
    })
    return this.#writing
  }
}

interface Row {
  key: string
  code: string
  at: Date
  device: string
  taps: number
}

/** In one order everywhere: two processes that write the same rows wait for each other and never die of a deadlock. */
function byCampaign(counts: Map<string, number>): Map<string, Row[]> {
  const campaigns = new Map<string, Row[]>()
  for (const [key, taps] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [campaignId, code, at, device] = key.split(' ') as [string, string, string, string]
    const row = { key, code, at: new Date(Number(at)), device, taps }
    const rows = campaigns.get(campaignId)
    if (rows) rows.push(row)
    else campaigns.set(campaignId, [row])
  }
  return campaigns
}

const houses = new WeakMap<House, Taps>()

function tapsOf(house: House): Taps {
  let taps = houses.get(house)
  if (!taps) houses.set(house, (taps = new Taps(house)))
  return taps
}

/** Counts one tap: that it was, where and on what kind of device; nothing of who it was. */
export function countTap(house: House, campaignId: string, code: string, device: Device): void {
  tapsOf(house).add(campaignId, code, device, house.clock.now())
}

/** Writes what was counted so far; when the server stops, and before figures are read in a test. */
export function writeTaps(house: House): Promise<void> {
  return tapsOf(house).write()
}
