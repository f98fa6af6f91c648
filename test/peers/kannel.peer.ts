/** Kannel itself (Debian: kannel, kannel-extras), between our outlet and a fake centre that prints what a phone would get. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { safeFetch } from '#core/index.ts'
import { readSmsUrl, smsOutlet } from '#channel/sms/index.ts'
import type { Means } from '#channel/contract.ts'

const programs = { bearerbox: '/usr/sbin/bearerbox', smsbox: '/usr/sbin/smsbox', fakesmsc: '/usr/lib/kannel/test/fakesmsc' }
const missing = Object.values(programs).filter((path) => !existsSync(path))
if (missing.length > 0) console.log(`Skipped: ${missing.join(', ')} not there; "apt-get install kannel kannel-extras" brings them.`)

describe.skipIf(missing.length > 0)('Kannel', () => {
  const children: ChildProcess[] = []
  let folder: string
  let url: string
  let centre = ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clamor-kannel-'))
    const [admin, box, smsc, send] = await Promise.all([port(), port(), port(), port()])
    url = `http://127.0.0.1:${send}/cgi-bin/sendsms`
    await writeFile(join(folder, 'kannel.conf'), `
group = core
admin-port = ${admin}
admin-password = none
smsbox-port = ${box}
box-allow-ip = "127.0.0.1"
log-level = 3

group = smsc
smsc = fake
smsc-id = FAKE
port = ${smsc}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${send}
log-level = 3

group = sms-service
keyword = default
text = "No"

group = sendsms-user
username = desk
password = word
max-messages = 5
concatenation = true
`)
    start('bearerbox', ['-v', '3', join(folder, 'kannel.conf')])
    await open(box)
    await open(smsc)
    start('fakesmsc', ['-H', '127.0.0.1', '-r', String(smsc), '-m', '0', '1 2 text nop'])
    start('smsbox', ['-v', '3', join(folder, 'kannel.conf')])
    await open(send)
  })

  afterAll(async () => {
    for (const child of children.reverse()) child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })

  const means = (): Means => ({ now: () => new Date(), fetch: safeFetch([url]), spend: async () => undefined, keep: async () => {} })
  const send = (text: string, password = 'word') => smsOutlet('kannel', 100).send({ id: '0193b0a0-0000-7000-8000-0000000000a1', to: { address: '+50375550100' }, text }, readSmsUrl(url.replace('http://', `kannel+http://desk:${password}@`), '+50322220000')!, means())

  test('a text reaches the centre with sender, number and words', async () => {
    expect(await send('It begins at 18:00. Your texts: https://desk.example.org/x?a=1&b=2')).toMatchObject({ state: 'sent' })
    expect(await heard(/got message/i)).toMatch(/\+50322220000 \+50375550100 .*It\+?\s?begins/)
  })

  test('Arabic arrives as UCS-2, letter for letter', async () => {
    expect(await send('يبدأ الآن')).toMatchObject({ state: 'sent' })
    const [, coded] = /ucs-2 (.*)>/.exec(await heard(/ucs-2 .*>/))!
    const bytes = Buffer.from(coded!.replaceAll('+', ' ').replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1')
    expect(bytes.swap16().toString('utf16le')).toBe('يبدأ الآن')
  })

  test('a wrong password signs the gateway out, and nothing is sent', async () => {
    expect(await send('Nobody hears this', 'wrong')).toMatchObject({ state: 'refused', signedOut: true })
    expect(centre).not.toContain('Nobody')
  })

  function start(name: keyof typeof programs, line: string[]): void {
    const child = spawn(programs[name], line, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void (name === 'fakesmsc' && (centre += chunk.toString())))
    children.push(child)
  }

  async function heard(what: RegExp): Promise<string> {
    await until(async () => what.test(centre), `not heard: ${what}; but: ${centre.slice(-2_000)}`)
    return centre
  }
})

async function port(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  await new Promise((ended) => server.close(ended))
  return port
}

/** Resolves when somebody listens there. */
async function open(at: number): Promise<void> {
  await until(() => new Promise<boolean>((tell) => {
    const line = connect(at, '127.0.0.1', () => (line.destroy(), tell(true)))
    line.on('error', () => tell(false))
  }), `nobody listens on ${at}`)
}

async function until(look: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 20_000
  while (!(await look())) {
    if (Date.now() > end) throw new Error(what)
    await new Promise((go) => setTimeout(go, 100))
  }
}
