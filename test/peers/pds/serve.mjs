/** A directory of identities and a server of Bluesky accounts on this machine, in a folder that is thrown away. Prints its address, and ends with its parent. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { envToCfg, envToSecrets, PDS } from '@atproto/pds'
import plc from '@did-plc/server'

const folder = mkdtempSync(join(tmpdir(), 'clamor-pds-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.stdin.resume().on('end', () => process.exit())

const [directoryPort, port] = await Promise.all([freePort(), freePort()])
const directory = plc.PlcServer.create({ db: plc.Database.mock(), port: directoryPort })
await directory.start()
const environment = {
  port, hostname: 'localhost', serviceDid: 'did:web:localhost', devMode: true, serviceHandleDomains: ['.test'], dataDirectory: folder, blobstoreDiskLocation: join(folder, 'blobs'),
  didPlcUrl: `http://localhost:${directoryPort}`, inviteRequired: false, rateLimitsEnabled: false, disableSsrfProtection: true,
  jwtSecret: randomBytes(16).toString('hex'), dpopSecret: randomBytes(32).toString('hex'), adminPassword: randomBytes(16).toString('hex'), plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString('hex'),
}
const server = await PDS.create(envToCfg(environment), envToSecrets(environment))
await server.start()
console.log(JSON.stringify({ url: `http://localhost:${port}` }))

function freePort() {
  return new Promise((ready) => {
    const probe = createServer().listen(0, () => {
      const { port: found } = probe.address()
      probe.close(() => ready(found))
    })
  })
}
