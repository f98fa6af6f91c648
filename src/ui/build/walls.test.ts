import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { build } from 'vite'
import { walls } from './walls.ts'

/** Inside the package, where `#...` has its meaning, and outside `src/`, where others build and search. */
const root = join(import.meta.dirname, '../../..')
let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Builds one screen module as kit would, for the server or for the browser, and gives back its code. */
async function built(code: string, ssr: boolean): Promise<string> {
  mkdirSync(join(root, '.cache'), { recursive: true })
  folder = mkdtempSync(join(root, '.cache/walls-'))
  const entry = join(folder, 'screen.ts')
  writeFileSync(entry, code)
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [walls()],
    build: { write: false, ssr: ssr ? entry : false, minify: false, rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', output: { format: 'es' } } },
  })
  if (!('output' in result)) throw new Error('one output was expected')
  return result.output[0].code
}

test('a page on the server imports the file that node runs, whichever way it names it', async () => {
  const code = await built(`import { refuse } from '#core/index.ts'\nimport { running } from '../../src/running.ts'\nexport const use = [refuse, running]`, true)
  expect(code).toContain('from "#core/index.ts"')
  expect(code).toContain('from "#running.ts"')
})

test('server code in the browser stops the build and names the screen', async () => {
  await expect(built(`import { refuse } from '#core/index.ts'\nexport const use = refuse`, false)).rejects.toThrow(/screen\.ts imports #core\/index\.ts into the browser/)
})

test('types and ui modules may go to the browser', async () => {
  const code = await built(`import type { House } from '#core/index.ts'\nimport { directionOf } from '#ui/languages.ts'\nexport const dir = (house: House) => directionOf(String(house))`, false)
  expect(code).toContain('"rtl"')
})
