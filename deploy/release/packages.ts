import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './commit.ts'

export interface LockedPackage {
  version: string
  dev?: boolean
  optional?: boolean
  devOptional?: boolean
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}
/** By path: `node_modules/pg`, and '' for the project. */
export type Lock = Record<string, LockedPackage>

export async function lockOf(): Promise<Lock> {
  return (JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }).packages
}

/** The entries of these packages as npm wrote them down when it installed them. */
export async function installedLock(paths: string[]): Promise<Lock> {
  const { packages } = JSON.parse(await readFile(join(root, 'node_modules/.package-lock.json'), 'utf8')) as { packages: Lock }
  return Object.fromEntries(paths.filter((path) => packages[path]).map((path) => [path, packages[path]!]))
}

/**
 * The project's own dependencies that these files name anywhere between quotation marks. Broader than what is imported, on purpose: fonts and
 * data are found by a path that is put together; of `@scope/${...}` nobody knows which, so it names all of them.
 */
export async function packagesNamedIn(files: string[], lock: Lock): Promise<string[]> {
  const wanted = Object.keys(lock['']!.dependencies ?? {})
  const found = new Set<string>()
  for (const file of files) {
    const text = await readFile(join(root, file), 'utf8')
    for (const [, name] of text.matchAll(/["'`](@[\w.-]+\/[\w.-]+|[a-z][\w.-]*)(?=["'`/])/g)) if (wanted.includes(name!)) found.add(name!)
    for (const [, scope] of text.matchAll(/["'`](@[\w.-]+\/)\$\{/g)) for (const name of wanted) if (name.startsWith(scope!)) found.add(name)
  }
  return [...found].sort()
}

/** The paths of these packages and of all that they need, as far as they are installed here. */
export function reachableFrom(names: string[], lock: Lock): string[] {
  const found = new Set<string>()
  const open = names.map((name) => `node_modules/${name}`)
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue
    found.add(path)
    // Not what they want beside them: whatever of that runs is named by the project itself, and the rest builds.
    const { dependencies = {}, optionalDependencies = {} } = lock[path]!
    for (const name of [...Object.keys(dependencies), ...Object.keys(optionalDependencies)]) {
      const at = placeOf(name, path, lock)
      if (at !== undefined) open.push(at)
    }
  }
  return [...found].sort()
}

/** As node looks for a package: beside the one that wants it, then ever further out. */
function placeOf(name: string, from: string, lock: Lock): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = at === '' || !at.includes('node_modules') ? `node_modules/${name}` : `${at}/node_modules/${name}`
    // What is optional may be for another kind of machine.
    if (lock[path] && existsSync(join(root, path))) return path
    if (path === `node_modules/${name}`) return undefined
  }
}
