/** Letters of scripts that run from the right: Hebrew to Arabic Extended, and the presentation forms. */
const rightward = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10D00}-\u{10EFF}\u{1E800}-\u{1EEFF}]/gu
const letters = /\p{L}/gu
const addresses = /https?:\/\/\S+|[@#][\p{L}\p{N}_]+/gu
/** Explicit embeddings and overrides could turn the words of a neighbour; marks (200E, 200F) only help their own. */
const directionOverrides = /[\u202A-\u202E\u2066-\u2069]/g
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g
const longRun = /[^\s\u200B]{32,}/gu

/**
 * The side a text is read from, by the majority of its letters without links, handles and hashtags. `dir=auto` looks
 * at the first letter only, and half of all Arabic posts begin with a Latin handle.
 */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const bare = text.replace(addresses, ' ')
  const body = /\p{L}/u.test(bare) ? bare : text
  const right = body.match(rightward)?.length ?? 0
  return right * 2 > (body.match(letters)?.length ?? 0) ? 'rtl' : 'ltr'
}

/** A text from outside without what could act on its surroundings: controls, direction overrides, broken surrogates. */
export function tidy(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, '').replace(directionOverrides, '').trim()
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Gives long runs without a space (links, a held-down key) places to break, so that no line leaves its page. */
export function breakable(text: string): string {
  return text.replace(longRun, (run) => {
    let out = ''
    let count = 0
    for (const { segment } of graphemes.segment(run)) {
      out += segment
      if (++count % 16 === 0) out += '\u200B'
    }
    return out
  })
}

/** A text within the quotation marks of its own language. */
export function quoted(text: string, language: string): string {
  if (language === 'ar' || language === 'fa') return `«${text}»`
  if (language === 'fr') return `«\u00A0${text}\u00A0»`
  return `“${text}”`
}
