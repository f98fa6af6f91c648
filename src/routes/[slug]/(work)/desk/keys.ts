/** What single keys do on the desk. By the place of the key, so that they work while one writes Arabic. */
export interface Deeds {
  move(by: 1 | -1): void
  area(at: number): void
  place(): void
  incident(): void
  question(): void
  discard(): void
  alarm(): void
  ask(): void
  refer(): void
  hand(): void
  handOn(): void
  note(): void
  aside(): void
  same(): void
  takeOut(): void
  release(): void
  undo(): void
  search(): void
  main(): void
  all(): void
}

const switchedOff = 'clamor-keys-off'

/** Single keys can be switched off: voice control and some hands press them by accident. */
export function keysAreOff(): boolean {
  return localStorage.getItem(switchedOff) !== null
}

export function switchKeys(off: boolean): void {
  if (off) localStorage.setItem(switchedOff, '1')
  else localStorage.removeItem(switchedOff)
}

/** Does what a key means; they rest while one types, chooses from a list, or has a sheet open. */
export function press(event: KeyboardEvent, deeds: Deeds): void {
  const target = event.target as HTMLElement
  if (event.key === 'Escape' && typing(target)) return target.blur()
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || keysAreOff() || typing(target)) return
  if (document.querySelector('dialog[open], [popover]:popover-open')) return
  // Enter on a link or a button is that link or button.
  if (event.key === 'Enter') return target.closest('a, button, summary, select') ? undefined : done(() => deeds.main())
  if (event.key === '?') return done(() => deeds.all())
  if (event.key === '!') return done(() => deeds.alarm())
  if (event.key === '/' || (event.code === 'Slash' && !event.shiftKey)) return done(() => deeds.search())
  if (event.shiftKey) return
  const digit = /^(?:Digit|Numpad)([1-8])$/.exec(event.code)
  if (digit) return done(() => deeds.area(Number(digit[1]) - 1))
  const letters: Record<string, () => void> = {
    KeyG: deeds.handOn,
    KeyJ: () => deeds.move(1), KeyK: () => deeds.move(-1), KeyP: deeds.place, KeyI: deeds.incident, KeyQ: deeds.question,
    KeyX: deeds.discard, KeyB: deeds.ask, KeyF: deeds.refer, KeyH: deeds.hand, KeyN: deeds.note, KeyM: deeds.aside, KeyS: deeds.same, KeyT: deeds.takeOut,
    KeyR: deeds.release, KeyU: deeds.undo,
  }
  const deed = letters[event.code]
  if (deed) done(deed)

  function done(work: () => void): void {
    event.preventDefault()
    work()
  }
}

function typing(target: HTMLElement): boolean {
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'submit'].includes(target.type)
}
