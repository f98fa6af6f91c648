/*
 * Counts votes for numbers and names those with the most: an open table that is used again for each text, since a Map of five hundred
 * candidates and its sorting took longer than all comparing.
 */
const PLACES = 4096
const numbers = new Float64Array(PLACES)
const votes = new Int32Array(PLACES)
const taken = new Int32Array(PLACES)
let count = 0

export function clearVotes(): void {
  for (let i = 0; i < count; i += 1) votes[taken[i]!] = 0
  count = 0
}

/** At most half of the places are ever taken: a text has 13 keys, and under each stand few more than 20 numbers. */
export function vote(number: number, weight: number): void {
  let place = Math.imul(number | 0, 0x9e3779b1) >>> 20
  while (votes[place] !== 0 && numbers[place] !== number) place = (place + 1) & (PLACES - 1)
  if (votes[place] === 0) {
    if (count > PLACES / 2) return
    numbers[place] = number
    taken[count++] = place
  }
  votes[place]! += weight
}

const bestVotes = new Int32Array(64)

/** Those with the most votes, among equals the smaller number first; `most`: up to 64. */
export function mostVoted(most: number): number[] {
  const best: number[] = []
  for (let i = 0; i < count; i += 1) {
    const number = numbers[taken[i]!]!
    const given = votes[taken[i]!]!
    let at = best.length
    if (at < most) best.push(number)
    else if (before(given, number, bestVotes[at - 1]!, best[at - 1]!)) at -= 1
    else continue
    while (at > 0 && before(given, number, bestVotes[at - 1]!, best[at - 1]!)) {
      best[at] = best[at - 1]!
      bestVotes[at] = bestVotes[at - 1]!
      at -= 1
    }
    best[at] = number
    bestVotes[at] = given
  }
  return best
}

function before(votes: number, number: number, otherVotes: number, other: number): boolean {
  return votes > otherVotes || (votes === otherVotes && number < other)
}
