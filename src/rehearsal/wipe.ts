import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse, sqlState, type House, type Reader } from '#core/index.ts'
import { removeCopy } from '#campaign/index.ts'

/** Rows of one step: none of them holds its locks for long. */
const stepRows = 5_000
const mostRounds = 6
const foreignKeyViolation = '23503'

/**
 * Takes a copy out of every table that knows campaigns, whichever slice it belongs to and whatever slices come: the tables are read from the
 * catalogue, what points to others goes first, each in steps of its own. Only a copy: a campaign itself is never wiped.
 */
export async function wipe(house: House, copyId: string): Promise<void> {
  const row = await house.db.row<{ rehearses: string | null }>('select rehearses from campaign where id = $1', [copyId])
  if (row && row.rehearses === null) throw refuse('not-a-copy', 500, 'Only the copy of a rehearsal is wiped.')
  if (!row) return
  const tables = await tablesInOrder(house.db)
  // Where tables point to each other in a ring, or somebody still writes, a round leaves something for the next.
  for (let round = 0; round < mostRounds; round++) {
    let held = false
    for (const table of tables) held = !(await emptyTable(house, table, copyId)) || held
    if (!held) break
  }
  for (const folder of ['dossiers', 'imports']) await rm(join(house.dataDir, folder, copyId), { recursive: true, force: true })
  await house.db.transact((t) => removeCopy(t, copyId))
}

interface Table {
  name: string
  key: string[]
  /** It points to itself: only all of it at once goes. */
  whole: boolean
}

/** All tables with a campaign, those that point to others before what they point to. */
async function tablesInOrder(reader: Reader): Promise<Table[]> {
  const tables = await reader.rows<Table>(
    `select c.relname as name, exists (select from pg_constraint s where s.contype = 'f' and s.conrelid = c.oid and s.confrelid = c.oid) as whole,
       (select array_agg(a.attname::text order by k.place) from pg_constraint p, unnest(p.conkey) with ordinality as k (number, place)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number where p.conrelid = c.oid and p.contype = 'p') as key
     from pg_class c join pg_attribute m on m.attrelid = c.oid and m.attname = 'campaign_id' and not m.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  )
  const points = await reader.rows<{ from: string; to: string }>(
    `select c.relname as "from", f.relname as "to" from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
     where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and c.oid <> f.oid`,
  )
  const left = new Map(tables.map((table) => [table.name, table]))
  const order: Table[] = []
  while (left.size > 0) {
    const free = [...left.values()].filter(({ name }) => !points.some((one) => one.to === name && left.has(one.from)))
    // A ring: any of it, and another round.
    for (const table of free.length > 0 ? free : [...left.values()].slice(0, 1)) {
      order.push(table)
      left.delete(table.name)
    }
  }
  return order
}

/** Whether nothing of the copy is left in a table. */
async function emptyTable(house: House, { name, key, whole }: Table, copyId: string): Promise<boolean> {
  const columns = (key ?? []).map((column) => `"${column}"`).join(', ')
  const some = whole || columns === '' ? '' : ` and (${columns}) in (select ${columns} from "${name}" where campaign_id = $1 limit ${stepRows})`
  try {
    for (;;) {
      const gone = await house.db.transact((t) => t.run(`delete from "${name}" where campaign_id = $1${some}`, [copyId]))
      if (gone < stepRows || some === '') return true
    }
  } catch (error) {
    if (sqlState(error) === foreignKeyViolation) return false
    throw error
  }
}
