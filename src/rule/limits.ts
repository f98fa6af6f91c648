import { notify, refuse, type House, type Reader } from '#core/index.ts'
import { waitForFolding } from '#statement/index.ts'
import { rulesChanged, usualLimits, type Limits } from './current.ts'

/** From when on a campaign takes what comes from one source for a flood. */
export async function limitsOf(reader: Reader, campaignId: string): Promise<Limits> {
  return (await reader.row<Limits>(`select minutes, sender, link, template from rule_setting where campaign_id = $1`, [campaignId])) ?? usualLimits
}

export async function setLimits(house: House, campaignId: string, limits: Partial<Limits>): Promise<Limits> {
  return house.db.transact(async (t) => {
    await waitForFolding(t, campaignId)
    const next = { ...(await limitsOf(t, campaignId)), ...limits }
    const { minutes, ...counts } = next
    if (!whole(minutes, 1, 1_440)) throw refuse('limits-wrong', 422, 'The span is 1 to 1,440 minutes.')
    // Fewer than five would take a person who has much to say for a machine.
    if (Object.values(counts).some((count) => count !== 0 && !whole(count, 5, 100_000))) throw refuse('limits-wrong', 422, 'A limit is 5 to 100,000, or 0 for never.')
    await rulesChanged(t, campaignId)
    await t.run(`update rule_setting set minutes = $2, sender = $3, link = $4, template = $5 where campaign_id = $1`, [campaignId, minutes, next.sender, next.link, next.template])
    await notify(t, campaignId, { kind: 'rule' })
    return next
  })
}

const whole = (value: number, least: number, most: number) => Number.isInteger(value) && value >= least && value <= most
