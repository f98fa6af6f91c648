/** Texts that nobody takes for copies of each other: words of a made-up language, drawn by a fixed seed. */
export function statementTexts(count: number, seed: number): string[] {
  let state = seed >>> 0
  const draw = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const syllables = ['ka', 'lo', 'mi', 'ter', 'von', 'sa', 'ru', 'bel', 'qui', 'dor', 'fen', 'gal', 'hes', 'jin', 'pol', 'wex']
  const word = () => Array.from({ length: 2 + draw(3) }, () => syllables[draw(syllables.length)]).join('')
  return Array.from({ length: count }, () => Array.from({ length: 10 + draw(12) }, word).join(' '))
}
