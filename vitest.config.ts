import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Each file has a process of its own, and many start others: what they load of packages is compiled once, not two hundred times.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'clamor-tests-compiled')

// No SvelteKit plugin: tests run the same files that node runs, and pages are tested as a browser gets them.
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'demo/**/*.test.ts'],
    globalSetup: ['test/harness/global.ts'],
    pool: 'forks',
    // Each file has a database of its own; more than two at a time only wait for each other on a small machine.
    maxWorkers: 2,
    // For a machine that is several times slower than those on which tests are written: what comes in time costs nothing of it.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
  },
})
