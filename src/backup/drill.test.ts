/** The drill: what would be done on the worst day is done here, on a real database and real files. */
import { spawn } from 'node:child_process'
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readArrival } from '#channel/index.ts'
import { Database, installationId, isRefusal, journalBesideName, journalName, readConfig, type House } from '#core/index.ts'
import { exportDecisions, exportStatements } from '#desk/index.ts'
import { editIncident } from '#incident/index.ts'
import { takeIn } from '#intake/index.ts'
import { freezePerson } from '#person/index.ts'
import { allowPhotos, authorIdOf, changeConsent, changeContact, eraseAuthor, readPrivate, withdraw } from '#post/index.ts'
import { exportPosts, foldAll } from '#statement/index.ts'
import { holdsOf } from '#talk/index.ts'
import { lossesOf, type Loss } from '../../test/harness/losses.ts'
import { databaseUrl, dropDatabase, onServer, testSecret } from '../../test/harness/server.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { schemaOf } from '../../test/harness/schema.ts'
import { tracesOf } from '../../test/harness/traces.ts'
import { openHouse } from '../open.ts'
import { restore, type Restored } from '../restore.ts'
import { lockOf, makeLock } from './lock.ts'
import { makeBackup, type Made } from './make.ts'
import { checkArchive } from './read.ts'
import { runBackup } from './run.ts'
import { writeArchive } from './write.ts'

let office: Office
let losses: (Loss & { given: any })[]
let folder: string
let secret: string
let quiet: Made

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clamor-drill-'))
  // As root PostgreSQL runs as another user, who has to get at its folder in there.
  await chmod(folder, 0o755)
  office = await openOffice('water-now', { backups: join(folder, 'backups') })
  secret = (await makeLock(office.house)).secret
})
afterAll(async () => {
  await office?.close()
  if (nowhere) await dropDatabase(inject('postgresUrl'), 'restored_nowhere')
  await rm(folder, { recursive: true, force: true })
})

const unlock = () => ({ identities: [secret] })
const options = async (more = {}) => ({ folder: join(folder, 'backups'), lock: (await lockOf(office.house))!, ...more })
const from = (handle: string, n: number, more = {}) => ({ channel: 'sms', externalId: `${handle}-${n}`, text: sentence(n), author: { handle }, consent: { quote: true }, ...more })

/** Takes posts in without the desk's patience, as they come from outside. */
async function arrive(posts: object[]): Promise<string[]> {
  const arrivals = posts.map((post) => readArrival(post, Buffer.from(JSON.stringify(post)))).flatMap((read) => ('arrival' in read ? [read.arrival] : []))
  return (await takeIn(office.house, office.campaign, arrivals, { patient: true })).results.map((one) => one.id)
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const one of items) list.push(one)
  return list
}

/** What a campaign gives back: the figures by which two houses are compared. */
async function figuresOf(house: House) {
  const { id } = office.campaign
  return {
    posts: await all(exportPosts(house, id)), statements: await all(exportStatements(house.db, id)), decisions: await all(exportDecisions(house.db, id)),
    incidents: await house.db.rows('select number, title, version from incident where campaign_id = $1 order by number', [id]),
    people: await house.db.rows('select p.email, r.role from role r join person p on p.id = r.person_id order by 1'),
  }
}

interface Target {
  done: Restored
  house: House
  close(): Promise<void>
}

/** Into a database of its own on the server of the tests: as quick as a restore can be. */
async function restoreBeside(made: Pick<Made, 'folder' | 'file'>, more: Partial<Parameters<typeof restore>[1]> = {}): Promise<Target> {
  const name = `restored_${Math.random().toString(36).slice(2, 10)}`
  await onServer(inject('postgresUrl'), `create database ${name}`)
  const config = readConfig({ data: join(folder, name), databaseUrl: databaseUrl(inject('postgresUrl'), name), log: 'silent' }, {})
  const done = await restore(config, { file: join(made.folder, made.file), unlock: unlock(), clock: office.clock, ...more })
  const { house, close } = await openHouse(config, { clock: office.clock })
  return { done, house, close: () => close().then(() => dropDatabase(inject('postgresUrl'), name)) }
}

