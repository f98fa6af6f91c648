import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { settings } from '#core/index.ts'

const root = resolve(import.meta.dirname, '../..')
const deploy = (name: string) => join(root, 'deploy', name)
const text = (name: string) => readFile(deploy(name), 'utf8')
const runs = promisify(execFile)
/** Their own tools judge where they are installed; a test that needs one says so by being skipped. */
const has = (...[program, ...line]: [string, ...string[]]) => runs(program, line).then(() => true, () => false)
const [analyze, caddy, composePlugin, composeAlone] = await Promise.all([has('systemd-analyze', '--version'), has('caddy', 'version'), has('docker', 'compose', 'version'), has('docker-compose', 'version')])

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'clamor-deploy-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the unit', () => {
  test.runIf(analyze)('is good to systemd, and leaves little within reach', async () => {
    // It looks whether the program is there.
    await writeFile(join(folder, 'clamor.service'), (await text('clamor.service')).replaceAll('/opt/clamor/current', root).replace(/^Documentation=.*\n/m, ''))
    const { stdout, stderr } = await runs('systemd-analyze', ['verify', join(folder, 'clamor.service')])
    expect(stdout + stderr).toBe('')
    const { stdout: judged } = await runs('systemd-analyze', ['security', '--offline=true', join(folder, 'clamor.service')])
    const exposure = Number(/Overall exposure level for clamor\.service: ([\d.]+)/.exec(judged)?.[1])
    expect(exposure).toBeGreaterThan(0)
    expect(exposure).toBeLessThan(2)
  })

  test('runs as its own account, writes to the data folder only, and reads the settings', async () => {
    const unit = await text('clamor.service')
    for (const line of ['User=clamor', 'ProtectSystem=strict', 'NoNewPrivileges=yes', 'StateDirectory=clamor', 'EnvironmentFile=-/etc/clamor/clamor.env', 'KillMode=mixed']) expect(unit.split('\n')).toContain(line)
    expect(unit).not.toMatch(/^(ReadWritePaths|MemoryDenyWriteExecute)=/m)
  })
})

describe('the Caddyfile', () => {
  test.runIf(caddy)('is good to Caddy', async () => {
    const { stderr, stdout } = await runs('caddy', ['validate', '--config', deploy('Caddyfile'), '--adapter', 'caddyfile'], { env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder } })
    expect(stdout + stderr).toContain('Valid configuration')
  })

  test('passes streams on as they come, packs none of them, and writes down neither paths nor who asked', async () => {
    const blocks = blocksOf(await text('Caddyfile'))
    expect(blocks['desk.example.org > reverse_proxy 127.0.0.1:8420']).toEqual(expect.arrayContaining(['flush_interval -1', 'header_up X-Forwarded-For {remote_host}', 'header_up X-Forwarded-Proto {scheme}']))
    expect(blocks['desk.example.org > encode > match']!.join()).not.toMatch(/text\/(\*|event-stream)/)
    expect(blocks[' > log default > format filter > fields']).toEqual(expect.arrayContaining(['request>uri delete', 'request>headers delete', 'request>remote_ip delete', 'request>client_ip delete', 'resp_headers delete']))
    // A log of its own for the site would have no filter.
    expect(blocks['desk.example.org']).toEqual([])
  })
})

/** The lines of each block of a Caddyfile by the way to it. Throws where a bracket is missing. */
function blocksOf(caddyfile: string): Record<string, string[]> {
  const blocks: Record<string, string[]> = {}
  const way: string[] = []
  for (const line of caddyfile.split('\n').map((one) => one.replace(/(^|\s)#.*/, '').trim()).filter(Boolean)) {
    if (line === '}') {
      if (way.pop() === undefined) throw new Error('a bracket closes nothing')
    } else if (line.endsWith('{')) {
      way.push(line.slice(0, -1).trim())
      blocks[way.join(' > ')] = []
    } else blocks[way.join(' > ')]!.push(line)
  }
  if (way.length > 0) throw new Error(`${way.join(' > ')} is not closed`)
  return blocks
}

describe.each(['compose.yaml', 'compose-postgres.yaml'])('%s', (name) => {
  test.runIf(composePlugin || composeAlone)('is good to Compose', async () => {
    const [program, ...line] = composePlugin ? ['docker', 'compose'] : ['docker-compose']
    const { stderr } = await runs(program!, [...line, '-f', deploy(name), 'config', '--quiet'], { env: { ...process.env, CLAMOR_DATABASE_PASSWORD: 'of-a-test' } })
    expect(stderr).toBe('')
  })

  test('one service of ours: no root in it, one place to write, this machine only, asked whether it is well', async () => {
    const { services, volumes } = parse(await text(name)) as { services: Record<string, any>; volumes: object }
    expect(Object.keys(services)).toEqual(name === 'compose.yaml' ? ['clamor'] : ['clamor', 'database'])
    expect(services['clamor']).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], ports: ['127.0.0.1:8420:8420'], volumes: ['data:/var/lib/clamor'], restart: 'unless-stopped', init: true })
    expect(Object.keys(volumes)).toEqual(name === 'compose.yaml' ? ['data'] : ['data', 'database'])
    // What matters is put where containers are looked after: who else is asked has a check of their own.
    for (const [service, { healthcheck }] of Object.entries(services)) if (service !== 'clamor') expect(healthcheck.test[0]).toBe('CMD')
    const image = await text('Dockerfile')
    expect(image).toMatch(/^USER clamor$/m)
    expect(image).toMatch(/^HEALTHCHECK /m)
    expect(image.lastIndexOf('USER clamor')).toBeGreaterThan(image.lastIndexOf('\nRUN '))
  })
})

test('every setting in the file of settings is one', async () => {
  const known = settings().map((one) => one.name)
  const named = [...(await text('clamor.env')).matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name!)
  expect(named).toEqual(expect.arrayContaining(['CLAMOR_ORIGIN', 'CLAMOR_PROXIES', 'CLAMOR_POSTGRES', 'SMTP_URL', 'DATABASE_URL']))
  expect(named.filter((name) => !known.includes(name))).toEqual([])
})
