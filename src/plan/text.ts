import { isUuid, refuse } from '#core/index.ts'

/** A line of text as it is kept: no NUL, no space around it, not longer than it may be. */
export function lineOf(text: string, most: number): string {
  return text.replaceAll('\0', '').replace(/\s+/g, ' ').trim().slice(0, most)
}

/** Several lines, as they were typed. */
export function textOf(text: string, most: number): string {
  return text.replaceAll('\0', '').trim().slice(0, most)
}

/** A line that must be there. `what` stands in the refusal: "A tactic has a title". */
export function needed(text: string, most: number, what: string): string {
  const line = lineOf(text, most)
  if (line.length < 2) throw refuse('line-missing', 422, `${what} of 2 to ${most} characters.`)
  return line
}

export function linesOf(list: string[], most: number, longest: number): string[] {
  return [...new Set(list.map((one) => lineOf(one, longest)).filter(Boolean))].slice(0, most)
}

/** Two people changed the same: the second is told, and keeps what they typed. */
export function stale(version: number) {
  return refuse('stale-version', 409, 'This has changed since you read it.', { mend: 'Look again; what you typed is kept.', extra: { version } })
}

export function missing(what: string) {
  return refuse('not-found', 404, `There is no such ${what}.`)
}

/** An id from an address or a form: of another shape it is of nothing here. */
export function idOf(text: string | null | undefined, what: string): string {
  if (!isUuid(text)) throw missing(what)
  return text
}
