/** What is wrong with the nesting, attributes or entities of a page written as XML; empty when nothing is. For tests. */
export function malformed(page: string): string {
  const body = page.replace(/^<!DOCTYPE html>\s*/, '').replace(/<\?xml[^>]*\?>\s*/, '')
  const open: string[] = []
  const ids = new Set<string>()
  const parts = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);|[^<&]+|[\s\S]/gy
  for (const [whole, closing, name, attributes, empty] of body.matchAll(parts)) {
    if (whole === '<' || whole === '&') return `stray ${whole} in <${open.at(-1)}>`
    if (!name) {
      // eslint-disable-next-line no-control-regex
      if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(whole)) return 'a control character'
      continue
    }
    for (const [, id] of (attributes ?? '').matchAll(/\sid="([^"]*)"/g)) {
      if (ids.has(id!)) return `id ${id} twice`
      ids.add(id!)
    }
    if (closing) {
      const was = open.pop()
      if (was !== name) return `</${name}> closes <${was}>`
    } else if (!empty) open.push(name)
  }
  return open.length === 0 ? '' : `<${open.at(-1)}> is never closed`
}
