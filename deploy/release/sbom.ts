import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { root, type Commit } from './commit.ts'
import type { Contents } from './contents.ts'

interface Component {
  'bom-ref': string
  name: string
  version: string
  type: string
  properties?: { name: string; value: string }[]
}
interface Bill {
  serialNumber: string
  metadata: { timestamp: string; component: Component; tools?: unknown }
  components: Component[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}

/**
 * What the archive consists of, in CycloneDX: npm knows every package, its licence and its sum; what does not ship (whatever builds, checks and
 * tests) is taken out. A package whose code has become part of the pages is named so.
 */
export async function billOf(path: string, { packages, name, lock }: Contents, commit: Commit): Promise<void> {
  const { stdout } = await promisify(execFile)('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--omit=dev', '--loglevel=error'], { cwd: root, maxBuffer: 64_000_000 })
  const bill = JSON.parse(stdout) as Bill
  const named = (paths: string[]) => new Set(paths.map((one) => `${one.slice(one.lastIndexOf('node_modules/') + 13)}@${lock[one]!.version}`))
  const [asTheyAre, inPages] = [named(packages.asTheyAre), named(packages.inPages)]
  const idOf = (one: Component) => `${one.name}@${one.version}`
  bill.components = bill.components.filter((one) => asTheyAre.has(idOf(one)) || inPages.has(idOf(one))).sort(by('bom-ref'))
  for (const one of bill.components) {
    if (!asTheyAre.has(idOf(one))) one.properties = [...(one.properties ?? []), { name: 'clamor:part', value: 'built into the pages' }]
  }
  // npm calls it by the folder that it lies in.
  Object.assign(bill.metadata.component, { name: 'clamor', type: 'application' })
  const refs = new Set([bill.metadata.component['bom-ref'], ...bill.components.map((one) => one['bom-ref'])])
  bill.dependencies = bill.dependencies.filter((one) => refs.has(one.ref)).map((one) => ({ ref: one.ref, dependsOn: (one.dependsOn ?? []).filter((ref) => refs.has(ref)).sort() })).sort(by('ref'))
  // npm puts in the moment and a number of chance; the same commit is to give the same bytes.
  bill.metadata.timestamp = commit.time.toISOString()
  bill.serialNumber = `urn:uuid:${uuidOf(`${name} ${commit.id}`)}`
  await writeFile(path, `${JSON.stringify(bill, undefined, 2)}\n`)
}

function by<K extends string>(key: K): (a: Record<K, string>, b: Record<K, string>) => number {
  return (a, b) => (a[key] < b[key] ? -1 : 1)
}

/** Version 8 (RFC 9562): made of a hash. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
