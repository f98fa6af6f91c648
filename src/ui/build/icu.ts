/** The parts of a parsed ICU message that matter for comparing translations; `type` is the parser's own number. */
export interface Element {
  type: number
  value?: string
  options?: Record<string, { value: Element[] }>
}

const literal = 0
const select = 5
const plural = 6
const pound = 7

function children(element: Element): Element[] {
  return Object.values(element.options ?? {}).flatMap((option) => option.value)
}

/** The names that a message wants filled in. */
export function placeholders(elements: Element[]): Set<string> {
  const names = new Set<string>()
  for (const element of elements) {
    if (element.type === literal || element.type === pound) continue
    if (element.value) names.add(element.value)
    for (const name of placeholders(children(element))) names.add(name)
  }
  return names
}

/** The forms of each plural in a message, wherever it is nested. */
export function pluralsOf(elements: Element[]): Set<string>[] {
  return elements.flatMap((element) => [
    ...(element.type === plural ? [new Set(Object.keys(element.options ?? {}))] : []),
    ...(element.type === plural || element.type === select ? pluralsOf(children(element)) : []),
  ])
}
