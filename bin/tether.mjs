// Runs inside the child: ties it to the launcher, then runs the file that it was given. The launcher's death closes the
// channel between them, by whatever signal it died.
import { pathToFileURL } from 'node:url'

/** As in bin/life.mjs, a little more: the launcher comes first where it lives. */
const patience = 2900
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }
let stopping = false
let ownWish = false

for (const signal of Object.keys(codes)) process.on(signal, () => beginToStop(signal))

const disconnect = process.disconnect
if (disconnect) {
  // The program may let go of the channel when its work is done; that is no order to stop.
  process.disconnect = () => {
    ownWish = true
    disconnect.call(process)
  }
  process.on('disconnect', () => {
    if (!stopping && !ownWish) process.emit('SIGTERM', 'SIGTERM')
  })
  process.channel.unref()
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
