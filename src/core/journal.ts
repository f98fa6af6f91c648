import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sha256 } from './data/index.ts'
import type { House } from './house.ts'
import { installationId } from './installation.ts'
import type { HouseRestored } from './slice.ts'

/**
 * The journal outside of the database: what people took back, one line each, so that a backup made before it cannot bring it back. It lies
 * in the data folder and beside the backups, since whoever needs it has lost the database. It names rows by their ids and holds nobody's
 * words or address.
 */
export interface JournalEntry {
  at: Date
  /** Null: of the whole house, such as what is taken from an account. */
  campaignId: string | null
  /** What was done: `withdrawn` and `erased` are of posts and what else their author left; others are read by the slice that wrote them. */
  kind: string
  ids: string[]
  /** Of the rows of the journal in the database, one for each of `ids`. */
  rows?: string[]
  /** What holds from then on, where that is more than that it is gone; nobody's words. */
  says?: Record<string, boolean>
  /** By id what is needed to do it again where the row is not there; sealed under a key of the house. */
  sealed?: Record<string, string>
}

export const journalName = 'journal.jsonl'

/** What it is called beside the backups, where those of another Clamor may lie too. */
export const journalBesideName = (installation: string) => `journal-${installation}.jsonl`

type Folders = Pick<House, 'config' | 'dataDir' | 'log' | 'db' | 'clock'>

/** Where backups are put. */
export function backupFolder({ config, dataDir }: Pick<House, 'config' | 'dataDir'>): string {
  return config.backups ?? join(dataDir, 'backups')
}

/**
 * Appends lines and returns once they are on the disk. The one in the data folder must be written; the one beside the backups may lie on a
 * disk that is not there at this moment: the next backup makes up for it.
 */
export async function appendToJournal(house: Folders, entries: JournalEntry[]): Promise<void> {
  if (entries.length === 0) return
  const lines = entries.map(lineOf).join('')
  await append(join(house.dataDir, journalName), lines)
  if (!(await stat(backupFolder(house)).catch(() => undefined))) return
  await appendBeside(house, lines).catch((error: Error) => house.log.warn({ error: error.message }, 'the journal beside the backups could not be written; the next backup brings it up to date'))
}

/**
 * Notes down, before it is done, what a person takes back and what leaves no row that tells of it. Should the journal be out of reach it is
 * done all the same: a full disk must not keep anybody from leaving.
 */
export async function noteTakenBack(house: Folders, entry: Omit<JournalEntry, 'at'>): Promise<void> {
  if (entry.ids.length === 0) return
  await appendToJournal(house, [{ at: house.clock.now(), ...entry }]).catch((error: Error) => house.log.error({ error: error.message, kind: entry.kind }, 'the journal could not be written: a restore would not know of this'))
}

async function appendBeside(house: Folders, lines: string): Promise<void> {
  await append(join(backupFolder(house), journalBesideName(await installationId(house))), lines)
}

async function append(path: string, lines: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'a+', 0o600)
  try {
    const { size } = await file.stat()
    const last = size === 0 ? 10 : (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0]
    // A line that a power cut left half written is closed, so that it spoils none but itself.
    await file.write(last === 10 ? lines : `\n${lines}`)
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** One line; its sum tells a damaged line from a whole one. */
export function lineOf({ at, campaignId, kind, ids, rows, says, sealed }: JournalEntry): string {
  const said = JSON.stringify({ at: at.toISOString(), campaign: campaignId, kind, ids, ...(rows ? { rows } : {}), ...(says ? { says } : {}), ...(sealed ? { sealed } : {}) })
  return `${said.slice(0, -1)},"sum":"${sumOf(said)}"}\n`
}

const sumOf = (said: string) => sha256(said).toString('hex').slice(0, 16)

/**
 * What was written since a backup was begun, and a little earlier: a line is written before what it tells is committed. To be asked where what
 * a line took away may have been given again; a restore takes away by the journal and never gives.
 */
export function sinceBackup({ journal, madeAt }: Pick<HouseRestored, 'journal' | 'madeAt'>): JournalEntry[] {
  return journal.filter((entry) => entry.at.getTime() >= madeAt.getTime() - beforeMs)
}

/** Of one kind of these: what was named, with what was said of it last. */
export function notedSince(restored: Pick<HouseRestored, 'journal' | 'madeAt'>, kind: string): Map<string, Record<string, boolean>> {
  return new Map(sinceBackup(restored).filter((entry) => entry.kind === kind).flatMap(({ ids, says = {} }) => ids.map((id) => [id, says] as const)))
}

const beforeMs = 120_000

/** What a journal says, and how many of its lines cannot be read. */
export function parseJournal(text: string): { entries: JournalEntry[]; unreadable: number } {
  const entries: JournalEntry[] = []
  let unreadable = 0
  for (const line of text.split('\n').filter(Boolean)) {
    const entry = entryOf(line)
    if (entry) entries.push(entry)
    else unreadable++
  }
  return { entries, unreadable }
}

function entryOf(line: string): JournalEntry | undefined {
  const cut = line.lastIndexOf(',"sum":"')
  const said = `${line.slice(0, cut)}}`
  if (cut < 0 || line.slice(cut + 8) !== `${sumOf(said)}"}`) return undefined
  const { at, campaign, ...rest } = JSON.parse(said) as Omit<JournalEntry, 'at' | 'campaignId'> & { at: string; campaign: string | null }
  return { at: new Date(at), campaignId: campaign, ...rest }
}

/** The text of a journal; empty where there is none. */
export async function journalText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
}
