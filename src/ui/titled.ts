import type { Translate } from './speak.ts'

/** Columns of a list with the names that people of a language give them. */
export function titled<C extends { name: string; title?: string }>(t: Translate, columns: readonly C[]): C[] {
  return columns.map((column) => {
    const key = `table.column.${column.name}`
    return t.has(key) ? { ...column, title: t(key) } : column
  })
}
