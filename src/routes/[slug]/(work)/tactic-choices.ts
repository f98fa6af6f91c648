import type { House } from '#core/index.ts'
import { aimsOf, tacticById, tacticsOf, type Aim, type TacticKind } from '#plan/index.ts'

export interface TacticChoice {
  id: string
  title: string
}

/** The tactics that something may carry out, those of its kind first. One that was dropped is offered only where it is the one already. */
export async function tacticChoices(house: House, campaignId: string, kinds: readonly TacticKind[], chosen?: string | null): Promise<TacticChoice[]> {
  const all = (await tacticsOf(house.db, campaignId)).filter((one) => one.state !== 'dropped' || one.id === chosen)
  const own = (one: { kind: TacticKind }) => kinds.includes(one.kind)
  return [...all.filter(own), ...all.filter((one) => !own(one))].map(({ id, title }) => ({ id, title }))
}

/** The tactic that something carries out, with its aims and how far they are. */
export interface Served {
  tactic: TacticChoice
  aims: Aim[]
}

export async function servedBy(house: House, campaignId: string, tacticId: string | null): Promise<Served | null> {
  const tactic = tacticId ? await tacticById(house.db, campaignId, tacticId) : undefined
  return tactic ? { tactic: { id: tactic.id, title: tactic.title }, aims: await aimsOf(house.db, campaignId, tactic.id) } : null
}
