import type { Actor, House } from '#core/index.ts'
import { nameOf } from './account.ts'

/** A person changes how others see them and which languages they work in. The e-mail address stays: it is what they sign in with. */
export async function changeProfile(house: House, actor: Actor, change: { name?: string | undefined; languages?: string[] | undefined }): Promise<void> {
  const name = change.name === undefined ? actor.person.name : nameOf(change.name)
  const languages = change.languages ?? actor.person.languages
  await house.db.transact(async (t) => {
    await t.run('update person set name = $2, languages = $3 where id = $1', [actor.person.id, name, languages])
    await t.run('update auth_user set name = $2, updated_at = $3 where id = $1', [actor.person.id, name, house.clock.now()])
  })
}
