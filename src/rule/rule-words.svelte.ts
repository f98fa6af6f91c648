/** Enough of the page's speaker: src/ui lies beside the slices and is not imported by their plain modules. */
interface Speaker {
  (key: any, values?: Record<string, string>): string
  has(key: string): boolean
  list(words: string[]): string
}

interface Told {
  kind: string
  value: string | null
  filter: { q?: string; language?: string; channel?: string } | null
  sender: string | null
}

/** What a rule looks for, as people say it. */
export function ruleWords(t: Speaker, { kind, value, filter, sender }: Told): string {
  if (kind === 'template') return t('rule.kind.template')
  const said = kind === 'search' ? filter?.q : kind === 'sender' ? sender : value
  if (!said) return t('rule.kind.forgotten')
  const rule = t(`rule.kind.${kind}`, { value: said })
  const name = (key: string, plain: string) => (t.has(key) ? t(key) : plain)
  const parts = [filter?.language && name(`post.language.${filter.language}`, filter.language), filter?.channel && name(`post.channel.${filter.channel}`, filter.channel)]
  const narrowed = parts.filter((part): part is string => Boolean(part))
  return narrowed.length > 0 ? t('rule.within', { rule, parts: t.list(narrowed) }) : rule
}
