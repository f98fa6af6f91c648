/**
 * What people have put in order themselves, for folding to keep to: statements that were taken out of one another (a family), and
 * statements that were joined. Copies go on joining them; folding itself joins none of them with another.
 */
export class ByHand {
  private readonly settledOnes: Set<number>
  private readonly families = new Map<number, number[]>()

  /** `settled`: all of them; `apart`: pairs of which one was taken out of the other. */
  constructor(settled: Iterable<number>, apart: Iterable<readonly [number, number]>) {
    this.settledOnes = new Set(settled)
    for (const [one, other] of apart) this.unite(one, other)
  }

  /** A person has taken it apart or joined it: folding does not join it with another. */
  settled(statement: number): boolean {
    return this.settledOnes.has(statement)
  }

  /** The families to which some of these statements belong, each once. */
  familiesOf(statements: Iterable<number>): Set<readonly number[]> {
    const families = new Set<readonly number[]>()
    if (this.families.size === 0) return families
    for (const statement of statements) {
      const family = this.families.get(statement)
      if (family) families.add(family)
    }
    return families
  }

  private unite(one: number, other: number): void {
    const [mine, theirs] = [one, other].map((statement) => this.families.get(statement) ?? [statement])
    if (mine!.includes(other)) return
    const family = [...mine!, ...theirs!].sort((a, b) => a - b)
    for (const member of family) this.families.set(member, family)
  }
}
