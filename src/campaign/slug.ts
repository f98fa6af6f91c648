import { refuse } from '#core/index.ts'

/** First words of addresses that the house needs itself; a test compares them with src/routes. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  'desk', 'api', 'parts', 'sign-in', 'sign-out', 'sign-up', 'invite', 'first', 'password', 'way-in', 'forgot', 'account', 'campaigns', 'campaign', 'people', 'settings', 'admin',
  'assets', 'static', 'media', 'files', 'fonts', 'app', '_app', 'healthz', 'readyz', 'metrics', 'live', 'docs', 'help', 'about', 'legal', 'privacy',
  'map', 'questions', 'tell', 'wall', 'story', 'feed', 'dossier', 'receipt', 'search', 'new', 'well-known', '.well-known',
  'favicon.ico', 'favicon.svg', 'robots.txt', 'sitemap.xml', 'manifest.webmanifest', 'service-worker.js', 'humans.txt', 'security.txt',
])

/** How the addresses of copies begin, and no others: whoever sees one knows what it is. */
export const copyPrefix = 'rehearsal-'

export function checkSlug(slug: string, copy = false): void {
  if (!copy && slug.startsWith(copyPrefix)) throw refuse('slug-reserved', 409, `Addresses that begin with "${copyPrefix}" are those of rehearsals.`, { mend: 'Choose another one.' })
  if (!/^[a-z0-9][a-z0-9-]{1,60}$/.test(slug)) {
    throw refuse('slug-wrong', 400, `"${slug.slice(0, 80)}" cannot be a campaign's address.`, { mend: 'Use 2 to 61 small letters, digits and hyphens, beginning with a letter or digit.' })
  }
  if (reservedSlugs.has(slug)) throw refuse('slug-reserved', 409, `The address "${slug}" is needed by Clamor itself.`, { mend: 'Choose another one.' })
}
