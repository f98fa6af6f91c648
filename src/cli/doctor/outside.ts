import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { House } from '#core/index.ts'
import { probeHeader, withProbe, type Seen } from '../../probe.ts'
import { ask, type Certificate, type Reached } from './ask.ts'
import { bad, good, type Check } from './check.ts'

/** An address of nobody (RFC 5737): what a visitor might claim to be. */
const claimed = '192.0.2.77'

/** One request by the address that people type: whoever answers says how it came. */
export async function outside(house: House): Promise<Check[]> {
  const { origin, host } = house.config
  if (!origin) {
    const open = host !== '127.0.0.1' && host !== 'localhost' && host !== '::1'
    return [open ? bad('address', `listening on ${host} without CLAMOR_ORIGIN.`, 'Set it to the https address that people type.') : good('address', `${house.origin}, this machine only`), await clock(house)]
  }
  const reached = await withProbe(house, (word) => ask(new URL('/healthz', origin), { [probeHeader]: word, 'x-forwarded-for': claimed, 'x-forwarded-proto': 'gopher' }).catch((error: NodeJS.ErrnoException) => error))
  if (reached instanceof Error) return [notReached(new URL(origin), reached), await clock(house)]
  const seen = seenIn(reached)
  return [
    address(origin, reached, seen),
    ...(reached.certificate ? [certificate(reached.certificate, new Date())] : []),
    ...(seen?.same ? [proxy(house, seen)] : []),
    await clock(house, reached),
  ]
}

function notReached({ hostname, host }: URL, { code, message }: NodeJS.ErrnoException): Check {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return bad('address', `nobody knows where ${hostname} is.`, 'Make an A record (and an AAAA record for IPv6) of this name that leads to this server; it may take an hour to be known.')
  if (code === 'ECONNREFUSED') return bad('address', `nobody listens at ${host}.`, 'Is the web server in front running ("systemctl status caddy"), and does the name lead to this machine?')
  if (code === 'ETIMEDOUT') return bad('address', `${host} does not answer.`, 'Open ports 80 and 443 in the firewall, also in the one of your provider. If others reach it, this network only cannot call itself.')
  return bad('address', `${host} cannot be reached (${code ?? message}).`, 'See in the log of the web server in front why ("journalctl -u caddy").')
}

function seenIn({ headers, body }: Reached): Seen | undefined {
  return /json/.test(String(headers['content-type'])) ? (JSON.parse(body) as Seen) : undefined
}

function address(origin: string, { status, headers }: Reached, seen: Seen | undefined): Check {
  const { host, protocol } = new URL(origin)
  if (status >= 300 && status < 400) return bad('address', `${origin} leads on to ${String(headers['location'])}.`, 'Set CLAMOR_ORIGIN to the address where one ends up.')
  if (status >= 500) return bad('address', `the web server at ${host} answers, but Clamor behind it does not (${status}).`, 'Is it running ("systemctl status clamor"), and does the web server pass on to its port?')
  if (!seen) return bad('address', `${status === 200 ? 'another program, or a Clamor with another key,' : `something that says ${status}`} answers at ${origin}.`, 'Does the name lead to this machine, and the web server there to this Clamor? Start Clamor anew after an update.')
  if (!seen.same) return bad('address', `another Clamor with the same key answers at ${origin}, on another database.`, 'After a move: let the name lead to this machine, and stop the old one.')
  if (seen.host !== host) return bad('address', `${origin} reaches this server, but as "${seen.host}".`, 'Let the web server in front pass on the Host as it came: forms are refused otherwise.')
  return protocol === 'https:' ? good('address', `${origin} is this server`) : bad('address', `${origin} is not https.`, 'Passwords would travel readable: put a proxy with a certificate in front.')
}

/** They are renewed with a third of their life left: with a sixth something has failed for a while. */
export function certificate({ from, until, issuer, fault }: Certificate, now: Date): Check {
  const days = Math.floor((until.getTime() - now.getTime()) / 86_400_000)
  const found = `of ${issuer}, until ${until.toISOString().slice(0, 10)} (${days} days)`
  if (now > until || /EXPIRED/.test(fault ?? '')) return bad('certificate', `expired on ${until.toISOString().slice(0, 10)}.`, 'Start the web server in front anew and see in its log why it was not renewed; ports 80 and 443 must be open.')
  if (now < from) return bad('certificate', `${found} is of the future.`, 'The clock of this machine is wrong.')
  if (fault) return bad('certificate', `${found} is not believed by browsers (${fault}).`, 'Get one from a public authority: Caddy does by itself once the name leads to this machine.')
  if (until.getTime() - now.getTime() < (until.getTime() - from.getTime()) / 6) return bad('certificate', `${found} should have been renewed.`, 'See in the log of the web server in front why it was not ("journalctl -u caddy").')
  return good('certificate', found)
}

/** What was claimed in the request must have been thrown away or pushed back by the proxies in front: their number tells which entry counts. */
export function proxy({ config }: House, { address: taken, protocol, forwarded }: Seen): Check {
  const there = forwarded.filter((one) => one !== claimed).length
  if (taken === claimed) return bad('proxy', 'visitors can claim any address (X-Forwarded-For is believed as they send it).', there === 0 && config.proxies > 0
    ? 'Let the proxy in front set X-Forwarded-For itself; without a proxy set CLAMOR_PROXIES=0.' : `Set CLAMOR_PROXIES=${there}.`)
  if (there !== config.proxies) return bad('proxy', `${there} ${there === 1 ? 'proxy stands' : 'proxies stand'} in front, and CLAMOR_PROXIES is ${config.proxies}: visitors are taken for one another.`, `Set CLAMOR_PROXIES=${there}.`)
  const wanted = new URL(config.origin!).protocol.slice(0, -1)
  if (protocol !== wanted) return bad('proxy', `what comes by ${wanted} is taken for ${protocol}.`, config.proxies === 0 ? 'Set CLAMOR_PROXIES to the number of proxies in front.' : 'Let the proxy in front set X-Forwarded-Proto.')
  return good('proxy', there === 0 ? 'none in front, and nobody is believed who claims to be one' : `${there} in front; address and protocol of visitors are told rightly`)
}

/** Against the database, the server that answers outside, and what the system knows of its own clock. */
async function clock(house: House, reached?: Reached): Promise<Check> {
  const row = await house.db.row<{ now: Date }>('select clock_timestamp() as now')
  const others = [{ name: 'the database', at: row!.now.getTime() }, ...(reached?.headers['date'] ? [{ name: 'the web server', at: Date.parse(String(reached.headers['date'])) }] : [])]
  const apart = others.find(({ at }) => Math.abs(at - Date.now()) > 10_000)
  const mend = 'Switch on time synchronisation: timedatectl set-ntp true'
  if (apart) return bad('clock', `${Math.round(Math.abs(apart.at - Date.now()) / 1_000)} s apart from ${apart.name}.`, mend)
  // Undefined where no systemd runs.
  const synchronised = await promisify(execFile)('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { timeout: 5_000 }).then(({ stdout }) => stdout.trim(), () => undefined)
  if (synchronised === 'no') return bad('clock', 'not synchronised with the world.', mend)
  return good('clock', `agrees with ${others.map(({ name }) => name).join(' and ')}${synchronised === 'yes' ? ', and is synchronised' : ''}`)
}
