/**
 * The arms of units `from` to `from + count - 1`: in blocks of as many units as there are arms each arm stands once, in a drawn order, so that every wording gets
 * its share at every hour and nobody can say which comes next. `begun`: the arms of the block that `from` stands in, as far as they are drawn. `pick`: a random
 * whole number under its argument.
 */
export function drawArms(arms: number, from: number, count: number, begun: readonly number[], pick: (under: number) => number): number[] {
  const drawn: number[] = []
  let left = all(arms).filter((arm) => !begun.includes(arm))
  if (begun.length !== from % arms) throw new RangeError('the block that is begun is given whole')
  while (drawn.length < count) {
    if (left.length === 0) left = all(arms)
    drawn.push(left.splice(pick(left.length), 1)[0]!)
  }
  return drawn
}

const all = (arms: number) => Array.from({ length: arms }, (_, arm) => arm)
