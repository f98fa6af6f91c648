/**
 * A page is read, and its lists are chosen from, before its script has arrived. Svelte keeps what was typed into a field meanwhile, but
 * sets a `<select>` back to what the server drew, silently. So what was chosen is looked at before the page is made alive, and chosen again
 * afterwards, with the events of a choice, so that whatever follows it hears of it.
 */
export function chosenEarly(page: Document): () => void {
  const chosen = new Map([...page.querySelectorAll('select')].filter(differs).map((select) => [select, valuesOf(select)]))
  return () => {
    for (const [select, values] of chosen) {
      if (!select.isConnected || same(valuesOf(select), values)) continue
      for (const option of select.options) option.selected = values.includes(option.value)
      for (const kind of ['input', 'change']) select.dispatchEvent(new Event(kind, { bubbles: true }))
    }
  }
}

/** Whether something else is chosen than what the page came with: its marked options, else the first that can be chosen. */
function differs(select: HTMLSelectElement): boolean {
  const options = [...select.options]
  const marked = options.filter((option) => option.defaultSelected)
  const came = marked.length > 0 || select.multiple ? marked : options.filter((option) => !option.disabled).slice(0, 1)
  return !same(came.slice(select.multiple ? 0 : -1).map((option) => option.value), valuesOf(select))
}

const valuesOf = (select: HTMLSelectElement) => [...select.selectedOptions].map((option) => option.value)
const same = (one: string[], other: string[]) => one.length === other.length && one.every((value, at) => value === other[at])
