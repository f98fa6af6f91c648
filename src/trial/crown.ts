import { refuse, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { addVariants, changeVariant, variantsOf, type Variant } from '#variant/index.ts'
import { trialById } from './trial.ts'

/**
 * The wording that won goes on: of wordings from a bank the others are taken out of it; one that was written for the trial is added to the bank named. A person
 * does this, and can put back what was taken out.
 */
export async function crownWinner(house: House, actor: Actor | undefined, campaign: CampaignRef, trialId: string, into: { bankId?: string; language?: string } = {}): Promise<{ added?: Variant; out: number }> {
  const trial = await trialById(house.db, campaign.id, trialId)
  if (trial.state !== 'won' || trial.winner === null) throw refuse('no-winner', 409, 'No wording has won here.', { mend: 'Where there is not enough to tell, choose by your own judgement.' })
  const won = trial.arms[trial.winner]!
  const bankId = into.bankId ?? trial.bankId
  if (!bankId) throw refuse('bank-missing', 422, 'Say which bank of texts it goes into.')
  const added = won.variantId ? undefined : (await addVariants(house, actor, campaign, bankId, [{ language: into.language ?? 'en', text: won.text }]))[0]!
  const lost = new Set(trial.arms.flatMap((arm, place) => (place !== trial.winner && arm.variantId ? [arm.variantId] : [])))
  const inUse = lost.size > 0 && trial.bankId ? (await variantsOf(house.db, campaign.id, trial.bankId)).filter((one) => lost.has(one.id) && one.outAt === null) : []
  for (const { id, version } of inUse) await changeVariant(house, actor, campaign, trial.bankId!, id, { version, out: true })
  return { ...(added ? { added } : {}), out: inUse.length }
}