let nowhere: Promise<string> | undefined

/** The one line that somebody reads when a restore is refused; nothing may be left of it. */
async function refusedRestore(made: Pick<Made, 'folder' | 'file'>, more: Partial<Parameters<typeof restore>[1]> = {}): Promise<string> {
  nowhere ??= onServer(inject('postgresUrl'), 'create database restored_nowhere').then(() => databaseUrl(inject('postgresUrl'), 'restored_nowhere'))
  const config = readConfig({ data: join(folder, 'nowhere'), databaseUrl: await nowhere, log: 'silent' }, {})
  const said = await line(restore(config, { file: join(made.folder, made.file), unlock: unlock(), clock: office.clock, ...more }))
  expect(await readdir(join(folder, 'nowhere')).catch(() => 'nothing')).toBe('nothing')
  const db = new Database(await nowhere, { connections: 1 })
  expect(await db.rows(`select relname from pg_class where relnamespace = 'public'::regnamespace`).finally(() => db.end())).toEqual([])
  return said
}

async function line(work: Promise<unknown>): Promise<string> {
  const error = await work.then(() => expect.fail('was not refused'), (thrown: Error) => thrown)
  if (!isRefusal(error)) throw error
  expect(error.line.split('\n')).toHaveLength(1)
  return error.line
}

describe('a backup is made while posts come in and are claimed', () => {
  it('and shows one moment: whatever it has fits together, and nobody has back what was taken from them since', async () => {
    await office.person('vera', 'volunteer')
    losses = []
    for (const loss of await lossesOf(office)) losses.push({ ...loss, given: await loss.give() })
    await office.say(Array.from({ length: 60 }, (_, n) => from(`early${n % 7}`, n)))
    let working = true
    let came = 60
    const load = Promise.all([
      (async () => {
        while (working && came < 395) {
          await arrive(Array.from({ length: 5 }, (_, n) => from('late', came + n)))
          came += 5
          await foldAll(office.house, office.campaign.id)
        }
      })(),
      (async () => {
        while (working) {
          const { body } = await office.here('vera', 'POST', '/claims', { count: 1 })
          const one = body.claims?.[0]
          if (one) await office.here('vera', 'POST', `/statements/${one.statement.id}/decisions`, { version: one.statement.version, decision: 'incident', incident: 'new', title: `Case ${came}` })
        }
      })(),
    ])
    const made = await makeBackup(office.house, await options({ folder: join(folder, 'load') }))
    working = false
    await load
    // What people lose after it. That each still stood shows that the look at it can fail.
    for (const { what, stands, take, given } of losses) {
      expect(Boolean(await stands(office.house, given)), what).toBe(true)
      await take(given)
      expect(Boolean(await stands(office.house, given)), what).toBe(false)
    }
    const { done, house, close } = await restoreBeside(made, { journal: join(office.house.dataDir, journalName) })
    try {
      for (const { what, stands, given } of losses) expect(Boolean(await stands(house, given)), `${what} came back`).toBe(false)
      expect(done.after).toEqual({ ownerless: [], locked: 3 })
      expect(done.rows).toBe(made.rows)
      expect(done.posts).toBeGreaterThanOrEqual(60)
      expect(done.posts).toBeLessThanOrEqual(came)
      const [torn] = await house.db.rows<{ n: number }>(
        `select count(*)::int as n from statement s where campaign_id = $1 and posts <> (select count(*) from post_fold f where f.campaign_id = $1 and f.statement_id = s.id)`, [office.campaign.id])
      expect(torn!.n).toBe(0)
      // Whatever was being folded, or held, goes on from there.
      await foldAll(house, office.campaign.id)
      const { posts } = await figuresOf(house)
      const before = new Map((await figuresOf(office.house)).posts.map((one) => [one.externalId, one]))
      expect(posts).toHaveLength(done.posts)
      for (const one of posts) expect(one.text).toBe(before.get(one.externalId)!.text)
      expect(await schemaOf(house.db)).toBe(await schemaOf(office.house.db))
    } finally {
      await close()
    }
  })
})

