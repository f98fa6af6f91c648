import type { Network } from '#variant/index.ts'
import type { Entry } from './entry.ts'
import type { Speaker } from './speaker.ts'

const marks: Record<string, [string, string]> = { es: ['«', '»'], fr: ['« ', ' »'], ar: ['«', '»'], en: ['“', '”'] }

/**
 * An entry as a post: what was said word for word stands in quotation marks behind whoever said it; what is told in our words has its source
 * behind it and no marks, so that nobody takes one for the other. On a network where the speaker has a handle, that is their name.
 */
export function composedEntry(entry: Pick<Entry, 'kind' | 'text'>, speaker: Pick<Speaker, 'name' | 'handles'> | undefined, about: { language: string; hashtags: readonly string[] }, network?: Network): string {
  const name = speaker && (speaker.handles.find((one) => one.network === network)?.handle ?? speaker.name)
  return [saidBy(entry, name, about.language), about.hashtags[0] && `#${about.hashtags[0]}`].filter(Boolean).join(' ')
}

function saidBy({ kind, text }: Pick<Entry, 'kind' | 'text'>, name: string | undefined, language: string): string {
  const [open, close] = marks[language.split('-')[0]!] ?? marks['en']!
  if (kind === 'quotation') return `${name ? `${name}: ` : ''}${open}${text}${close}`
  return kind === 'paraphrase' && name ? `${text} (${name})` : text
}
