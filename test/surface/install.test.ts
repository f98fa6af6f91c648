import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeArchive } from '../../deploy/release/archive.ts'
import { bareContents, type Contents } from '../../deploy/release/contents.ts'
import { runningFiles } from '../../deploy/release/running.ts'
import { sumsOf } from '../../deploy/release/sums.ts'
import { version } from '#core/index.ts'
import { freePort } from '../harness/port.ts'

/**
 * The steps of docs/operator.md from a bare Debian to the doctor, typed as they stand there, in a view of the machine of its own: its /etc, /opt,
 * /var/lib and /usr/local/sbin are copies or empty, and nothing is left behind. What one machine has not got stands in: apt-get, systemd, a name
 * on the internet. The packages are those of this checkout.
 */
const root = resolve(import.meta.dirname, '../..')
const runs = promisify(execFile)
const apart = ['--mount', '--pid', '--fork', '--kill-child', '--propagation=private']
const may = await runs('unshare', [...apart, 'sh', '-c', 'mount -t tmpfs none /opt && for one in curl useradd runuser setpriv; do command -v $one || exit 1; done']).then(() => existsSync(join(root, 'build/handler.js')), () => false)

/** A release that changes the database. */
const later = { name: 'clamor-9.9.9-linux-x64', written: new Map([['src/core/0999_later.sql', '-- cannot be undone: the moon is gone.\ncreate table later (campaign_id uuid, id uuid, primary key (campaign_id, id));\n']]) }

let folder: string
let contents: Contents
let heard: Record<string, string> = {}