describe('the house is lost after people took words back', () => {
  it('and is restored into an empty folder: nobody returns, all else is as it was', async () => {
    const { house, campaign } = office
    await mkdir(join(house.dataDir, 'dossiers', campaign.id), { recursive: true })
    await writeFile(join(house.dataDir, 'dossiers', campaign.id, 'edition.pdf'), '%PDF dossier')
    await arrive([from('Ines', 390, { text: 'The zanzibird well on Cobalt street has been dry since March' })])
    const [asWritten] = await arrive([from('Omar', 391, { text: 'Lamps along the quarrelsome canal stay dark every night', contact: { phone: '+4915112345678' } })])
    const [kept] = await arrive([from('Lena', 392, { contact: { email: 'lena@example.org' } })])
    const [moved] = await arrive([from('Tara', 394, { text: 'Nobody at the tannery has heard from the inspector', contact: { phone: '+4915187654321' } })])
    await foldAll(house, campaign.id)
    await house.db.rows(`insert into evidence (campaign_id, id, checklist_id, point, kind, text, sealed, key, sha256, person_id, at)
      select $1, gen_random_uuid(), c.id, 'time', 'photo', 'clock', 'sealed', 'the key', 'x', (select id from person limit 1), $2 from checklist c where campaign_id = $1 limit 1`, [campaign.id, office.clock.now()])
    await house.db.rows(`insert into photo (campaign_id, post_id, type, sealed, created_at, alt, allowed, shown) values ($1, $2, 'image/webp', 'x', $3, 'A well', true, true)`, [campaign.id, kept, office.clock.now()])
    await house.db.rows(`update incident set precision = 'exact' where campaign_id = $1`, [campaign.id])
    const evidence = await house.db.rows('select id, key from evidence where campaign_id = $1 order by id', [campaign.id])
    expect(evidence).not.toEqual([])
    // Something waits to be sent, and somebody is to be asked once more in a week.
    for (const [due, purpose] of [[office.clock.now(), 'receipt'], [new Date(office.clock.now().getTime() + 7 * 86_400_000), 'reminder']] as const) {
      await house.db.rows(`insert into outgoing (campaign_id, id, channel, purpose, due_at, created_at, changed_at) values ($1, gen_random_uuid(), 'email', $2, $3, $3, $3)`, [campaign.id, purpose, due])
    }
    const owner = await office.actor('olga', 'owner')
    const before = await figuresOf(house)
    office.clock.pass(1_000)
    quiet = await runBackup(house, { wish: 'command' })

    // After the backup: an author is erased, a post withdrawn, and one that the backup does not know comes and is erased.
    const [unknown] = await arrive([from('Ines', 393, { text: 'A second zanzibird, said after the backup' })])
    await eraseAuthor(house, campaign.id, authorIdOf(house, campaign.id, 'sms/ines'))
    await withdraw(house, campaign.id, [asWritten!], 'withdrawn')
    await changeConsent(house, campaign.id, [kept!], { quote: false, name: false, passOn: false, write: false })
    await changeContact(house, campaign.id, [moved!], { contact: { email: 'tara@example.org' } })
    await allowPhotos(house, campaign.id, [kept!], false)
    const near = (await house.db.row<{ id: string; version: number }>('select id, version from incident where campaign_id = $1 order by number limit 1', [campaign.id]))!
    await editIncident(house, campaign.id, owner, near.id, { version: near.version, precision: 'hidden' })
    const { id: vera } = (await house.db.row<{ id: string }>(`select id from person where email = 'vera@example.org'`))!
    await freezePerson(house, owner, campaign, vera)
    const beside = await readFile(join(quiet.folder, journalBesideName(await installationId(house))), 'utf8')
    expect(beside).toContain(unknown)
    expect(beside).not.toMatch(/zanzibird|Ines|Omar|4915112345678/i)

    const data = join(folder, 'new', 'data')
    await mkdir(join(folder, 'new'))
    await chmod(join(folder, 'new'), 0o755)
    const config = readConfig({ data, log: 'silent', postgresProfile: 'small' }, {})
    const done = await restore(config, { file: join(quiet.folder, quiet.file), unlock: unlock(), clock: office.clock })
    expect(done).toMatchObject({ again: 2, keptOut: 1, keys: true, migrated: 0, unreadableLines: 0 })
    const opened = await openHouse(config, { clock: office.clock })
    try {
      const there = opened.house
      expect(await tracesOf(there, campaign.id)).not.toMatch(/zanzibird|quarrelsome/i)
      const gone = ['Ines-390', 'Omar-391', 'Lena-392']
      const figures = await figuresOf(there)
      expect(figures.posts.filter((post) => post.externalId !== 'Lena-392').map(({ more: _, ...post }) => post)).toEqual(before.posts.filter((post) => !gone.includes(post.externalId)).map(({ more: _, ...post }) => post))
      expect(figures.decisions).toEqual(before.decisions)
      expect(figures.incidents).toEqual(before.incidents)
      expect(figures.people).toEqual(before.people)
      expect(figures.statements).toHaveLength(before.statements.length - 2)
      // Contact can be read by the keys of the key file; the erased author's key is gone again.
      expect((await readPrivate(there, { campaignId: campaign.id, reason: 'drill' }, [kept!])).get(kept!)?.contact).toEqual({ email: 'lena@example.org' })
      expect((await readPrivate(there, { campaignId: campaign.id, reason: 'drill' }, [moved!])).get(moved!)?.contact).toBeUndefined()
      expect(await there.db.row('select 1 from author_key where campaign_id = $1 and id = $2', [campaign.id, authorIdOf(there, campaign.id, 'sms/ines')])).toBeUndefined()
      expect(await there.db.rows('select id, key from evidence where campaign_id = $1 order by id', [campaign.id])).toEqual(evidence)
      // A network that is read again brings nothing back, also not what the backup never knew.
      const again = await takeIn(there, campaign, [{ channel: 'sms', externalId: 'Ines-393', text: 'A second zanzibird, said after the backup', original: Buffer.from('x') }])
      expect(again).toMatchObject({ accepted: 0, known: 1 })
      expect(await readFile(join(data, 'dossiers', campaign.id, 'edition.pdf'), 'utf8')).toBe('%PDF dossier')
      // What one may do with a post, and who is locked out, is as it was said last; nobody is signed in; nothing is sent that may have left.
      expect(await there.db.row('select quote, write from post where campaign_id = $1 and id = $2', [campaign.id, kept])).toEqual({ quote: false, write: false })
      expect(await there.db.rows('select email from person where frozen_at is not null order by 1')).toEqual([{ email: 'frieda@example.org' }, { email: 'vera@example.org' }])
      expect(await there.db.rows('select allowed from photo where campaign_id = $1', [campaign.id])).toEqual([{ allowed: false }])
      expect(await there.db.rows('select id, precision from incident where campaign_id = $1 order by number limit 1', [campaign.id])).toEqual([{ id: near.id, precision: 'hidden' }])
      expect(await there.db.rows('select 1 from auth_session')).toEqual([])
      expect(await there.db.rows('select purpose, state from outgoing where campaign_id = $1 order by due_at', [campaign.id])).toEqual([{ purpose: 'receipt', state: 'unconfirmed' }, { purpose: 'reminder', state: 'queued' }])
      expect(await holdsOf(there.db, campaign.id, office.clock.now())).toMatchObject([{ kind: 'restored', setBy: null }])
      // The journal goes on here: the next restore knows as much.
      expect(await readFile(join(data, journalName), 'utf8')).toContain(unknown)
    } finally {
      await opened.close()
    }
    // What is there is not overwritten.
    expect(await line(restore(config, { file: join(quiet.folder, quiet.file), unlock: unlock() }))).toMatch(/^The data folder .* is not empty/)
  })

  it('the main file alone holds no key: neither an author\'s nor the house\'s', async () => {
    const keys = await office.house.db.rows<{ wrapped: Buffer }>('select wrapped from author_key where campaign_id = $1 union all select key from evidence where campaign_id = $1 and key is not null', [office.campaign.id])
    expect(keys.length).toBeGreaterThan(5)
    const inMain = await textOf(quiet.file)
    const inKeys = await textOf(quiet.keysFile)
    const found = (text: string) => keys.filter(({ wrapped }) => text.includes(wrapped.toString('hex'))).length
    expect([found(inMain), inMain.includes(testSecret.toString('hex'))]).toEqual([0, false])
    expect(found(inKeys)).toBeGreaterThan(5)
    expect(inKeys).toContain(testSecret.toString('hex'))
  })

  it('without a key file it is refused', async () => {
    const apart = join(folder, 'apart')
    await mkdir(apart)
    await copyFile(join(quiet.folder, quiet.file), join(apart, quiet.file))
    expect(await refusedRestore({ ...quiet, folder: apart })).toMatch(/no key file beside this backup/)
  })
})

