/**
 * Plain text out of the HTML that networks send, and the few entities that X writes. Never used to make HTML safe to
 * show: it makes text.
 */

const basic: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  shy: '\u00ad',
  zwj: '\u200d',
  zwnj: '\u200c',
}

/** Entities decoded once: `&amp;lt;` becomes `&lt;`. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name) return basic[name] ?? whole
      const point = decimal ? Number(decimal) : Number.parseInt(hex!, 16)
      return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
        ? String.fromCodePoint(point)
        : whole
    },
  )
}

/** X encodes exactly these three in its texts; anything else that looks like an entity was typed by the author. */
export function decodeX(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(amp|lt|gt);/g, (_, name: string) => basic[name]!)
}

/**
 * The text of a post in HTML: paragraphs apart, breaks kept, the hidden parts of shortened links put back, scripts
 * left out.
 */
export function textOf(html: string): string {
  let text = ''
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0 || !/[a-z/!?]/i.test(html[open + 1] ?? '')) {
      const stop = open < 0 ? html.length : open + 1
      text += collapsed(html.slice(at, stop))
      at = stop
      continue
    }
    text += collapsed(html.slice(at, open))
    const close = html.indexOf('>', open)
    if (close < 0) break
    const tag = /^<(\/?)([a-z0-9]+)/i.exec(html.slice(open, open + 20))
    const name = tag?.[2]?.toLowerCase() ?? ''
    at = close + 1
    if ((name === 'script' || name === 'style') && !tag![1]) {
      const end = html.toLowerCase().indexOf(`</${name}`, at)
      at = end < 0 ? html.length : end
    } else if (name === 'br') text += '\n'
    else if (blocks.has(name)) text = parted(text, tag![1] ? '' : name === 'li' ? '- ' : '')
  }
  return decodeEntities(text)
    .replace(/[ \t]+\n/g, '\n')
    .trim()
}

const blocks = new Set(['p', 'div', 'blockquote', 'ul', 'ol', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre'])

function parted(text: string, mark: string): string {
  if (!text) return mark
  if (mark || text.endsWith('- ')) return text.endsWith('\n') || text.endsWith('- ') ? text + mark : `${text}\n${mark}`
  return text.endsWith('\n\n') ? text : `${text.replace(/\n$/, '')}\n\n`
}

function collapsed(text: string): string {
  return text.replace(/[\t\r\n ]+/g, ' ')
}

/** The addresses a post in HTML links to, without those of mentions and hashtags. */
export function linksOf(html: string): string[] {
  const links: string[] = []
  for (const [tag] of html.matchAll(/<a\s[^>]{0,4000}>/gi)) {
    if (/class\s*=\s*["'][^"']*\b(mention|hashtag)\b/i.test(tag)) continue
    const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag)
    if (href) links.push(decodeEntities(href[1] ?? href[2]!))
  }
  return links
}
