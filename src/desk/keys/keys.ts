import { refuse, type Actor, type House, type Reader, type Refusal } from '#core/index.ts'

/** What single keys do on the desk, and by which one at first. Enter is no single key and stays what it is. */
export const firstKeys = {
  down: 'J', up: 'K',
  area1: '1', area2: '2', area3: '3', area4: '4', area5: '5', area6: '6', area7: '7', area8: '8',
  place: 'P', incident: 'I', question: 'Q', alarm: '!', ask: 'B', refer: 'F', hand: 'H', handOn: 'G',
  discard: 'X', same: 'S', like: 'L', takeOut: 'T', note: 'N', aside: 'M', release: 'R', undo: 'U', search: '/', all: '?',
} as const

export type Doing = keyof typeof firstKeys
export const doings = Object.keys(firstKeys) as Doing[]

export interface OwnKeys {
  /** One character each, a Latin letter as its capital; empty: no key does it. */
  keys: Record<Doing, string>
  off: boolean
}

export type KeyChange = { keys?: Partial<Record<Doing, string>> | undefined; off?: boolean | undefined }

export async function keysOf(reader: Reader, personId: string): Promise<OwnKeys> {
  const row = await reader.row<{ keys: Record<string, string>; off: boolean }>(`select keys, off from person_keys where person_id = $1`, [personId])
  // Of a key that an older program knew and this one does not, nothing is left.
  const keys = Object.fromEntries(doings.map((doing) => [doing, row?.keys[doing] ?? firstKeys[doing]])) as OwnKeys['keys']
  return { keys, off: row?.off ?? false }
}

/** Changes some keys of whoever asks, or whether they do anything; refuses a key that does something else already. */
export async function changeKeys(house: House, actor: Actor, { keys, off }: KeyChange): Promise<OwnKeys> {
  return house.db.transact(async (t) => {
    const before = await keysOf(t, actor.person.id)
    const changed = Object.fromEntries(Object.entries(keys ?? {}).map(([doing, key]) => [doing, keyFrom(key ?? '')]))
    const after: OwnKeys = { keys: { ...before.keys, ...changed }, off: off ?? before.off }
    const clash = clashIn(after.keys)
    if (clash) throw keyTaken(clash)
    const own = Object.fromEntries(doings.filter((doing) => after.keys[doing] !== firstKeys[doing]).map((doing) => [doing, after.keys[doing]]))
    await t.run(
      `insert into person_keys (person_id, keys, off, changed_at) values ($1, $2, $3, $4)
       on conflict (person_id) do update set keys = excluded.keys, off = excluded.off, changed_at = excluded.changed_at`,
      [actor.person.id, JSON.stringify(own), after.off, house.clock.now()],
    )
    return after
  })
}

/** All keys as they are at first, and on. */
export async function resetKeys(house: House, actor: Actor): Promise<OwnKeys> {
  return house.db.transact(async (t) => {
    await t.run(`delete from person_keys where person_id = $1`, [actor.person.id])
    return keysOf(t, actor.person.id)
  })
}

/** A Latin letter in any case, or any other sign that one sees; letters of other scripts are pressed by their place and never named. */
function keyFrom(typed: string): string {
  const key = typed.trim().toUpperCase()
  if (key !== '' && !/^(?:[A-Z]|[^\p{L}\p{M}\p{C}\p{Z}])$/u.test(key)) {
    throw refuse('single-key-wrong', 422, 'A single key is one Latin letter, digit or sign.', { mend: 'Press another key, or none.' })
  }
  return key
}

interface Clash {
  key: string
  doings: [Doing, Doing]
}

function clashIn(keys: OwnKeys['keys']): Clash | undefined {
  const by = new Map<string, Doing>()
  for (const doing of doings) {
    const key = keys[doing]
    const other = key === '' ? undefined : by.get(key)
    if (other) return { key, doings: [other, doing] }
    by.set(key, doing)
  }
  return undefined
}

function keyTaken({ key, doings }: Clash): Refusal {
  return refuse('key-taken', 409, `The key ${key} cannot do two things: ${doings.join(' and ')}.`, { mend: 'Give one of them another key first.', extra: { key, doings } })
}
