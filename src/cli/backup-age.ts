import type { Config, Reader } from '#core/index.ts'
import { slices } from '../flow.ts'

/** When the newest backup was made; undefined where none is known of. */
export async function newestBackup(config: Config, reader: Reader): Promise<Date | undefined> {
  const known = await Promise.all(slices.map((slice) => slice.newestBackup?.(config, reader)))
  return known.filter((at) => at !== undefined).sort((a, b) => b.getTime() - a.getTime())[0]
}
