import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runLine } from '../../src/cli/run.ts'
import { openOffice, sentence, type Office } from '../harness/office.ts'
import { testSecret } from '../harness/house.ts'

let office: Office
let folder: string

beforeAll(async () => {
  office = await openOffice()
  folder = await mkdtemp(join(tmpdir(), 'clamor-commands-'))
  // As root PostgreSQL runs as another user, who has to get at its folder in there.
  await chmod(folder, 0o755)
})
afterAll(async () => {
  await office?.close()
  await rm(folder, { recursive: true, force: true })
})

interface Ran {
  code: number
  out: string
  err: string
  /** stdout as the one JSON document that it must be. */
  json: any
}

interface Options {
  input?: string
  env?: Record<string, string>
  /** Without the database of this file. */
  alone?: boolean
}

const environment = ({ alone, env }: Options): Record<string, string> =>
  ({ ...(alone ? {} : { DATABASE_URL: office.url, CLAMOR_KEY: testSecret.toString('hex'), CLAMOR_DATA: join(folder, 'data') }), CLAMOR_LOG: 'warn', ...env })

let before: Promise<unknown> = Promise.resolve()

/** Runs what `clamor` refuses on the database of this file, here: of those that are asked for at once one after the other. */
function clamor(line: string[], options: Options = {}): Promise<Ran> {
  const ran = before.then(() => here(line, options))
  before = ran.catch(() => {})
  return ran
}

async function here(line: string[], options: Options): Promise<Ran> {
  const said = { out: '', err: '' }
  for (const name of ['DATABASE_URL', 'CLAMOR_KEY', 'CLAMOR_DATA']) vi.stubEnv(name, undefined)
  for (const [name, value] of Object.entries(environment(options))) vi.stubEnv(name, value)
  const writing = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((said.out += String(text)))),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said.err += String(text)))),
  ]
  try {
    return { code: await runLine(line), ...said, get json() { return JSON.parse(said.out) } }
  } finally {
    for (const one of writing) one.mockRestore()
    vi.unstubAllEnvs()
  }
}

