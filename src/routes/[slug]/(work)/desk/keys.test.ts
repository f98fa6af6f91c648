import { expect, test } from 'vitest'
import { keyOf } from './keys.ts'

const pressed = (key: string, code: string, shiftKey = false) => keyOf({ key, code, shiftKey } as KeyboardEvent)

test.each([
  ['a letter is the one printed on the key, wherever it lies', ['a', 'KeyQ'], 'A'],
  ['an Arabic letter is the key in its place', ['ش', 'KeyA'], 'A'],
  ['two letters on one Arabic key are that key', ['لا', 'KeyB'], 'B'],
  ['a Cyrillic letter is the key in its place', ['ф', 'KeyA'], 'A'],
  ['a digit lies under Shift in France, and needs none', ['é', 'Digit2'], '2'],
  ['a digit beside the letters', ['7', 'Numpad7'], '7'],
  ['the slash of an Arabic keyboard', ['ظ', 'Slash'], '/'],
  ['a question mark of an Arabic keyboard', ['؟', 'Slash', true], '?'],
  ['the exclamation mark of a French keyboard', ['!', 'Slash'], '!'],
  ['the exclamation mark of an English one', ['!', 'Digit1', true], '!'],
  ['a comma', [',', 'Comma'], ','],
  ['a letter with Shift is none, so that nobody decides by writing', ['X', 'KeyX', true], ''],
  ['a space is none', [' ', 'Space'], ''],
  ['an arrow is none', ['ArrowDown', 'ArrowDown'], ''],
  ['a dead key is none', ['Dead', 'BracketLeft'], ''],
] as [string, [string, string, boolean?], string][])('%s', (_, [key, code, shift], name) => {
  expect(pressed(key, code, shift)).toBe(name)
})
