import { createHash, randomBytes } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dossier, DossierFile } from './dossier.ts'
import { writeHtml } from './html.ts'
import { writePdf } from './pdf.ts'
import { writeQuestions, writeSources } from './tables.ts'

/**
 * Writes a dossier into a folder of its own below `dir`, all of it or nothing: the files are made in a hidden folder
 * that takes the name when complete, and an earlier edition stands until then. Inside, `sha256sum -c SHA256SUMS` holds.
 */
export async function writeDossier(dossier: Dossier, dir: string): Promise<DossierFile[]> {
  const folder = folderName(dossier.institution)
  const made = join(dir, `.${folder}.${randomBytes(6).toString('hex')}`)
  const contents = contentsOf(dossier)
  await mkdir(made, { recursive: true })
  try {
    for (const { name, bytes } of contents) await writeFile(join(made, name), bytes, { mode: 0o640 })
    await exchange(made, join(dir, folder))
  } catch (problem) {
    await rm(made, { recursive: true, force: true })
    throw problem
  }
  return contents.map(({ name, bytes, sha256 }) => ({ path: join(dir, folder, name), bytes: bytes.length, sha256 }))
}

function contentsOf(dossier: Dossier): { name: string; bytes: Uint8Array; sha256: string }[] {
  const file = (name: string, content: string | Uint8Array) => {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
    return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
  }
  const sources = file('sources.csv', writeSources(dossier))
  const files = [
    file('dossier.pdf', writePdf(dossier, sources.sha256)),
    file('dossier.html', writeHtml(dossier, sources.sha256)),
    file('questions.csv', writeQuestions(dossier)),
    sources,
  ]
  return [...files, file('SHA256SUMS', files.map((f) => `${f.sha256}  ${f.name}\n`).join(''))]
}

/** No system can swap two folders by name in one step everywhere; the older one is set aside and comes back on failure. */
async function exchange(made: string, final: string): Promise<void> {
  const aside = `${made}.old`
  const replaced = await rename(final, aside).then(() => true, (problem: NodeJS.ErrnoException) => {
    if (problem.code === 'ENOENT') return false
    throw problem
  })
  try {
    await rename(made, final)
  } catch (problem) {
    if (replaced) await rename(aside, final)
    throw problem
  }
  if (replaced) await rm(aside, { recursive: true, force: true })
}

/**
 * A folder name from an institution's in any script: its letters and digits, never a path, a hidden file or a device,
 * short enough for every file system, and with a mark of its id, since two institutions may share a name.
 */
export function folderName(institution: { name: string; id: string }): string {
  const bare = institution.name.normalize('NFC').toWellFormed().toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^[-\p{M}]+|-+$/gu, '')
  let short = ''
  for (const sign of bare) {
    if (Buffer.byteLength(short + sign) > 120) break
    short += sign
  }
  const mark = createHash('sha256').update(institution.id).digest('hex').slice(0, 6)
  return [short.replace(/-+$/, '') || 'institution', mark].join('-')
}
