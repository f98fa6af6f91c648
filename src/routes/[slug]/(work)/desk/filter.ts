import type { Campaign } from '#campaign/index.ts'
import { isRefusal, type Actor, type House } from '#core/index.ts'
import { searchFilter } from '#desk/index.ts'
import type { StatementFilter } from '#statement/index.ts'
import type { Asked } from './asked.ts'

/** What the sentence of the queue and its search ask for, apart from the tab. An area that is not there asks for nothing. */
export async function filterOf(house: House, campaign: Campaign, actor: Actor, { area, language, channel, q }: Asked): Promise<StatementFilter> {
  try {
    return await searchFilter(house, campaign, actor, { about: area, language, channel, q })
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'unknown-issue-area') throw error
    return searchFilter(house, campaign, actor, { language, channel })
  }
}

/** The same, and why it cannot be searched for: then nothing is found, and what was typed stays. */
export async function filterOrFault(house: House, campaign: Campaign, actor: Actor, asked: Asked): Promise<{ filter: StatementFilter; fault?: { part: string } }> {
  try {
    return { filter: await filterOf(house, campaign, actor, asked) }
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'search-wrong') throw error
    return { filter: { states: ['nothing'] }, fault: { part: String(error.extra['part']) } }
  }
}