/** Runs `clamor ...` on the database of this file, as a process of its own. */
async function apart(line: string[], options: Options = {}): Promise<Ran> {
  const env = { PATH: process.env['PATH']!, HOME: folder, NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE']!, ...environment(options) }
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../src/cli/main.ts'), ...line], { env, cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  child.stdin.end(options.input ?? '')
  const code = await new Promise<number>((done) => child.on('close', (status) => done(status ?? -1)))
  return { code, out, err, get json() { return JSON.parse(out) } }
}

/** One plain line on stderr, nothing on stdout, and no stack. */
function refused(ran: Ran, code: number, words: RegExp): void {
  expect([ran.code, ran.out, ran.err]).toEqual([code, '', expect.stringMatching(words)])
  expect(ran.err.trimEnd().split('\n')).toHaveLength(1)
  expect(ran.err).not.toMatch(/\bat .*\.ts:\d+|Error:|undefined/)
}

const post = (n: number, more: Record<string, unknown> = {}) => JSON.stringify({ id: `c${n}`, text: sentence(n), postedAt: '2026-03-14T09:30:00Z', ...more })

test('campaign add: slug and url; a reserved, a taken, a wrong address, and one without a name are refused', async () => {
  const added = await apart(['campaign', 'add', 'air-now', '--name', 'Air now', '--json'])
  expect([added.code, added.err]).toEqual([0, ''])
  expect(added.json).toEqual({ campaign: 'air-now', url: 'http://localhost:8420/air-now' })
  const [desk, taken, wrong, nameless] = await Promise.all([
    apart(['campaign', 'add', 'desk', '--name', 'x', '--json']), clamor(['campaign', 'add', 'air-now', '--name', 'x', '--json']),
    clamor(['campaign', 'add', 'Air Now!', '--name', 'x', '--json']), apart(['campaign', 'add', 'sea-now', '--json']),
  ])
  refused(desk, 1, /"desk" is needed by Clamor itself/)
  refused(taken, 1, /campaign at \/air-now already/)
  refused(wrong, 1, /cannot be a campaign's address/)
  refused(nameless, 2, /--name is needed\. See "clamor campaign add --help"\.$/m)
})

test('user add and token add: a link, a token, and they work', async () => {
  const added = await apart(['user', 'add', 'vera@example.org', '--role', 'volunteer', '--ready', '--json'])
  expect(added.code).toBe(0)
  expect(added.json).toEqual({ email: 'vera@example.org', link: expect.stringMatching(/^http:\/\/localhost:8420\/invite\/\S+$/) })
  const token = await apart(['token', 'add', '--user', 'vera@example.org', '--campaign', 'water-now', '--scope', 'intake,desk,read', '--json'])
  expect(token.json).toEqual({ token: expect.stringMatching(/^clm_/) })
  // Ready: no invitation to accept first, and the default is all campaigns of the only organisation.
  expect((await office.here(token.json.token, 'POST', '/claims', {})).status).toBe(201)
  const inAir = await office.token('vera', ['desk'], 'air-now')
  expect((await office.call(inAir, 'POST', '/campaigns/air-now/claims', {})).status).toBe(201)
  const [role, nobody, scope, campaign, email] = await Promise.all([
    clamor(['user', 'add', 'vera@example.org', '--role', 'king']), clamor(['token', 'add', '--user', 'no@example.org', '--campaign', 'water-now', '--scope', 'read']),
    clamor(['token', 'add', '--user', 'vera@example.org', '--campaign', 'water-now', '--scope', 'all']), clamor(['user', 'add', 'x@example.org', '--role', 'observer', '--campaign', 'nowhere']),
    clamor(['user', 'add', 'no address', '--role', 'observer']),
  ])
  refused(role, 2, /--role is one of owner, coordinator, volunteer, observer/)
  refused(nobody, 1, /nobody with the address no@example.org/)
  refused(scope, 2, /no scope "all"/)
  refused(campaign, 1, /no campaign nowhere/)
  refused(email, 1, /address/)
})

test('import: read = accepted + known + rejected, a reject file, and a second run accepts nothing', async () => {
  const file = join(folder, 'posts.jsonl')
  await writeFile(file, [post(1, { channel: 'x', author: { handle: 'ana' } }), post(2), '{"id": 7}', post(3), 'no json', post(1, { channel: 'x' }), post(4, { consent: { quote: true } })].join('\n'))
  const first = await apart(['import', file, '--campaign', 'water-now', '--json'])
  expect([first.code, first.err]).toEqual([0, ''])
  expect(first.json).toMatchObject({ format: 'jsonl', encoding: expect.stringMatching(/utf-8/i), read: 7, accepted: 4, known: 1, rejected: 2, rejectFile: `${file}.rejects.jsonl`, statements: 4, seconds: expect.any(Number) })
  const rejects = (await readFile(`${file}.rejects.jsonl`, 'utf8')).trim().split('\n').map((line) => JSON.parse(line))
  expect(rejects.map((reject) => reject.line)).toEqual([3, 5])
  for (const reject of rejects) expect(reject).toMatchObject({ code: expect.any(String), detail: expect.any(String), record: expect.any(String) })
  const second = await apart(['import', file, '--campaign', 'water-now', '--json', '--rejects', join(folder, 'other.jsonl')])
  expect(second.json).toMatchObject({ read: 7, accepted: 0, known: 5, rejected: 2, rejectFile: join(folder, 'other.jsonl'), statements: 4 })

  const csv = join(folder, 'notes.csv')
  await writeFile(csv, `Nr,Message,Date\n1,"${sentence(100)}",2026-03-14T10:00:00Z\n2,"${sentence(101)}",2026-03-14T10:00:00Z\n`)
  expect((await apart(['import', csv, '--campaign', 'water-now', '--map', 'text=Message,postedAt=Date,externalId=Nr', '--channel', 'paper', '--json'])).json).toMatchObject({ format: 'csv', read: 2, accepted: 2 })

  const [nowhere, nofile, format, channel, map] = await Promise.all([
    clamor(['import', file, '--campaign', 'nowhere', '--json']), clamor(['import', join(folder, 'none.csv'), '--campaign', 'water-now', '--json']), clamor(['import', file, '--campaign', 'water-now', '--format', 'word']),
    clamor(['import', file, '--campaign', 'water-now', '--channel', 'pigeon']), clamor(['import', csv, '--campaign', 'water-now', '--map', 'text=Nothing', '--json']),
  ])
  refused(nowhere, 1, /no campaign "nowhere"/)
  refused(nofile, 1, /none\.csv/)
  refused(format, 2, /--format is one of/)
  refused(channel, 2, /--channel is one of/)
  refused(map, 1, /Nothing/)
})

test('export and import into an empty campaign give the same posts and statements back', async () => {
  await office.say([
    { channel: 'form', externalId: 'e1', text: `${sentence(60)} "quoted", =1+1 ünï العربية`, author: { name: 'Ana Example' }, contact: { email: 'ana@example.org' }, place: { name: 'Old port', lat: 1.25, lon: -2.5 }, knows: 'saw', consent: { quote: true, name: true }, language: 'es' },
    { channel: 'x', externalId: 'e2', text: sentence(61), author: { handle: 'bob', network: 'x' }, repostOf: 'e0', links: ['https://example.org/1'], hashtags: ['Water'] },
    { channel: 'mastodon', externalId: 'e3', text: `RT @bob: ${sentence(61)}`, quoteOf: 'e2' },
  ])
  const posts = join(folder, 'out.jsonl')
  const out = await apart(['export', '--campaign', 'water-now', '--what', 'posts', '--format', 'jsonl', '--out', posts])
  expect([out.code, out.err]).toEqual([0, ''])
  const before = (await readFile(posts, 'utf8')).trim().split('\n')
  expect(before.join()).not.toMatch(/example\.org"|ana@|"original"|"sha256"/)
  await apart(['campaign', 'add', 'copy-now', '--name', 'Copy'])
  expect((await apart(['import', posts, '--campaign', 'copy-now', '--json'])).json).toMatchObject({ read: before.length, accepted: before.length, known: 0, rejected: 0 })
  const back = await apart(['export', '--campaign', 'copy-now', '--what', 'posts', '--format', 'jsonl'])
  // Ids of statements and codes of authors are of their campaign; who wrote which posts stays the same.
  const plain = (lines: string[]) => {
    const codes: string[] = []
    return lines.map((line) => {
      const { statement: _, ...rest } = JSON.parse(line)
      if (rest.author?.network !== 'code') return rest
      if (!codes.includes(rest.author.handle)) codes.push(rest.author.handle)
      return { ...rest, author: codes.indexOf(rest.author.handle) }
    })
  }
  const after = back.out.trim().split('\n')
  expect(plain(after)).toEqual(plain(before))
  // The same posts are together: statements are compared by the place of their first post.
  const groups = (lines: string[]) => lines.map((line) => lines.findIndex((other) => JSON.parse(other).statement === JSON.parse(line).statement))
  expect(JSON.parse(after[0]!).statement).toEqual(expect.any(String))
  expect(groups(after)).toEqual(groups(before))

  const folded = await apart(['fold', '-'], { input: before.map((line) => JSON.stringify({ id: JSON.parse(line).id ?? JSON.parse(line).externalId, text: JSON.parse(line).text })).join('\n') })
  expect(folded.code).toBe(0)
  expect(groups(folded.out.trim().split('\n'))).toEqual(groups(before))
})

test('each kind comes out in each format; private data only with a reason, and then it is in the log', async () => {
  await office.person('wanda', 'volunteer')
  for (const deed of [{ decision: 'question', question: 'new', wording: 'Who repairs the pump?' }, { decision: 'incident', incident: 'new', title: 'The pump burst' }, { decision: 'discard', reason: 'spam' }]) {
    const { statement } = (await office.here('wanda', 'POST', '/claims', {})).body.claims[0]
    const { version } = (await office.here('wanda', 'PATCH', `/statements/${statement.id}`, { version: statement.version, place: { name: 'Mill', lat: 3, lon: 4, precision: 'exact' } })).body.statement
    await office.here('wanda', 'POST', `/statements/${statement.id}/decisions`, { version, ...deed })
  }
  const wanted: [string, string, RegExp][] = [
    ['posts', 'csv', /quarter/], ['posts', 'geojson', /Old port/], ['statements', 'csv', /quarter/], ['incidents', 'geojson', /The pump burst/], ['questions', 'csv', /Who repairs the pump\?/],
  ]
  await Promise.all(wanted.map(async ([what, format, words]) => {
    const { code, out, err } = await apart(['export', '--campaign', 'water-now', '--what', what, '--format', format])
    expect([what, format, code, err]).toEqual([what, format, 0, ''])
    expect(out).toMatch(words)
    if (format === 'geojson') expect(JSON.parse(out)).toMatchObject({ type: 'FeatureCollection', features: [{ geometry: { type: 'Point' } }] })
    else expect(out.split('\r\n')[1]).toMatch(/^#/)
  }))
  const decisions = (await apart(['export', '--campaign', 'water-now', '--what', 'decisions', '--format', 'jsonl'])).out.trim().split('\n').map((line) => JSON.parse(line))
  expect(decisions.map(({ decision, reason, by }) => [decision, reason, by]).sort()).toEqual([['discard', 'spam', 'wanda'], ['incident', null, 'wanda'], ['question', null, 'wanda']])

  const line = ['export', '--campaign', 'water-now', '--what', 'posts', '--format', 'jsonl', '--with-private']
  const [without, withReason, what, format] = await Promise.all([
    clamor(line), apart([...line, '--reason', 'Asked by the court']), clamor(['export', '--campaign', 'water-now', '--what', 'people', '--format', 'csv']), clamor(['export', '--campaign', 'water-now', '--what', 'posts', '--format', 'xml']),
  ])
  refused(without, 1, /reason/)
  refused(what, 2, /--what is one of/)
  refused(format, 2, /--format is one of/)
  const first = withReason.out.trim().split('\n').map((text) => JSON.parse(text)).find((row) => row.contact)
  expect(first).toMatchObject({ contact: { email: 'ana@example.org' }, sha256: createHash('sha256').update(Buffer.from(first.original, 'base64')).digest('hex') })
  expect(await office.house.db.rows(`select reason from audit where campaign_id = $1 and kind = 'export.private'`, [office.campaign.id])).toEqual([{ reason: 'Asked by the court' }])
})

test('dossier: files with their sums, all institutions or one', async () => {
  await office.house.db.rows('update question set issue_area_id = (select id from issue_area where campaign_id = $1 and key = $2) where campaign_id = $1', [office.campaign.id, 'water'])
  const out = join(folder, 'dossiers')
  const all = await apart(['dossier', '--campaign', 'water-now', '--out', out, '--json'])
  expect([all.code, all.err]).toEqual([0, ''])
  expect(all.json.seconds).toBeTypeOf('number')
  const told = all.json.dossiers.map(({ institution, issueAreas, questions, people }: any) => ({ institution, issueAreas, questions, people }))
  expect(told).toEqual([{ institution: 'Hospital', issueAreas: ['health'], questions: 0, people: 0 }, { institution: 'Water Board', issueAreas: ['water'], questions: 1, people: 2 }])
  for (const { files } of all.json.dossiers) {
    expect(files.map((file: any) => file.path.split('.').pop()).sort()).toEqual(expect.arrayContaining(['csv', 'html', 'pdf']))
    for (const { path, bytes, sha256 } of files) {
      const content = await readFile(resolve(out, path))
      expect([path, content.length, createHash('sha256').update(content).digest('hex')]).toEqual([path, bytes, sha256])
    }
  }
  const one = await apart(['dossier', '--campaign', 'water-now', '--institution', 'Water Board', '--out', join(folder, 'one'), '--json'])
  expect(one.json.dossiers).toHaveLength(1)
  const [unknown, language, noOut] = await Promise.all([
    clamor(['dossier', '--campaign', 'water-now', '--institution', 'Navy', '--out', out, '--json']), clamor(['dossier', '--campaign', 'water-now', '--out', out, '--language', 'tlh']), clamor(['dossier', '--campaign', 'water-now']),
  ])
  refused(unknown, 1, /Navy/)
  refused(language, 1, /no language "tlh"/)
  refused(noOut, 2, /--out is needed/)
})

test('fold: one line a line, in their order, without a database', async () => {
  const lines = [{ id: 'b', text: sentence(5) }, { id: 'a', text: sentence(6), author: 'x', postedAt: '2026-03-14T09:30:00Z' }, { id: 'c', text: `RT @x: ${sentence(5)}` }]
  const file = join(folder, 'fold.jsonl')
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  const env = { DATABASE_URL: 'postgres://nobody@localhost:1/none' }
  const [fromFile, fromInput, broken, missing] = await Promise.all([
    apart(['fold', file], { env, alone: true }), apart(['fold', '-'], { env, alone: true, input: lines.map((line) => JSON.stringify(line)).join('\n') }),
    apart(['fold', '-'], { alone: true, input: '{"id":"1","text":"a"}\n{"id":' }), clamor(['fold', join(folder, 'none')], { alone: true }),
  ])
  const rows = fromFile.out.trim().split('\n').map((line) => JSON.parse(line))
  expect(rows.map((row) => row.id)).toEqual(['b', 'a', 'c'])
  expect(rows[0].statement).toBe(rows[2].statement)
  expect(rows[0].statement).not.toBe(rows[1].statement)
  expect(fromInput.out).toBe(fromFile.out)
  expect([broken.code, broken.err]).toEqual([1, expect.stringMatching(/line 2/)])
  refused(missing, 1, /cannot be read \(ENOENT\)/)
})

test('doctor: checks with what was found and what to do', async () => {
  const { code, json, err } = await apart(['doctor', '--json'])
  expect(json.checks.length).toBeGreaterThan(8)
  for (const check of json.checks) expect(check).toEqual({ name: expect.stringMatching(/^\w+$/), ok: expect.any(Boolean), found: expect.stringMatching(/\S/), mend: check.ok ? '' : expect.stringMatching(/\S/) })
  // There is something to keep by now, and nobody has made a backup of it.
  expect([code, err, json.ok, json.checks.filter((check: any) => !check.ok).map((check: any) => check.name)]).toEqual([1, '', false, ['backup']])
  const open = await apart(['doctor', '--json'], { env: { HOST: '0.0.0.0' } })
  expect(open.code).toBe(1)
  expect(open.json.checks.find((check: any) => check.name === 'address')).toMatchObject({ ok: false, mend: expect.stringMatching(/https/) })
})

test('help on every level, and wrong usage', async () => {
  const [top, group, one, unknown, flag, more] = await Promise.all([
    apart(['--help'], { alone: true }), clamor(['campaign'], { alone: true }), clamor(['token', 'add', '--help'], { alone: true }),
    clamor(['fly'], { alone: true }), clamor(['doctor', '--fast'], { alone: true }), clamor(['doctor', 'now'], { alone: true }),
  ])
  for (const name of ['demo', 'start', 'import', 'export', 'fold', 'dossier', 'campaign add', 'user add', 'token add', 'upgrade', 'doctor']) expect(top.out).toContain(name)
  expect([top.code, group.code, one.code]).toEqual([0, 0, 0])
  expect(group.out).toContain('campaign add')
  for (const word of ['--user', '--campaign', '--scope', '--json', '--data']) expect(one.out).toContain(word)
  refused(unknown, 2, /no command "fly"/)
  refused(flag, 2, /--fast/)
  refused(more, 2, /takes no further words/)
})

test('what is wrong with the installation is one line', async () => {
  const locked = join(folder, 'locked')
  await writeFile(locked, 'a file where a folder should be')
  const keyless = join(folder, 'keyless')
  await mkdir(keyless)
  await writeFile(join(keyless, 'clamor.key'), 'short')
  await chmod(join(keyless, 'clamor.key'), 0o600)
  const [unreachable, wrongUrl, wrongKey, folderTaken, badKey, port] = await Promise.all([
    clamor(['doctor'], { env: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' } }), clamor(['doctor'], { env: { DATABASE_URL: 'mysql://x' } }), clamor(['doctor'], { env: { CLAMOR_KEY: 'abc' } }),
    clamor(['doctor', '--data', join(locked, 'in')], { alone: true }), clamor(['doctor', '--data', keyless], { env: { CLAMOR_KEY: '' } }), apart(['start', '--port', 'abc']),
  ])
  refused(unreachable, 1, /127\.0\.0\.1/)
  refused(wrongUrl, 1, /DATABASE_URL: must begin with postgres/)
  refused(wrongKey, 1, /CLAMOR_KEY/)
  refused(folderTaken, 1, /folder/)
  refused(badKey, 1, /does not hold a key/)
  expect([port.code, port.out]).toEqual([expect.any(Number), ''])
  expect(port.code).not.toBe(0)
  expect(port.err.trim().split('\n')).toHaveLength(1)
})

test('with nothing but a folder: the built-in database, a key of its own, and what was said stays', async () => {
  const data = join(folder, 'own')
  const file = join(folder, 'own.jsonl')
  await writeFile(file, [post(1), post(2)].join('\n'))
  expect((await apart(['campaign', 'add', 'own-now', '--name', 'Own', '--data', data, '--json'], { alone: true })).json).toMatchObject({ campaign: 'own-now' })
  expect((await apart(['import', file, '--campaign', 'own-now', '--data', data, '--json'], { alone: true })).json).toMatchObject({ accepted: 2, statements: 2 })
  const out = await apart(['export', '--campaign', 'own-now', '--what', 'posts', '--format', 'jsonl', '--data', data], { alone: true })
  expect(out.out.trim().split('\n')).toHaveLength(2)
  expect(await readdir(data)).toContain('clamor.key')
})
