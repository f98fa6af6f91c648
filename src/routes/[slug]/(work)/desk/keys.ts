import type { Doing, OwnKeys } from '#desk/index.ts'

/** What single keys do on the desk, and Enter. */
export type Deeds = Record<Doing | 'main', () => void>

/** Does what a key means to this person; keys rest while one types, chooses from a list, or has a sheet open. */
export function press(event: KeyboardEvent, own: OwnKeys, deeds: Deeds): void {
  const target = event.target as HTMLElement
  if (event.key === 'Escape' && typing(target)) return target.blur()
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || typing(target)) return
  if (document.querySelector('dialog[open], [popover]:popover-open')) return
  const done = (work: () => void) => (event.preventDefault(), work())
  // Enter on a link or a button is that link or button; where there is none it is no single key, and is never switched off.
  if (event.key === 'Enter') return target.closest('a, button, summary, select') ? undefined : done(deeds.main)
  const key = own.off ? '' : keyOf(event)
  const doing = key && (Object.keys(own.keys) as Doing[]).find((one) => own.keys[one] === key)
  if (doing) done(deeds[doing])
}

/** What the page knows of keys: what they do at first, and for this person. */
export interface Keys {
  first: OwnKeys['keys']
  own: OwnKeys
}

/** The key to show for the one that something has at first; none while single keys are off. */
export function shownKey({ first, own }: Keys, name: string): string {
  const doing = (Object.keys(first) as Doing[]).find((one) => first[one] === name)
  if (!doing) return name
  return own.off ? '' : own.keys[doing]
}

/** Signs that lie elsewhere on the keyboards of other scripts. */
const alike: Record<string, string> = { '؟': '?', '¿': '?' }

/**
 * The name of a key, empty for one that has none. A Latin letter is the letter that is printed on it, wherever it lies; the keys of other scripts
 * are called by their place, so that they work while one writes Arabic. So are digits, which lie under Shift in France.
 */
export function keyOf(event: KeyboardEvent): string {
  const { key, code, shiftKey } = event
  if (/^[a-z]$/i.test(key)) return shiftKey ? '' : key.toUpperCase()
  const place = /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(code)
  // An exclamation mark is one, wherever it lies: it raises an alarm.
  const plain = !shiftKey && key !== '!' && (place?.[2] ?? (isLetter(key) ? place?.[1] : undefined))
  if (plain) return plain
  if (code === 'Slash' && !shiftKey && !isAscii(key)) return '/'
  return alike[key] ?? (isLetter(key) || [...key].length !== 1 || key === ' ' ? '' : key)
}

const isLetter = (key: string) => /^[\p{L}\p{M}]+$/u.test(key) && [...key].length <= 2
const isAscii = (key: string) => /^[ -~]$/.test(key)

function typing(target: HTMLElement): boolean {
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'submit'].includes(target.type)
}
