import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { checkArchive, identitiesIn, lockedBy, type Unlock } from '#backup/index.ts'
import { refuse } from '#core/index.ts'
import { restore } from '../restore.ts'
import type { Command, Given } from './command.ts'
import { optional } from './command.ts'
import { progressBar } from './progress.ts'

export const command: Command = {
  name: 'restore',
  summary: 'Restores a backup into an empty data folder; with --check it only reads it.',
  usage: 'FILE [--keys KEYFILE] [--journal FILE] [--identity FILE] --data DIR',
  options: {
    keys: { type: 'string', help: 'Key file, best the newest one. Default: the one beside FILE.' },
    'without-keys': { type: 'boolean', help: 'Go on without: contact data, originals and connected accounts stay unreadable.' },
    journal: { type: 'string', help: 'Journal of what was taken back, beside those that lie with the files.' },
    identity: { type: 'string', help: 'File with the secret key (AGE-SECRET-KEY-1...). A passphrase: CLAMOR_BACKUP_PASSPHRASE. Else it is asked.' },
    check: { type: 'boolean', help: 'Read FILE to its end and restore nothing.' },
  },
  takes: ['FILE'],
  async run(given) {
    const file = given.words[0]!
    const unlock = await unlockFor(given, file)
    if (given.flags['check']) return check(given, file, unlock)
    const bar = progressBar('Restoring')
    const done = await restore(given.config, {
      file, unlock, keysFile: optional(given, 'keys'), withoutKeys: given.flags['without-keys'] === true, journal: optional(given, 'journal'), onRows: bar.show,
    }).finally(() => bar.end())
    given.say(done, [
      `Restored as of ${done.madeAt} into ${done.dataDir}. Campaigns: ${done.campaigns}; posts: ${done.posts.toLocaleString('en')}; rows: ${done.rows.toLocaleString('en')}.`,
      ...(done.migrated ? [`${done.migrated} migrations brought it up to this version.`] : []),
      `Taken back since then and taken back again: ${done.again} posts; kept out: ${done.keptOut}.`,
      `Taken from people since then, or said by them, and so again: ${done.takenAway} (roles, accounts, links, consent).`,
      ...(done.unreadableLines ? [`${done.unreadableLines} lines of a journal could not be read.`] : []),
      ...(done.keys ? [] : ['Without a key file: contact data and originals cannot be read any more.']),
      'Everybody signs in again. Messages that were waiting may have left since: they are "unconfirmed", and nothing but alarms and ways in leaves before a coordinator has looked, under Publications.',
      ...(done.after.locked ? [`${done.after.locked} people changed their password since, or have none yet: they get in by a new link ("Forgot password", a coordinator, or "clamor user link").`] : []),
      ...done.after.ownerless.map((name) => `${name} has no owner any more: "clamor user add ADDRESS --role owner --organisation '${name}'".`),
      'What was set in the environment is in the folder restored.',
    ])
  },
}

async function check(given: Given, file: string, unlock: Unlock): Promise<void> {
  const { head, manifest } = await checkArchive(file, unlock)
  const rows = Object.values(manifest.rows).reduce((all, one) => all + one, 0)
  given.say({ ok: true, kind: head.kind, madeAt: head.madeAt, clamor: head.clamor, rows, members: manifest.members.length, migrations: head.migrations.length }, [
    `Good: ${head.kind === 'keys' ? 'key file' : 'backup'} of ${head.madeAt}, made by Clamor ${head.clamor}, ${rows.toLocaleString('en')} rows of ${Object.keys(manifest.rows).length} tables, every sum right.`,
  ])
}

async function unlockFor(given: Given, file: string): Promise<Unlock> {
  const { backupPassphrase } = given.config
  const identity = optional(given, 'identity')
  const kind = await lockedBy(file)
  if (identity) {
    const text = await readFile(identity, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw refuse('secret-key-wrong', 400, `${identity} cannot be read (${error.code}).`)
    })
    return { identities: identitiesIn(text), ...(backupPassphrase ? { passphrase: backupPassphrase } : {}) }
  }
  if (kind === 'passphrase' && backupPassphrase) return { passphrase: backupPassphrase }
  if (!process.stdin.isTTY) {
    throw kind === 'passphrase'
      ? refuse('passphrase-needed', 400, 'This backup needs its passphrase.', { mend: 'Set CLAMOR_BACKUP_PASSPHRASE.' })
      : refuse('secret-key-needed', 400, 'This backup needs its secret key.', { mend: 'Give a file that holds it with --identity.' })
  }
  const typed = await ask(kind === 'passphrase' ? 'Passphrase: ' : 'Secret key (AGE-SECRET-KEY-1...): ')
  return kind === 'passphrase' ? { passphrase: typed } : { identities: identitiesIn(typed) }
}

/** What is typed is not shown. */
async function ask(question: string): Promise<string> {
  process.stderr.write(question)
  const lines = createInterface({ input: process.stdin, output: new Writable({ write: (_chunk, _encoding, done) => done() }), terminal: true })
  try {
    return (await lines.question('')).trim()
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
