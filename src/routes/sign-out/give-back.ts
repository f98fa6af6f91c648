import type { Actor, House } from '#core/index.ts'
import { campaignsOf } from '#campaign/index.ts'
import { releaseAll } from '#desk/index.ts'

/** Whoever signs out keeps nothing back: what they hold waits again. One campaign at a time. */
export async function giveBackHeld(house: House, actor: Actor): Promise<void> {
  for (const campaign of await campaignsOf(house.db, actor)) {
    await house.db.transact((t) => releaseAll(t, campaign.id, actor.person.id))
  }
}