/** All members of a file, one after the other. */
async function textOf(file: string): Promise<string> {
  const { readArchive } = await import('./read.ts')
  const chunks: Buffer[] = []
  await readArchive(join(quiet.folder, file), unlock(), async (_name, body) => {
    for await (const chunk of body) chunks.push(chunk)
  })
  return Buffer.concat(chunks).toString('latin1')
}

describe('what is wrong is one line, and nothing is half restored', () => {
  const path = () => join(quiet.folder, quiet.file)
  const spoilt = async (name: string, change: (bytes: Buffer) => Buffer) => {
    await mkdir(join(folder, name), { recursive: true })
    await writeFile(join(folder, name, quiet.file), change(await readFile(path())))
    await copyFile(join(quiet.folder, quiet.keysFile), join(folder, name, quiet.keysFile))
    return { ...quiet, folder: join(folder, name) }
  }

  it('another key, a cut file, a flipped byte anywhere, another file', async () => {
    const other = (await makeLock({ dataDir: await mkdtemp(join(folder, 'other-')) })).secret
    expect(await refusedRestore(quiet, { unlock: { identities: [other] } })).toMatch(/^This key does not open .*\.age\. Give the secret key/)
    for (const share of [0.02, 0.5, 0.999]) {
      expect(await refusedRestore(await spoilt('cut', (bytes) => bytes.subarray(0, Math.floor(bytes.length * share))))).toMatch(/damaged or not all there/)
      const flipped = await spoilt('flipped', (bytes) => {
        const copy = Buffer.from(bytes)
        copy[Math.floor(copy.length * share)]! ^= 1
        return copy
      })
      expect(await refusedRestore(flipped)).toMatch(/damaged or not all there/)
    }
    expect(await refusedRestore(await spoilt('other', () => Buffer.from('not a backup')))).toMatch(/is not a backup of Clamor/)
    expect(await refusedRestore({ ...quiet, file: quiet.keysFile }, { keysFile: join(quiet.folder, quiet.keysFile) })).toMatch(/is a key file/)
    expect(await refusedRestore({ ...quiet, file: 'nowhere.tar.zst.age' }, { withoutKeys: true })).toMatch(/cannot be read \(ENOENT\)/)
  })

  it('a wrong passphrase', async () => {
    const lock = (await lockOf({ dataDir: folder, config: { ...office.house.config, backupPassphrase: 'seven quiet rivers meet' } }))!
    const file = join(folder, 'phrase.tar.zst.age')
    await (await writeArchive(file, lock, office.clock.now(), async (archive) => archive.add('head.json', '{}'))).finish()
    expect(await line(checkArchive(file, { passphrase: 'seven quiet rivers meat' }))).toMatch(/^This passphrase does not open/)
    // The right one opens it: what is wrong then is what is in it.
    expect(await line(checkArchive(file, { passphrase: 'seven quiet rivers meet' }))).toMatch(/lists cannot be read/)
  })

  it('a folder that cannot be written, and a disk that is full, while it is made: nothing that looks like a backup is left', async () => {
    await writeFile(join(folder, 'a file'), '')
    expect(await line(makeBackup(office.house, await options({ folder: join(folder, 'a file', 'backups') })))).toMatch(/cannot be written \((ENOTDIR|EEXIST)\)/)
    office.clock.pass(60_000)
    const full = join(folder, 'full')
    await mkdir(full)
    await symlink('/dev/full', join(full, `${quiet.file.replace(/\d{8}-\d{6}(?=\.)/, office.clock.now().toISOString().replace(/[-:]|\..*/g, '').replace('T', '-'))}.part`))
    expect(await line(makeBackup(office.house, await options({ folder: full })))).toMatch(/no room left for a backup/)
    expect(await readdir(full)).toEqual([])
  })

  it('killed while it is made: what is left does not look finished', async () => {
    const killed = join(folder, 'killed')
    const script = `
      const { openHouse } = await import('${resolve('src/open.ts')}'); const { readConfig } = await import('#core/index.ts'); const { makeBackup, lockOf } = await import('#backup/index.ts')
      const { house } = await openHouse(readConfig({ data: ${JSON.stringify(office.house.dataDir)}, databaseUrl: ${JSON.stringify(office.url)}, key: '${testSecret.toString('hex')}', log: 'silent' }, {}))
      let tables = 0
      await makeBackup(house, { folder: ${JSON.stringify(killed)}, lock: await lockOf(house), onRows: () => { if (++tables > 40) process.kill(process.pid, 'SIGKILL') } })`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: resolve('.'), stdio: ['ignore', 'ignore', 'inherit'] })
    expect(await new Promise((done) => child.on('close', (_code, signal) => done(signal)))).toBe('SIGKILL')
    const left = await readdir(killed)
    expect(left).toHaveLength(1)
    expect(left[0]).toMatch(/\.age\.part$/)
  })
})

