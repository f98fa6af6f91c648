import { inParts, type MailConnection } from './outlet.ts'

/** How a mail server received us, up to the sign-in; nothing was sent. */
export interface Greeting {
  /** Whether the line was encrypted when the password went over it. */
  encrypted: boolean
  /** Whether it has let us in; without a user in the address nobody asked. */
  signedIn: boolean
}

/** Calls at the mail server as the outbox would; rejects with what went wrong. */
export async function greet({ url, server }: Pick<MailConnection, 'url' | 'server'>, seconds = 10): Promise<Greeting> {
  const [{ default: SMTPConnection }, { parseConnectionUrl }] = await Promise.all([import('nodemailer/lib/smtp-connection'), import('nodemailer/lib/shared')])
  const { auth, ...where } = server ? inParts(server) : parseConnectionUrl(url!)
  const patience = { connectionTimeout: seconds * 1_000, greetingTimeout: seconds * 1_000, socketTimeout: seconds * 1_000, dnsTimeout: seconds * 1_000 }
  const connection = new SMTPConnection({ ...where, ...patience } as ConstructorParameters<typeof SMTPConnection>[0])
  try {
    await new Promise<void>((done, failed) => {
      connection.once('error', failed)
      connection.connect((error) => (error ? failed(error) : done()))
    })
    if (auth) await new Promise<void>((done, failed) => connection.login(auth, (error) => (error ? failed(error) : done())))
    return { encrypted: connection.secure, signedIn: auth !== undefined }
  } finally {
    connection.on('error', () => {})
    connection.quit()
    connection.close()
  }
}
