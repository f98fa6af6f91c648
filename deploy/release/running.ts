import { readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { root } from './commit.ts'

/** What a file takes of others by a word that stands in it as it is: also what it takes later, or starts as a process of its own. Types are nothing. */
const taken = /(?:import|export)\s+(type\s)?[^'"`;]*?from\s*['"]([^'"]+)['"]|import\s*\(?\s*['"]([^'"]+)['"]|new URL\(\s*['"]([^'"]+)['"]/g

/** The files that ever run on a server, of these: what the command and the built pages lead to. Those only browsers and builders read are not among them. */
export async function runningFiles(files: string[]): Promise<string[]> {
  const there = new Set(files)
  const found = new Set<string>()
  const open = files.filter((path) => /^(bin\/.*\.mjs|build\/[^/]*\.js|build\/server\/.*\.js|src\/cli\/.*\.ts)$/.test(path))
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue
    found.add(path)
    for (const [, type, from, alone, address] of (await readFile(join(root, path), 'utf8')).matchAll(taken)) {
      const name = from ?? alone ?? address!
      const next = name.startsWith('#') ? `src/${name.slice(1)}` : /^\.{1,2}\//.test(name) ? normalize(join(dirname(path), name)) : undefined
      if (!type && next && there.has(next) && /\.(ts|js|mjs)$/.test(next)) open.push(next)
    }
  }
  return [...found].sort()
}
