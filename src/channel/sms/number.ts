import { onDemand } from '#core/index.ts'

const numbers = onDemand<typeof import('libphonenumber-js/min')>('libphonenumber-js/min', import.meta.url)

/** A number as people type it, in the form in which gateways take it: +503…; undefined where it is none, or says no country. */
export function phoneIn(typed: string): string | undefined {
  const text = typed.trim().slice(0, 50).replace(/^00/, '+')
  const found = text.startsWith('+') ? numbers().parsePhoneNumberFromString(text) : undefined
  return found?.isValid() ? found.number : undefined
}
