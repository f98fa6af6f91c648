import type { Column } from '#core/csv.ts'

/** Columns with the names that people of this language give them. */
export function titled<Row>(t: App.Locals['t'], columns: Column<Row>[]): Column<Row>[] {
  return columns.map((column) => {
    const key = `table.column.${column.name}`
    return t.has(key) ? { ...column, title: t(key) } : column
  })
}
