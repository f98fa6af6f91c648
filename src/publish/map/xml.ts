const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }

/**
 * A text for an element or a quoted attribute of XML or HTML. XML has no way to carry control characters or half a
 * surrogate pair, and one of them would break the whole file, so they are left out.
 */
export function escaped(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replace(/[&<>"']/g, (sign) => entities[sign]!)
}
