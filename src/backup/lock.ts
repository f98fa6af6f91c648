import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Decrypter, Encrypter } from 'age-encryption'
import { refuse, type House } from '#core/index.ts'

/** What a backup is encrypted to. */
export interface Lock {
  kind: 'keys' | 'passphrase'
  encrypter: Encrypter
}

/**
 * 64 MB and a third of a second for a passphrase; the usual 18 takes 256 MB, which a server of 1 GB does not have to spare each night. The
 * public key costs nothing and is what the guide recommends.
 */
const workFactor = 16

/** Loaded when something is locked or unlocked: it holds more than 20 MB. */
const age = () => import('age-encryption')

/** Public halves that "clamor backup key" made. */
const keptIn = (house: Pick<House, 'dataDir'>) => join(house.dataDir, 'backup.pub')

/** By the settings, else by the key that was made; undefined when nobody has said to whom. */
export async function lockOf(house: Pick<House, 'config' | 'dataDir'>): Promise<Lock | undefined> {
  const { backupTo, backupPassphrase } = house.config
  if (backupTo.length > 0 && backupPassphrase) throw refuse('backup-key-twice', 400, 'CLAMOR_BACKUP_TO and CLAMOR_BACKUP_PASSPHRASE are both set.', { mend: 'Leave one of them out.' })
  if (backupPassphrase) return toPassphrase(backupPassphrase)
  const to = backupTo.length > 0 ? backupTo : (await readFile(keptIn(house), 'utf8').catch(() => '')).split(/\s+/).filter(Boolean)
  return to.length > 0 ? toKeys(to) : undefined
}

async function toPassphrase(passphrase: string): Promise<Lock> {
  const { Encrypter } = await age()
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(workFactor)
  return { kind: 'passphrase', encrypter }
}

async function toKeys(recipients: string[]): Promise<Lock> {
  const { Encrypter } = await age()
  const encrypter = new Encrypter()
  for (const one of recipients) {
    try {
      encrypter.addRecipient(one)
    } catch {
      throw refuse('backup-key-wrong', 400, `"${one.slice(0, 80)}" is not a public key of age.`, { mend: 'It begins with age1; "clamor backup key" makes one.' })
    }
  }
  return { kind: 'keys', encrypter }
}

/** Makes a pair of keys: the public half is kept and used from now on, the secret one is shown once and kept nowhere. */
export async function makeLock(house: Pick<House, 'dataDir'>): Promise<{ secret: string; recipient: string }> {
  const { generateX25519Identity, identityToRecipient } = await age()
  const secret = await generateX25519Identity()
  const recipient = await identityToRecipient(secret)
  await writeFile(keptIn(house), `${recipient}\n`, { mode: 0o600 })
  return { secret, recipient }
}

/** What may open a backup. */
export interface Unlock {
  passphrase?: string
  /** AGE-SECRET-KEY-1... */
  identities?: string[]
}

export async function decrypterOf({ passphrase, identities = [] }: Unlock): Promise<Decrypter> {
  const { Decrypter } = await age()
  const decrypter = new Decrypter()
  if (passphrase !== undefined) decrypter.addPassphrase(passphrase)
  for (const one of identities) {
    try {
      decrypter.addIdentity(one)
    } catch {
      throw refuse('secret-key-wrong', 400, 'This is not a secret key of age.', { mend: 'It begins with AGE-SECRET-KEY-1.' })
    }
  }
  return decrypter
}

/** Secret keys in what a person typed or keeps in a file: the lines that are neither empty nor notes. */
export function identitiesIn(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => /^AGE-SECRET-KEY-/i.test(line)).map((line) => line.toUpperCase())
}

/** What opens a file, by its first lines, which are not secret. Refuses what age did not make. */
export async function lockedBy(path: string): Promise<Lock['kind']> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw refuse('backup-unreadable', 400, `${path} cannot be read (${error.code}).`, { mend: 'Check the name of the file and who may read it.' })
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(200), 0, 200, 0)
    const start = buffer.subarray(0, bytesRead).toString('latin1')
    if (!start.startsWith('age-encryption.org/v1\n')) throw refuse('no-backup', 422, `${path} is not a backup of Clamor.`, { mend: 'Give a file that ends in .tar.zst.age.' })
    return start.includes('\n-> scrypt ') ? 'passphrase' : 'keys'
  } finally {
    await file.close()
  }
}
