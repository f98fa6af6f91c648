import { encode } from 'uqr'

/** The modules of a QR code as one path in a square of `size`, with the quiet zone that readers ask for around it. */
export interface QrCode {
  size: number
  path: string
}

/** Medium error correction: a card that was folded once is still read. */
export function qrOf(text: string): QrCode {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const path = data.map((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`).join('')).join('')
  return { size, path }
}

function runsOf(row: boolean[]): [number, number][] {
  const runs: [number, number][] = []
  row.forEach((dark, x) => {
    if (!dark) return
    const last = runs.at(-1)
    if (last && last[0] + last[1] === x) last[1] += 1
    else runs.push([x, 1])
  })
  return runs
}
