import { alikePairs, cutPairs } from './pairs.ts'
import { isCutOf, jaccard, numbersDiffer, plain, shinglesOf, type Plain } from './plain.ts'

export interface Finding {
  kind: 'split' | 'split-cut' | 'wrong' | 'number'
  likeness: number
  a: string
  b: string
}

export interface Judgement {
  texts: number
  statements: number
  mustBeTogether: number
  recall: number
  cutCopies: number
  cutRecall: number
  together: number
  precision: number
  numberLookAlikes: number
  numberLookAlikesFolded: number
  identicalSplit: number
  findings: Finding[]
}

/**
 * Judges a folding by comparing all pairs of distinct texts with its own code. `statements[i]` names the statement of
 * `texts[i]`.
 */
export function judge(texts: string[], statements: (number | string)[]): Judgement {
  const firstOf = new Map<string, number>()
  const distinct: Plain[] = []
  const statementOf: (number | string)[] = []
  let identicalSplit = 0
  texts.forEach((text, i) => {
    const known = firstOf.get(text)
    if (known !== undefined) {
      if (statementOf[known] !== statements[i]) identicalSplit += 1
      return
    }
    firstOf.set(text, distinct.length)
    distinct.push(plain(text))
    statementOf.push(statements[i]!)
  })
  const findings: Finding[] = []
  const note = (kind: Finding['kind'], i: number, j: number, likeness: number): void => {
    findings.push({ kind, likeness, a: distinct[i]!.raw, b: distinct[j]!.raw })
  }

  const must = new Set<number>()
  let lookAlikes = 0
  let lookAlikesFolded = 0
  const pairId = (i: number, j: number): number => Math.min(i, j) * distinct.length + Math.max(i, j)
  for (const [i, j, likeness] of alikePairs(distinct, 0.85)) {
    const a = distinct[i]!
    const b = distinct[j]!
    if (!a.judged || !b.judged) continue
    const cut = isCutOf(a, b) || isCutOf(b, a)
    if (!cut && numbersDiffer(a, b)) {
      lookAlikes += 1
      if (statementOf[i] === statementOf[j]) {
        lookAlikesFolded += 1
        note('number', i, j, likeness)
      }
    } else if (cut || a.negated === b.negated) {
      must.add(pairId(i, j))
      if (statementOf[i] !== statementOf[j]) note('split', i, j, likeness)
    }
  }
  const cuts = new Set<number>()
  for (const [i, j] of cutPairs(distinct)) {
    const id = pairId(i, j)
    if (cuts.has(id)) continue
    cuts.add(id)
    if (statementOf[i] === statementOf[j]) continue
    note('split-cut', i, j, jaccard(distinct[i]!.shingles, distinct[j]!.shingles))
  }
  const all = new Set([...must, ...cuts])
  const kept = (pairs: Set<number>): number => {
    let count = 0
    for (const id of pairs) if (statementOf[Math.floor(id / distinct.length)] === statementOf[id % distinct.length]) count += 1
    return count
  }

  const members = new Map<number | string, number[]>()
  statementOf.forEach((statement, i) => {
    const list = members.get(statement)
    if (list) list.push(i)
    else members.set(statement, [i])
  })
  let together = 0
  let wrong = 0
  for (const list of members.values()) {
    for (let x = 0; x < list.length; x += 1) {
      for (let y = x + 1; y < list.length; y += 1) {
        together += 1
        const likeness = forbidden(distinct[list[x]!]!, distinct[list[y]!]!)
        if (likeness === undefined) continue
        wrong += 1
        note('wrong', list[x]!, list[y]!, likeness)
      }
    }
  }
  return {
    texts: texts.length,
    statements: members.size,
    mustBeTogether: all.size,
    recall: share(kept(all), all.size),
    cutCopies: cuts.size,
    cutRecall: share(kept(cuts), cuts.size),
    together,
    precision: share(together - wrong, together),
    numberLookAlikes: lookAlikes,
    numberLookAlikesFolded: lookAlikesFolded,
    identicalSplit,
    findings,
  }
}

/** The similarity of two texts that must not be together, or undefined if they may. */
function forbidden(a: Plain, b: Plain): number | undefined {
  const likeness = jaccard(a.shingles, b.shingles)
  if (a.text === b.text) return undefined
  if (!a.judged || !b.judged) return likeness < 0.85 ? likeness : undefined
  if (likeness >= 0.4 || isCutOf(a, b) || isCutOf(b, a)) return undefined
  return jaccard(shinglesOf(a.withoutHashtags), shinglesOf(b.withoutHashtags)) < 0.4 ? likeness : undefined
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
