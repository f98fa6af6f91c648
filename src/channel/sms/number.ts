import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** A number as people type it, in the form in which gateways take it: +503…; undefined where it is none, or says no country. */
export function phoneIn(typed: string): string | undefined {
  const text = typed.trim().slice(0, 50).replace(/^00/, '+')
  const found = text.startsWith('+') ? parsePhoneNumberFromString(text) : undefined
  return found?.isValid() ? found.number : undefined
}
