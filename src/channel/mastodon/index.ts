export { mastodonOutlet, type MastodonConnection } from './outlet.ts'
export { readTag, type TagPage } from './tag.ts'
