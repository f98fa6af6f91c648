export { mastodonOutlet, type MastodonConnection } from './outlet.ts'
