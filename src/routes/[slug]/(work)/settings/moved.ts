/** The list with one of it a place nearer to its beginning or end. */
export function moved<T>(list: readonly T[], one: T, where: unknown): T[] {
  const from = list.indexOf(one)
  const to = where === 'up' ? from - 1 : where === 'down' ? from + 1 : from
  return from < 0 || to < 0 || to >= list.length ? [...list] : list.with(from, list[to]!).with(to, one)
}