beforeAll(async () => {
  if (!may) return
  folder = await mkdtemp(join(tmpdir(), 'clamor-install-'))
  await chmod(folder, 0o755)
  const commit = { version, id: 'test', time: new Date('2026-01-01T00:00:00Z'), files: (await runs('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 64_000_000 })).stdout.split('\0').filter((path) => path && existsSync(join(root, path))) }
  contents = { ...(await bareContents(commit)), name: `clamor-${version}-linux-x64` }
  // As /root is: the account of the service may not look into it; and what lies there is not run by a command.
  await mkdir(join(folder, 'dist'), { mode: 0o700 })
  await writeFile(join(folder, 'dist', '.graphile-workerrc.cjs'), 'throw new Error("run by the command")')
  await writeArchive(join(folder, 'dist', `${contents.name}.tar.gz`), contents, commit.time, 1)
  await writeArchive(join(folder, 'dist', `${later.name}.tar.gz`), { ...contents, ...later }, commit.time, 1)
  await sumsOf(join(folder, 'dist'))
  heard = await walk(await steps())
}, 300_000)
afterAll(async () => void (may && (await rm(folder, { recursive: true, force: true }))))

/** What the guide says to type, by its heading. */
async function steps(): Promise<{ name: string; script: string }[]> {
  const guide = await readFile(join(root, 'docs/operator.md'), 'utf8')
  const walk = /^## From a bare Debian to https\n([^]*?)^## /m.exec(guide)![1]!
  let name = ''
  return [...walk.matchAll(/^### \d+\. (.*)$|^```sh step\n([^]*?)^```$/gm)].flatMap(([, heading, script]) => {
    if (heading !== undefined) name = heading
    return script === undefined ? [] : [{ name, script }]
  })
}

/** Stand-ins for what there is only on a real server. */
const standIns = (port: number): Record<string, string> => ({
  'apt-get': 'exit 0',
  getent: 'echo "192.0.2.1 $2"',
  journalctl: 'cat /run-of-test/journal',
  ...(existsSync('/usr/bin/caddy') ? {} : { caddy: 'echo "Valid configuration"' }),
  // It starts what the unit says, as whom it says, with the rights that it leaves.
  systemctl: `
    unit=/etc/systemd/system/clamor.service
    of() { sed -n "s/^$1=//p" $unit; }
    stop() { [ ! -e /run-of-test/pid ] || { kill "$(cat /run-of-test/pid)"; tail --pid="$(cat /run-of-test/pid)" -f /dev/null; rm /run-of-test/pid; }; }
    case $* in
      'enable --now clamor') echo PORT=${port} >>/etc/clamor/clamor.env ;;
      'restart clamor') stop ;;
      'stop clamor') stop; exit 0 ;;
      *) exit 0 ;;
    esac
    install -d -o "$(of User)" -m "$(of StateDirectoryMode)" /var/lib/$(of StateDirectory)
    setpriv --reuid "$(of User)" --regid "$(of Group)" --init-groups --no-new-privs --bounding-set=-all --inh-caps=-all \\
      env -i PATH=/usr/bin:/bin NODE_COMPILE_CACHE=/run-of-test/compiled "$(of Environment)" $(grep -v '^#' /etc/clamor/clamor.env) $(of ExecStart) >>/run-of-test/journal 2>&1 &
    echo $! >/run-of-test/pid`,
})

/** On a port that is free here; and the doctor finds fault with a name that nobody knows. */
const typed = (script: string, port: number) => script.replaceAll('127.0.0.1:8420', `127.0.0.1:${port}`).replace(/^clamor doctor$/m, 'clamor doctor || true')

async function walk(steps: { name: string; script: string }[]): Promise<Record<string, string>> {
  const port = await freePort()
  const bin = join(folder, 'bin')
  await mkdir(bin)
  for (const [name, script] of Object.entries(standIns(port))) await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  const packages = `mkdir -p /opt/clamor/${contents.name}/node_modules && mount --bind ${root}/node_modules /opt/clamor/${contents.name}/node_modules`
  const whole = [
    `set -e; trap '[ $? = 0 ] || cat /run-of-test/journal' EXIT`,
    `cp -a /etc ${folder}/etc && mount --bind ${folder}/etc /etc && mkdir -p /etc/caddy /etc/systemd/system`,
    // PostgreSQL's socket lies in the data folder, whose path is short this way.
    'for place in /opt /var/lib /usr/local/sbin; do mount -t tmpfs none $place; done',
    `mount -t proc proc /proc; mkdir -p ${folder}/run /run-of-test 2>/dev/null; mount -t tmpfs none /run-of-test`,
    `install -d -m 777 /run-of-test/compiled; export PATH=${bin}:$PATH NODE_COMPILE_CACHE=/run-of-test/compiled; cd ${folder}/dist`,
    ...steps.map(({ script }, at) => [`echo "=== ${at}"`, typed(script, port), script.includes('tar -x') ? packages : ''].join('\n')),
    'echo "=== after"; ls -ln /etc/clamor /var/lib/clamor; readlink /opt/clamor/current',
    // Settings are read as systemd reads them: words with spaces, with and without quotation marks, and nothing of it is run.
    `printf '%s\\n' 'MAIL_FROM=Tell us $(id) <desk@example.org>' 'X_URL="https://x.example.org"' >>/etc/clamor/clamor.env`,
    `mkdir -p /opt/other/bin && printf '#!/bin/sh\\necho "$MAIL_FROM|$X_URL|$CLAMOR_DATA|$(id -un)|$*"\\n' >/opt/other/bin/clamor && chmod +x /opt/other/bin/clamor`,
    'echo "=== command"; CLAMOR_HOME=/opt/other clamor some words',
    `sed -i '/^MAIL_FROM\\|^X_URL/d' /etc/clamor/clamor.env; clamor campaign add before-now --name Before --organisation Ours >/run-of-test/said; clamor backup key >/run-of-test/identity`,
    `mkdir -p /opt/clamor/${later.name}/node_modules && mount --bind ${root}/node_modules /opt/clamor/${later.name}/node_modules`,
    // Under that name it is not what the sums say.
    `echo "=== spoilt"; mkdir spoilt; cp SHA256SUMS spoilt; head -c 1000 ${later.name}.tar.gz >spoilt/${later.name}.tar.gz; /opt/clamor/current/deploy/update spoilt/${later.name}.tar.gz 2>&1 || readlink /opt/clamor/current`,
    `echo "=== forward"; /opt/clamor/current/deploy/update ${later.name}.tar.gz 2>&1; readlink /opt/clamor/current`,
    'clamor campaign add after-now --name After >/run-of-test/said',
    'echo "=== back"; /opt/clamor/current/deploy/update --back --identity /run-of-test/identity 2>&1; readlink /opt/clamor/current',
    `echo "=== kept"; for slug in before-now after-now; do curl --silent --output /dev/null --write-out '%{http_code} ' http://127.0.0.1:${port}/$slug; done; ls -d /var/lib/clamor-set-aside-*/postgres`,
  ].join('\n')
  const child = spawn('unshare', [...apart, 'bash', '-c', whole], { env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  const code = await new Promise<number | null>((done) => child.on('close', done))
  const parts = said.split(/^=== (\w+)\n/m)
  const by: Record<string, string> = { code: String(code) }
  for (let at = 1; at < parts.length; at += 2) {
    const name = steps[Number(parts[at])]?.name ?? parts[at]!
    by[name] = (by[name] ?? '') + parts[at + 1]!
  }
  if (code !== 0) throw new Error(`the guide stops: ${said.slice(-2_000)}`)
  return by
}

test.runIf(may)('from a bare Debian: each step shows what the guide says', () => {
  expect(heard['The release']).toContain(`clamor-${version}-linux-x64.tar.gz: OK\n`)
  expect(heard['The release']).toContain('/opt/clamor/current/bin/clamor\n')
  expect(heard['The settings']).toBe('CLAMOR_ORIGIN=https://desk.example.org\n')
  expect(heard['The service']).toBe('ready\n')
  expect(heard['The web server and its certificate']).toContain('Valid configuration')
  expect(heard['The first account']).toMatch(/^Nobody has an account yet\..*\nhttps:\/\/desk\.example\.org\/first\/\S+\n$/)
  const doctor = heard['The doctor']!.trimEnd().split('\n')
  expect(doctor.filter((line) => line.startsWith('good')).map((line) => line.split(' ')[2])).toEqual(expect.arrayContaining(['node:', 'memory:', 'keys:', 'database:', 'folding:', 'jobs:', 'clock:', 'mail:']))
  // Nobody has such a name here.
  expect(doctor.filter((line) => line.startsWith('MEND')).map((line) => line.split(' ')[2])).toContain('address:')
})

test.runIf(may)('the ready pages serve: nothing is installed or built, and all that is written lies in the data folder, for the service alone', () => {
  expect(heard['The first account']).not.toMatch(/Installing|Building/)
  expect(heard['after']).toMatch(/-rw-r----- +1 0 +\d+ .* clamor\.env\n/)
  expect(heard['after']).toMatch(/-rw------- +1 [1-9]\d* .* clamor\.key\n/)
  expect(heard['after']).toContain(`clamor-${version}-linux-x64\n`)
})

test.runIf(may)('the command has the settings and the account of the service', () => {
  expect(heard['command']).toBe('Tell us $(id) <desk@example.org>|https://x.example.org|/var/lib/clamor|clamor|some words\n')
})

test.runIf(may)('another release: what is not what its sums say is refused; what would change is told, a backup made, and then it serves', () => {
  expect(heard['spoilt']).toMatch(/is not what SHA256SUMS says\. Fetch it again\.\nclamor-[\d.]+-linux-x64\n$/)
  expect(heard['spoilt']).not.toContain(later.name + '\n')
  expect(heard['forward']).toMatch(/1 migrations would run when it starts:\n {2}0999_later\.sql {2}CANNOT BE UNDONE: the moon is gone\.\n/)
  expect(heard['forward']).toMatch(/good {2}backup: [^]*clamor-9\.9\.9-linux-x64\n$/)
})

test.runIf(may)('the way back: the release before serves on the backup, and what the newer one had stays beside it', () => {
  expect(heard['back']).toMatch(/the database has changed since: .*\/backups\/clamor-\S+ is restored[^]*serves again\.\n/)
  expect(heard['back']).toContain(`clamor-${version}-linux-x64\n`)
  expect(heard['kept']).toMatch(/^200 404 \/var\/lib\/clamor-set-aside-[\d-]+\/postgres\n$/)
})

test.runIf(may)('the archive has what runs and what it is made from, and nothing of development', async () => {
  for (const path of ['bin/clamor', 'build/handler.js', 'build/.hash', 'src/cli/main.ts', 'src/routes/+page.svelte', 'package-lock.json', 'LICENSE', 'deploy/clamor.service', 'docs/operator.md']) expect(contents.files).toContain(path)
  expect(contents.files.filter((path) => /^(node_modules|test|bench|\.git|\.ci|data)\/|\.test\.ts$/.test(path))).toEqual([])
  const shipped = contents.packages.asTheyAre.map((path) => path.replace(/^.*node_modules\//, ''))
  for (const name of ['pg', 'hono', 'sharp', 'better-auth', 'nodemailer', 'zod', 'intl-messageformat', '@myriaddreamin/typst-ts-node-compiler', '@expo-google-fonts/literata', 'world-atlas']) expect(shipped).toContain(name)
  for (const name of ['vite', 'rolldown', 'typescript', 'vitest', 'svelte-check', 'playwright-core', 'maplibre-gl', 'lucide-static', 'lightningcss']) expect(shipped).not.toContain(name)
  // Whatever a file that runs takes from outside is there, at once or later.
  const wanted = new Set<string>()
  for (const file of await runningFiles(contents.files.filter((path) => !path.startsWith('build/')))) {
    const text = await readFile(join(root, file), 'utf8')
    for (const [, type, from] of text.matchAll(/(?:^import\s+(type\s)?[^'"]*?from |\bimport\()'([^'".#][^'"]*)'/gm)) if (!type && !from!.startsWith('node:')) wanted.add(from!.split('/').slice(0, from!.startsWith('@') ? 2 : 1).join('/'))
  }
  expect(wanted.size).toBeGreaterThan(20)
  expect([...wanted].filter((name) => !shipped.includes(name))).toEqual([])
})
