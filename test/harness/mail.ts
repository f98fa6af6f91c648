import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface MailServer {
  url: string
  /** What it was given, in the order in which it came. */
  arrived: ParsedMail[]
  close(): Promise<void>
}

/** A real SMTP server that keeps what it is sent. */
export async function openMail(): Promise<MailServer> {
  const arrived: ParsedMail[] = []
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => void simpleParser(stream).then((parsed) => (arrived.push(parsed), done())),
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    arrived,
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((ended) => server.close(() => ended())),
  }
}

/** To whom a mail went. */
export const toOf = (mail: ParsedMail) => (mail.to as { text: string }).text
