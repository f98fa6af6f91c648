import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { LaunchOptions } from 'playwright-core'

const modules = resolve(import.meta.dirname, '../../node_modules')

const ofDistribution = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

/** Where browsers lie that somebody installed; Chromium first, since it is what the tests were written with. */
const installed = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/snap/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/usr/bin/microsoft-edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** How to launch the browser of the tests: the one that is named, the one that npm brought, one that is installed. */
export async function chromiumHere(environment: NodeJS.ProcessEnv = process.env): Promise<LaunchOptions> {
  const named = environment['CLAMOR_CHROMIUM']
  if (named) {
    if (!existsSync(named)) throw new Error(`CLAMOR_CHROMIUM names ${named}, where there is no file.`)
    return { executablePath: named, args: ofDistribution }
  }
  const found = (await chromiumOfNpm()) ?? installed.filter((path) => existsSync(path)).map((executablePath) => ({ executablePath, args: ofDistribution }))[0]
  if (!found) {
    throw new Error('No browser for the tests: npm brought none for this system. Install Chromium (Debian: apt-get install chromium), or name one with CLAMOR_CHROMIUM.')
  }
  return found
}

/**
 * The package is made for another place: it takes any /tmp/chromium for its own, and its arguments switch off what tests are to
 * find (web security, processes of their own). So it is unpacked into a folder of this version, with the libraries that come with it.
 */
async function chromiumOfNpm(): Promise<LaunchOptions | undefined> {
  const name = '@sparticuz/chromium'
  const manifest = join(modules, name, 'package.json')
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(manifest)) return undefined
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  const folder = join(tmpdir(), `clamor-chromium-${version}-fonts-${process.getuid?.() ?? 0}`)
  if (!existsSync(folder)) {
    const { inflate } = (await import(name)) as { inflate(archive: string): Promise<string> }
    await unpack(folder, join(modules, name, 'bin'), inflate)
  }
  return {
    executablePath: join(folder, 'chromium'),
    args: ['--headless=shell', '--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
    env: { ...(process.env as Record<string, string>), LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_PATH: folder },
  }
}

/** Unpacked beside and renamed: of two test files at once, one finds the folder of the other, and never half of it. */
async function unpack(folder: string, archives: string, inflate: (archive: string) => Promise<string>): Promise<void> {
  const fresh = await mkdtemp(`${folder}-`)
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = fresh
  try {
    for (const name of ['chromium.br', 'al2023.tar.br', 'swiftshader.tar.br', 'fonts.tar.br']) await inflate(join(archives, name))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  await mkdir(join(fresh, 'cache'))
  // Copied: another checkout uses this folder too, and the one that unpacked it may be gone by then.
  await cp(join(modules, '@expo-google-fonts'), join(fresh, 'fonts/expo'), { recursive: true })
  await writeFile(
    join(fresh, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'cache')}</cachedir></fontconfig>\n`,
  )
  await rename(fresh, folder).catch(async (error: NodeJS.ErrnoException) => {
    if (!existsSync(join(folder, 'chromium'))) throw error
    await rm(fresh, { recursive: true, force: true })
  })
}
