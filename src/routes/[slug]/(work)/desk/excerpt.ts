/** The beginning of a text, cut between words: clamped lines lose their ellipsis where directions mix. */
export function excerpt(text: string, longest: number): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  const points = [...line]
  if (points.length <= longest) return line
  const head = points.slice(0, longest).join('')
  const end = head.lastIndexOf(' ')
  return `${head.slice(0, end > longest / 2 ? end : head.length).replace(/[\s,;:.]+$/u, '')} …`
}
