/** A server that does nothing but answer so many bytes: node bare.ts BYTES. What machine, kernel and crowd cost without any of ours. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const body = Buffer.alloc(Number(process.argv[2]), 'x')
const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(body))
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }))
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0))