describe('time goes by between backup and restore', () => {
  it('one of a newer program is refused', async () => {
    await office.house.db.rows(`insert into migration (number, name, sha256, breaking, at) values (9999, '9999_future.sql', 'x', false, $1)`, [office.clock.now()])
    const made = await makeBackup(office.house, await options({ folder: join(folder, 'future') }))
    await office.house.db.rows('delete from migration where number = 9999')
    expect(await refusedRestore(made)).toMatch(/made by a newer Clamor \(9999_future\.sql\)/)
  })

  it('one of an older program is migrated upward; without a key file what nobody can read is gone, and authors can come back', async () => {
    const { db } = office.house
    // As the house was before these migrations.
    await db.rows('drop table backup')
    await db.rows('alter table journal drop column filed_at -- of every campaign')
    await db.rows('delete from migration where number in (132, 133)')
    const made = await makeBackup(office.house, await options({ folder: join(folder, 'older') }))
    await rm(join(folder, 'older', made.keysFile))
    const { done, house, close } = await restoreBeside(made, { withoutKeys: true, journal: join(office.house.dataDir, journalName) })
    try {
      expect(done).toMatchObject({ migrated: 2, keys: false, again: 0, keptOut: 0 })
      expect(await schemaOf(house.db)).toContain('create table backup (')
      expect(await house.db.row('select 1 from post where campaign_id = $1 and (sealed is not null or reachable)', [office.campaign.id])).toBeUndefined()
      await takeIn(house, office.campaign, [{ channel: 'sms', externalId: 'back', text: 'Lena is here again', author: { handle: 'Lena' }, contact: { phone: '+4915100000000' }, original: Buffer.from('y') }])
      const rows = await house.db.rows<{ id: string }>(`select id from post where campaign_id = $1 and author_id = $2`, [office.campaign.id, authorIdOf(house, office.campaign.id, 'sms/lena')])
      await readPrivate(house, { campaignId: office.campaign.id, reason: 'drill' }, rows.map((row) => row.id))
    } finally {
      await close()
    }
  })
})
