import type { Arrival, ChannelName } from '#channel/index.ts'

/*
 * Posts for tests of folding: a few hundred things said, each in many versions that were copied from each other with a word
 * changed here and there, so that statements are joined by later posts and chains try to drift.
 */
const words = `water bridge school lamp river road clinic market harbour station teacher driver window roof garden letter
  office winter summer council engineer valley quarter pharmacy bakery library factory ferry tunnel orchard meadow hospital
  broken closed promised repaired empty flooded guarded painted measured refused opened shifted rented sold counted delayed
  since before after under behind between against without toward around quickly slowly never always often twice again`.split(/\s+/)
const channels: ChannelName[] = ['x', 'mastodon', 'sms', 'form', 'paper']

const nouns = words.slice(0, 32)
let pillar: string[] = []

/** Now and then three posts: one thing, the same with two words exchanged (too unlike to join), and what lies between and joins them. */
function bridges(place: number, pick: (list: readonly string[]) => string): string | undefined {
  const step = (place % 50) - 20
  if (step < 0 || step > 2) return undefined
  if (step === 0) pillar = Array.from({ length: 19 }, () => pick(nouns))
  const exchanged = [...pillar]
  if (step > 0) exchanged[6] = 'chimney'
  if (step === 1) exchanged[13] = 'staircase'
  return exchanged.join(' ')
}

export function variants(count: number, seed: number, label = 'v'): Arrival[] {
  let state = seed
  const random = () => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const said: string[][] = []
  return Array.from({ length: count }, (_, i) => {
    const fate = random()
    let text: string
    const bridge = bridges(i, pick)
    if (bridge) text = bridge
    else if (said.length < 20 || fate < 0.3) {
      const fresh = Array.from({ length: 18 + Math.floor(random() * 10) }, () => pick(words))
      said.push(fresh)
      text = fresh.join(' ')
    } else if (fate < 0.75) {
      const version = [...pick(said)]
      for (let edits = 1 + Math.floor(random() * 2); edits > 0; edits--) version[Math.floor(random() * version.length)] = pick(words)
      said.push(version)
      text = version.join(' ')
    } else {
      const copied = pick(said).join(' ')
      text = fate < 0.85 ? `RT @somebody${i}: ${copied}` : fate < 0.95 ? `${copied} https://t.example/${i}` : `${copied.slice(0, 90)}…`
    }
    const item = { id: `${label}${i}`, text }
    return {
      channel: pick(channels), externalId: item.id, text, language: 'en', postedAt: new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 1e9)),
      author: { handle: `h${Math.floor(random() * count * 0.5)}` }, original: Buffer.from(JSON.stringify(item)),
    }
  })
}
