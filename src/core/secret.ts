import { randomBytes } from 'node:crypto'
import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { refuse } from './refusal.ts'

/** The secret of the house: from `CLAMOR_KEY`, else from clamor.key in the data folder, made on first use with mode 0600. */
export async function readSecret(config: Config, dataDir: string): Promise<Buffer> {
  if (config.key) return Buffer.from(config.key, 'hex')
  const file = join(dataDir, 'clamor.key')
  const found = await readFile(file, 'utf8').catch(() => undefined)
  const text = found ?? (await makeKeyFile(file))
  if (!/^[0-9a-f]{64,}$/i.test(text.trim())) {
    throw refuse('key-unreadable', 500, `${file} does not hold a key.`, { mend: 'Put the key file of this data folder back from your backup.' })
  }
  return Buffer.from(text.trim(), 'hex')
}

/** Written whole under another name and linked, so that two first starts agree on one key and a crash leaves no half key. */
async function makeKeyFile(file: string): Promise<string> {
  const draft = `${file}.${process.pid}`
  try {
    await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
    await chmod(draft, 0o600)
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    return await readFile(file, 'utf8')
  } catch (error) {
    throw refuse('key-not-written', 500, `The key file ${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`, {
      mend: 'Make the folder writable, or set CLAMOR_KEY.',
    })
  } finally {
    await rm(draft, { force: true })
  }
}
