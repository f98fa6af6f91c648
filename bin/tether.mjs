// Runs inside the child: ties it to the launcher, then runs the file that it was given. The launcher's death closes the
// pipe between them, by whatever signal it died.
import { Socket } from 'node:net'
import { pathToFileURL } from 'node:url'

/** As in bin/life.mjs, a little more: the launcher comes first where it lives. */
const patience = 1600
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }
let stopping = false

for (const signal of Object.keys(codes)) process.on(signal, () => beginToStop(signal))

// A pipe rather than node's own channel: with that one, a program that lets go of it looks like a launcher that died.
const launcher = new Socket({ fd: 3 }).on('error', () => {}).on('close', () => setTimeout(launcherIsGone, 50))
launcher.resume()
launcher.unref()

/** After a moment: the terminal's Ctrl-C reaches both of us, and may come to notice after the closing that it caused. */
function launcherIsGone() {
  if (!stopping) process.emit('SIGTERM', 'SIGTERM')
}

/** A program that has no way of its own to stop is ended. */
function beginToStop(signal) {
  stopping = true
  if (process.listenerCount(signal) === 1) process.exit(codes[signal])
  setTimeout(() => process.exit(codes[signal]), patience).unref()
}

const file = process.argv[2]
process.argv.splice(1, 2, file)
await import(pathToFileURL(file))
