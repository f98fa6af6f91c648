/** J and K walk through what came in, a digit moves what is under the eyes to that question, 0 to the parking lot, X opens "take out". They rest while one types. */
export function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest('input, textarea, select')) return
  const all = [...document.querySelectorAll<HTMLElement>('.answer')].filter((one) => one.offsetParent !== null)
  const here = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('.answer')
  const key = event.key.toLowerCase()
  if (key === 'j' || key === 'k') {
    const at = here ? all.indexOf(here) + (key === 'j' ? 1 : -1) : 0
    all[Math.max(0, Math.min(all.length - 1, at))]?.focus()
    event.preventDefault()
  } else if (here && /^[0-9x]$/.test(key)) {
    here.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click()
  }
}
