/**
 * Takes from a text what names or reaches somebody by its form: handles, addresses, telephone numbers, links. The same one becomes the
 * same pseudonym, so that copies still fold and a thread still hangs together. Names within a sentence stay: no program knows them all.
 */
export class Pseudonyms {
  readonly #keyed: (text: string) => Buffer

  /** `keyed`: a hash under a key that is thrown away with the rehearsal. */
  constructor(keyed: (text: string) => Buffer) {
    this.#keyed = keyed
  }

  /** Letters and digits that stand for something. */
  short(text: string, length: number): string {
    return this.#keyed(text).toString('hex').slice(0, length)
  }

  hide(text: string): string {
    return text
      .replace(/https?:\/\/\S+|\bwww\.\S+/giu, (link) => `https://example.org/${this.short(link, 6)}`)
      .replace(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, (address) => `${this.short(address.toLowerCase(), 6)}@example.org`)
      .replace(/(?<![\p{L}\p{N}._])@[\p{L}\p{N}_.]{1,60}(?:@[\p{L}\p{N}.-]+)?/gu, (handle) => (handle.endsWith('@example.org') ? handle : `@p${this.short(handle.toLowerCase(), 5)}`))
      .replace(/(?<![\p{L}\p{N}])[+(]?\p{Nd}[\p{Nd}\s()./-]{5,}\p{Nd}(?![\p{L}\p{N}])/gu, (number) => this.#telephone(number))
  }

  /** A number with as many digits as a telephone's; dates, sums and counts are shorter or have no more than eight. */
  #telephone(number: string): string {
    const digits = [...number].filter((sign) => /\p{Nd}/u.test(sign)).length
    if (digits < 7 || /^\d{4}-\d{2}-\d{2}$|^\d{1,2}[./]\d{1,2}[./]\d{4}$/.test(number)) return number
    const own = BigInt(`0x${this.short(number.replace(/\P{Nd}/gu, ''), 14)}`).toString()
    let at = 0
    return number.replace(/\p{Nd}/gu, () => own[at++ % own.length]!)
  }
}
