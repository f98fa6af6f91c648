import { randomInt } from 'node:crypto'

/** Without signs that look alike on paper; 31 of them, so that ten are worth 49 bits, and guessing is braked. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789'
export const recoveryCodes = 10

/** Shown once, to be printed or written down. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodes }, () => {
    const code = Array.from({ length: 10 }, () => signs[randomInt(signs.length)]).join('')
    return `${code.slice(0, 5)}-${code.slice(5)}`
  })
}

/** What somebody typed as the code that it is: six digits of an app, or a recovery code however it is spaced. Digits of every script are read. */
export function readCode(typed: string): { kind: 'app' | 'recovery'; code: string } {
  const plain = typed.normalize('NFKC').replace(/\p{Nd}/gu, digit).toLowerCase().replace(/[^a-z0-9]/g, '').slice(0, 40)
  return /^\d{6}$/.test(plain) ? { kind: 'app', code: plain } : { kind: 'recovery', code: `${plain.slice(0, 5)}-${plain.slice(5)}` }
}

/** Unicode lays each script's ten digits in a row, from nought to nine. */
function digit(sign: string): string {
  const point = sign.codePointAt(0)!
  let nought = point
  while (nought > 0 && point - nought < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(nought - 1))) nought -= 1
  return String(point - nought)
}
