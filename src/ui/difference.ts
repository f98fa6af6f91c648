/** A stretch of a copy beside the wording it is compared with. */
export interface Stretch {
  /** `same` as the base; `changed` or added; `missing`: what the base has and the copy lacks; `elided`: sameness cut short. */
  kind: 'same' | 'changed' | 'missing' | 'elided'
  text: string
}

export interface Difference {
  stretches: Stretch[]
  /** The copy ends where somebody's machine cut it. */
  cut: boolean
  /** Share of the copy's words that it has in common with the base, 0 to 1. */
  shared: number
}

/** Words of sameness that stay readable after and before a change. */
const keepAfter = 8
const keepBefore = 5
/** Longer texts are compared by their first words: the table below grows with the square. */
const longest = 600

/** What a copy says differently, word by word; sameness in between is shortened unless `whole`. */
export function difference(base: string, copy: string, { whole = false } = {}): Difference {
  const before = split(base)
  const after = split(withoutEllipsis(copy))
  const cut = isCutHead(before, after)
  const pairs = commonWords(before, after, cut)
  const stretches = stretchesOf(before, after, pairs)
  if (cut && stretches.at(-1)?.kind === 'missing') stretches.pop()
  return {
    stretches: whole ? stretches : shorten(stretches),
    cut,
    shared: after.length ? pairs.length / after.length : 1,
  }
}

function split(text: string): string[] {
  return text.trim().split(/\s+/u).filter(Boolean).slice(0, longest)
}

function withoutEllipsis(text: string): string {
  return text.trim().replace(/\s*(\u2026|\.{3,})$/u, '')
}

/** What is compared: neither case nor the punctuation around a word makes it another word. */
function core(word: string): string {
  return word.normalize('NFKC').toLowerCase().replace(/^[\p{P}\p{S}]+(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])[\p{P}\p{S}]+$/gu, '')
}

function isCutHead(before: string[], after: string[]): boolean {
  const last = after.length - 1
  if (last < 3 || after.length > before.length) return false
  if (!after.slice(0, last).every((word, index) => core(word) === core(before[index]!))) return false
  const [ending, whole] = [core(after[last]!), core(before[last]!)]
  return whole.startsWith(ending) && (ending !== whole || after.length < before.length)
}

/** The longest common run of words, as pairs of places. */
function commonWords(before: string[], after: string[], cut: boolean): [number, number][] {
  if (cut) return after.map((_, index) => [index, index])
  const [one, other] = [before.map(core), after.map(core)]
  const width = other.length + 1
  const lengths = new Uint16Array((one.length + 1) * width)
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        one[i] === other[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
    }
  }
  const pairs: [number, number][] = []
  let [i, j] = [0, 0]
  while (i < one.length && j < other.length) {
    if (one[i] === other[j]) pairs.push([i++, j++])
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++
    else j++
  }
  return pairs
}

function stretchesOf(before: string[], after: string[], pairs: [number, number][]): Stretch[] {
  const stretches: Stretch[] = []
  const add = (kind: Stretch['kind'], words: string[]) => {
    if (!words.length) return
    const last = stretches.at(-1)
    if (last?.kind === kind) last.text += ` ${words.join(' ')}`
    else stretches.push({ kind, text: words.join(' ') })
  }
  let [i, j] = [0, 0]
  for (const [atBefore, atAfter] of [...pairs, [before.length, after.length] as [number, number]]) {
    const changed = after.slice(j, atAfter)
    if (changed.length) add('changed', changed)
    else add('missing', before.slice(i, atBefore))
    if (atAfter < after.length) add('same', [after[atAfter]!])
    ;[i, j] = [atBefore + 1, atAfter + 1]
  }
  return stretches
}

function shorten(stretches: Stretch[]): Stretch[] {
  if (stretches.length < 2) return stretches
  return stretches.flatMap((stretch, index) => {
    if (stretch.kind !== 'same') return [stretch]
    const words = stretch.text.split(' ')
    const head = index === 0 ? 0 : keepAfter
    const tail = index === stretches.length - 1 ? 0 : keepBefore
    if (words.length <= head + tail + 2) return [stretch]
    const same = (part: string[]): Stretch[] => (part.length ? [{ kind: 'same', text: part.join(' ') }] : [])
    return [...same(words.slice(0, head)), { kind: 'elided', text: '\u2026' }, ...same(words.slice(words.length - tail))]
  })
}
