import { join } from 'node:path'
import { mkdir } from 'node:fs/promises'
import type { Campaign } from '#campaign/index.ts'
import { isRefusal, uuid7, type House } from '#core/index.ts'
import { makeDossiers, type Language } from '#deliver/index.ts'

/** How far the making in this process is. What is made stands in the database; only the progress would be lost with the process. */
export interface Making {
  made: number
  of: number
  done: boolean
  failed?: { code: string; message: string; mend?: string | undefined } | undefined
}

const underWay = new Map<string, Making>()

export function makingOf(campaignId: string): Making | undefined {
  return underWay.get(campaignId)
}

/** Begins to make dossiers and does not wait. A second wish while one is under way changes nothing. */
export function beginMaking(house: House, campaign: Campaign, wish: { institution?: string; language?: Language; of: number }): void {
  if (underWay.get(campaign.id)?.done === false) return
  const making: Making = { made: 0, of: wish.of, done: false }
  underWay.set(campaign.id, making)
  void make(house, campaign, wish, making)
}

/** A folder of its own each time: an edition that was handed over is not touched again. */
export const dossierFolder = (house: Pick<House, 'dataDir'>, campaignId: string) => join(house.dataDir, 'dossiers', campaignId)

async function make(house: House, campaign: Campaign, { institution, language }: { institution?: string; language?: Language }, making: Making): Promise<void> {
  try {
    const dir = join(dossierFolder(house, campaign.id), uuid7(house.clock.now()))
    await mkdir(dir, { recursive: true, mode: 0o700 })
    await makeDossiers(house, campaign, {
      dir, ...(institution ? { institution } : {}), ...(language ? { language } : {}), onDone: (made, of) => Object.assign(making, { made, of }),
    })
  } catch (error) {
    if (!isRefusal(error)) house.log.error({ error: (error as Error).stack }, 'dossiers could not be made')
    making.failed = isRefusal(error) ? { code: error.code, message: error.message, mend: error.mend } : { code: 'bug', message: '' }
  } finally {
    making.done = true
  }
}
