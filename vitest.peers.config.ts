import { defineConfig } from 'vitest/config'

/** `npm run test:peers`: adapters against the programs of others that Debian packages bring. Each file is skipped where its program is not installed, and says which package brings it. */
export default defineConfig({
  test: { include: ['test/peers/**/*.peer.ts'], pool: 'forks', maxWorkers: 1, testTimeout: 60_000, hookTimeout: 60_000 },
})
