/** What the server said to a form of deeds that it refused. */
export interface Answered {
  id: string
  code: string
  text: string
  holder?: string | null
}

export interface Wrong {
  place?: string
  title?: string
  ask?: string
  hand?: string
  handOn?: string
}

const inAsking = ['cannot-ask', 'may-not-ask', 'no-mail', 'no-way-yet']
const inHands = ['circle', 'same-statement']
const inHandingOn = ['own-hands', 'cannot-work']

/** What is said at a field of its own; everything else stands above the deeds. */
export function wrongOf(answered: Answered | undefined, open: string | undefined): Wrong {
  if (!answered || answered.id !== open) return {}
  const { code, text } = answered
  if (code.startsWith('place')) return { place: text }
  if (code === 'words-short') return { title: text }
  if (inAsking.includes(code)) return { ask: text }
  if (inHands.includes(code)) return { hand: text }
  return inHandingOn.includes(code) ? { handOn: text } : {}
}

/** The answer to a form beside the deeds, shown where it stands: of a photo, of a point of the checklist. */
export interface Beside {
  look?: { photo: string; text: string; typed: Record<string, string> }
  check?: { about: string; point: string; typed: Record<string, string>; text: string }
}
