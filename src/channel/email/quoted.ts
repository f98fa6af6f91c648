/** How programs say whose mail follows, in the languages of the house: "On 14 April 2026 Water now wrote:". */
const said = /^(?:(?:on|am|le|el|em|il)\b.*\b(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto) ?:|.*(?:كتب|كتبت).*:)$/i
const original = /^-{2,} ?(?:original message|forwarded message|mensaje original|mensaje reenviado|message d[’']origine|message transféré|الرسالة الأصلية) ?-{2,}$/i
/** The head of a mail as Outlook puts it above what it quotes. */
const head = /^\*?(?:from|de|von|من) ?: ?\*?\s*\S/i
const headGoesOn = /^\*?(?:sent|date|to|subject|enviado|fecha|para|asunto|envoyé|à|objet|تاريخ|إلى|الموضوع) ?: ?\*?/i

/**
 * What whoever replied wrote themselves: without the mail that they reply to, however their program quotes it, and without the signature.
 * Two short answers to the same question would else be taken for copies of one text. All of it where nothing is left.
 */
export function withoutQuoted(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const own: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!.trim()
    if (/^--\s?$/.test(lines[at]!) || original.test(line) || said.test(line) && !restIsOwn(lines, at) || (head.test(line) && headGoesOn.test(nextOf(lines, at)))) break
    // An attribution may be broken over two lines, and belongs to what it announces.
    if (line.startsWith('>')) dropAttribution(own)
    else own.push(lines[at]!)
  }
  const left = own.join('\n').replace(/\n{3,}/g, '\n\n').replace(/\n_{5,}\s*$/, '').trim()
  return /[\p{L}\p{N}]/u.test(left) ? left : text.trim()
}

/** Quoted with marks below the attribution: what stands beneath those is theirs again. */
function restIsOwn(lines: string[], at: number): boolean {
  return nextOf(lines, at).startsWith('>')
}

function nextOf(lines: string[], at: number): string {
  return lines.slice(at + 1).find((line) => line.trim() !== '')?.trim() ?? ''
}

function dropAttribution(own: string[]): void {
  const last = own.findLastIndex((line) => line.trim() !== '')
  if (last < 0 || !own[last]!.trim().endsWith(':')) return
  const [one, two] = [own[last]!.trim(), `${own[last - 1]?.trim() ?? ''} ${own[last]!.trim()}`]
  if (said.test(one)) own.length = last
  else if (said.test(two)) own.length = last - 1
}
