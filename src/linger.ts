import { Socket } from 'node:net'
import type { IncomingMessage } from 'node:http'

const patience = 5_000

/**
 * An answer before the end of a body (413, 401) is lost to whoever is still sending when the connection is torn down: they see a
 * broken pipe instead of the reason. What is left of the body is let pass, and then the connection ends.
 */
export function linger(request: IncomingMessage, wait = patience): void {
  const { socket } = request
  let ending = false
  socket.destroySoon = () => {
    if (request.complete) return Socket.prototype.destroySoon.call(socket)
    if (ending) return
    ending = true
    socket.end()
    const torn = setTimeout(() => socket.destroy(), wait)
    socket.once('close', () => clearTimeout(torn))
  }
}
