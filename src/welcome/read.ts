import { refuse, type Actor, type House, type Reader } from '#core/index.ts'
import { notSignedIn } from '#person/index.ts'

/** The screens about which somebody has read what they are for. */
export async function screensRead(reader: Reader, personId: string): Promise<Set<string>> {
  const row = await reader.row<{ screens: string[] }>('select screens from person_read where person_id = $1', [personId])
  return new Set(row?.screens)
}

/** Remembers that somebody has read about a screen. */
export async function readScreen(house: House, actor: Actor | undefined, screen: string): Promise<void> {
  if (!actor) throw notSignedIn()
  if (!/^[a-z][a-z.-]{0,60}$/.test(screen)) throw refuse('no-such-screen', 404, 'There is no such screen.')
  await house.db.transact((t) =>
    t.run(
      `insert into person_read (person_id, screens) values ($1, array[$2])
       on conflict (person_id) do update set screens = person_read.screens || $2
       where not $2 = any(person_read.screens) and cardinality(person_read.screens) < 300`,
      [actor.person.id, screen],
    ),
  )
}
