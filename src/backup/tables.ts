import type { Reader } from '#core/index.ts'

/** A table as the catalogue has it, without columns that PostgreSQL computes. */
export interface Table {
  name: string
  columns: string[]
}

/**
 * Which tables there are is asked of the catalogue, never listed: what a new slice keeps is in the next backup. What is left out stands
 * here with its reason.
 */
export const leftOut: Record<string, string> = {
  migration: 'written by the program that restores',
  backup: 'a restored house has made no backup yet',
  auth_session: 'whoever was locked out since must not be in again: everybody signs in anew',
  auth_verification: 'runs out within the hour',
  attempt: 'brakes against guessing, of minutes',
  town: 'the towns of the world come with the program, which loads them again',
}

/** What lies in the key file and never in the main one: whole tables. */
export const keyTables = ['author_key', 'target_key']

/** Keys that stand in a column of their row: the main file has the row without them, the key file has them under the row's key. */
export const keyColumns: Record<string, { columns: string[]; of: string[] }> = {
  evidence: { columns: ['key'], of: ['campaign_id', 'id'] },
}

export async function tablesOf(reader: Reader): Promise<Table[]> {
  return reader.rows<Table>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     group by c.relname order by c.relname`)
}

export interface Part {
  /** As the member's folder: the table, or table and what of it. */
  name: string
  table: string
  columns: string[]
  /** Of keys that stand beside what they open: the columns by which their row is found. */
  of?: string[]
  select: string
}

/** What goes into which of the two files. */
export function partsOf(tables: Table[]): { main: Part[]; keys: Part[] } {
  const kept = tables.filter(({ name }) => !(name in leftOut))
  return {
    main: kept.filter(({ name }) => !keyTables.includes(name)).map((table) => wholeOf(table, keyColumns[table.name]?.columns ?? [])),
    keys: [
      ...kept.filter(({ name }) => keyTables.includes(name)).map((table) => wholeOf(table, [])),
      ...kept.flatMap(({ name }) => (keyColumns[name] ? [keysIn(name, keyColumns[name])] : [])),
    ],
  }
}

function wholeOf({ name, columns }: Table, without: string[]): Part {
  const kept = columns.filter((column) => !without.includes(column))
  return { name, table: name, columns: kept, select: `select ${listOf(kept)} from ${quoted(name)}` }
}

function keysIn(table: string, { columns, of }: { columns: string[]; of: string[] }): Part {
  const all = [...of, ...columns]
  return { name: `${table}.keys`, table, columns: all, of, select: `select ${listOf(all)} from ${quoted(table)} where ${columns.map((column) => `${quoted(column)} is not null`).join(' or ')}` }
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
export const listOf = (columns: string[]) => columns.map(quoted).join(', ')
