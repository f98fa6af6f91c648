import type { translate } from '#ui/words.ts'

type Translate = ReturnType<typeof translate>

const what: Record<string, 'contact' | 'original' | 'photo' | 'target' | 'request' | 'link' | 'export'> = {
  'contact.read': 'contact', 'original.read': 'original', 'photo.read': 'photo', 'target.contact.read': 'target', 'request.read': 'request', 'privacy.link': 'link', 'export.private': 'export',
}

/** What was looked at, in words. */
export function whatWords(t: Translate, kind: string): string {
  return t(`privacy.look.${what[kind] ?? 'contact'}`)
}

/** Why: a word of ours in the reader's language, else what was typed. */
export function reasonWords(t: Translate, reason: string | null): string {
  if (!reason) return t('privacy.reason.none')
  const key = `privacy.reason.${reason}`
  return t.has(key) ? t(key) : reason
}
