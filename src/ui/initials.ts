/** Two letters for a person's ring: the first of the first and of the last name. */
export function initials(name: string): string {
  const names = name.trim().split(/\s+/u).filter(Boolean)
  const first = (word = '') => [...word][0]?.toUpperCase() ?? ''
  return names.length > 1 ? first(names[0]) + first(names.at(-1)) : [...(names[0] ?? '')].slice(0, 2).join('').toUpperCase()
}
