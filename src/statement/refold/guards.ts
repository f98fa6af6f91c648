import { alike, REPRESENTATIVES_BY_HAND, sign, type Signature } from '../fold/index.ts'

/** Texts of one side: its anchors, and the others, the oldest first. */
export interface Camp {
  stands: Signature[]
  others: { number: number; text: string }[]
}

/** Of a loud statement only so many texts are looked at. */
const most = 300

/**
 * Which texts must be anchors of their side as well, so that a copy of each finds its own side nearer than the others: those that are as
 * much like an anchor of another side as one of their own.
 */
export function guards(camps: Camp[]): { number: number; signature: Signature }[][] {
  const stands = camps.map((camp) => [...camp.stands])
  const open = camps.map((camp) => camp.others.slice(0, most).map(({ number, text }) => ({ number, signature: sign(text) })))
  const chosen = camps.map((): { number: number; signature: Signature }[] => [])
  // What is chosen on one side may come near to texts of the other, so that one looks again.
  for (let changed = true; changed; ) {
    changed = false
    for (let side = 0; side < camps.length; side += 1) {
      open[side] = open[side]!.filter((one) => {
        if (stands[side]!.length >= REPRESENTATIVES_BY_HAND || one.signature.keys.length === 0) return false
        const own = nearest(one.signature, stands[side]!)
        const foreign = Math.max(...stands.map((others, other) => (other === side ? 0 : nearest(one.signature, others))))
        if (foreign === 0 || foreign < own) return true
        stands[side]!.push(one.signature)
        chosen[side]!.push(one)
        changed = true
        return false
      })
    }
  }
  return chosen
}

/** Likeness of the nearest that says the same; 0 without one. */
export function nearest(signature: Signature, among: Signature[]): number {
  let best = 0
  for (const other of among) {
    const { together, likeness } = alike(signature, other)
    if (together && likeness > best) best = likeness
  }
  return best
}
