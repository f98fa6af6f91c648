/*
 * How strong the evidence is that one wording does better than another, looked at as often as one likes.
 *
 * Units of a trial (people, or hours of the day) come in blocks, in each of which every wording stands once, in a drawn order. Within a block two
 * wordings are compared: whichever did better wins the pair, equals say nothing. If one is no better than the other, it wins a decided pair with a chance
 * of at most one half, whatever the hour, the day or the people: blocks need not be alike, only the order within them be drawn.
 *
 * Whoever bets on every pair that the first wins, with all chances between one half and one at once (a uniform mixture; H. Robbins, Annals of Mathematical
 * Statistics 41, 1970), owns after s wins and f losses
 *
 *     2 * integral over p from 1/2 to 1 of (2p)^s (2(1-p))^f  =  2^(n+1) B(s+1, f+1) P(Bin(n+1, 1/2) <= s),   n = s + f.
 *
 * Such a fortune, begun with 1, ever reaches 1/a with a chance of at most a if nothing is better (J. Ville, 1939; A. Ramdas et al., Statistical Science 38, 2023).
 * So one may look after each pair and stop when one likes, and no looking makes a winner out of chance.
 */

/** Pairs that were decided. */
export interface Pairs {
  wins: number
  losses: number
}

/** Natural logarithm of what the bettor on the first owns. */
export function logEvidence({ wins, losses }: Pairs): number {
  const n = wins + losses
  return (n + 1) * Math.LN2 + logFactorial(wins) + logFactorial(losses) - logFactorial(n + 1) + logAtMost(n + 1, wins)
}

/** log P(Bin(n, 1/2) <= k), exact: the terms are added from the largest down. */
function logAtMost(n: number, k: number): number {
  if (k >= n) return 0
  // Above the middle the missing part is the smaller sum.
  if (k > n / 2) return Math.log1p(-Math.exp(logSum(n, n - k - 1)))
  return logSum(n, k)
}

/** log of the sum of C(n, i) / 2^n for i from 0 to k, k at most n / 2. */
function logSum(n: number, k: number): number {
  let sum = 0
  for (let i = k, ratio = 1; i >= 0 && ratio > 1e-17 * (1 + sum); i -= 1) {
    sum += ratio
    ratio *= i / (n - i + 1)
  }
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k) - n * Math.LN2 + Math.log(sum)
}

const small = [0, 0]

function logFactorial(n: number): number {
  if (n < 256) {
    for (let i = small.length; i <= n; i += 1) small.push(small[i - 1]! + Math.log(i))
    return small[n]!
  }
  // Stirling's series; the next term is under 1e-15 here.
  const x = n + 1
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5)
}
