import { randomBytes } from 'node:crypto'

/** A form with files as it goes over the line (RFC 7578). Names are ours; file names carry nothing and are the same for all. */
export function multipart(fields: Record<string, string>, file: { field: string; type: string; bytes: Uint8Array }): { type: string; body: Buffer } {
  const boundary = randomBytes(16).toString('hex')
  const parts = Object.entries(fields).map(([name, value]) => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`))
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${file.field}"; filename="picture"\r\nContent-Type: ${file.type}\r\n\r\n`
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat([...parts, Buffer.from(head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]) }
}
