import { z } from 'zod'
import { refuse } from './refusal.ts'

/** One entry of the configuration: its environment variable, its check, its help text (the operator's table is made from it). */
interface Entry {
  env: string
  check: z.ZodType
  help: string
  secret?: boolean
}

const port = z.coerce.number().int().min(0).max(65_535)
const yes = z.enum(['1', 'true', 'yes', '0', 'false', 'no']).transform((word) => ['1', 'true', 'yes'].includes(word))

const entries = {
  data: { env: 'CLAMOR_DATA', check: z.string().min(1).optional(), help: 'Folder of the database, media and the key file. Default ./data, for root /var/lib/clamor.' },
  databaseUrl: { env: 'DATABASE_URL', check: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://').optional(), help: 'A PostgreSQL server (15 or newer) instead of the built-in one.', secret: true },
  key: { env: 'CLAMOR_KEY', check: z.string().regex(/^[0-9a-f]{64,}$/i, 'must be at least 64 hexadecimal digits').optional(), help: 'Secret from which all keys are derived. Default: the file clamor.key in the data folder, made on first start with mode 0600.', secret: true },
  port: { env: 'PORT', check: port.default(8420), help: 'Port to listen on.' },
  host: { env: 'HOST', check: z.string().default('127.0.0.1'), help: 'Address to listen on; 0.0.0.0 for all.' },
  origin: { env: 'CLAMOR_ORIGIN', check: z.url().optional(), help: 'Address that people type, e.g. https://desk.example.org. Default http://localhost:PORT.' },
  proxies: { env: 'CLAMOR_PROXIES', check: z.coerce.number().int().min(0).max(5).default(0), help: 'Number of proxies in front whose X-Forwarded-For and -Proto are believed.' },
  log: { env: 'CLAMOR_LOG', check: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'), help: 'How much is logged.' },
  postgresProfile: { env: 'CLAMOR_POSTGRES', check: z.enum(['small', 'normal']).default('normal'), help: 'Memory of the built-in PostgreSQL: small for servers with 1 or 2 GB.' },
  smtpUrl: { env: 'SMTP_URL', check: z.string().regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://').optional(), help: 'Mail server, e.g. smtp://user:password@mail.example.org:587; goes before what an owner sets on the screen Mail. Without either, links are shown to pass on by hand.', secret: true },
  mailFrom: { env: 'MAIL_FROM', check: z.string().min(3).optional(), help: 'Sender of mails, e.g. "Tell us now <desk@example.org>".' },
  mailPerHour: { env: 'MAIL_PER_HOUR', check: z.coerce.number().int().min(1).default(200), help: 'Mails sent in an hour at most: the budget of the mail account.' },
  smsUrl: { env: 'SMS_URL', check: z.string().regex(/^(kannel|twilio|android)\+https?:\/\/[^\s:@/]+:[^\s@/]+@/, 'must look like kannel+https://user:password@sms.example.org/cgi-bin/sendsms').optional(), help: 'SMS gateway for reminders: kannel+, twilio+ or android+, then the address of its API with user and password, e.g. kannel+https://user:password@sms.example.org/cgi-bin/sendsms, twilio+https://SID:TOKEN@api.twilio.com, android+https://user:password@api.sms-gate.app/3rdparty/v1. Without it nobody is asked for a number.', secret: true },
  smsFrom: { env: 'SMS_FROM', check: z.string().min(3).max(40).optional(), help: 'Number or name that stands as the sender of SMS; for Twilio also a messaging service.' },
  smsPerHour: { env: 'SMS_PER_HOUR', check: z.coerce.number().int().min(1).default(100), help: 'SMS sent in an hour at most; a text in several parts counts several times.' },
  dns: { env: 'CLAMOR_DNS', check: z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean)).pipe(z.array(z.string().regex(/^(\d+\.\d+\.\d+\.\d+|\[[0-9a-f:]+\])(:\d+)?$|^[0-9a-f:]+$/i, 'is an address such as 192.0.2.53 or 127.0.0.1:5353'))).default([]), help: 'Name servers that are asked for the records of mail (SPF, DKIM, DMARC), e.g. 127.0.0.1:5353; several with commas. Default: those of the system.' },
  reach: { env: 'CLAMOR_REACH', check: z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean)).pipe(z.array(z.url({ protocol: /^https?$/ }))).default([]), help: 'Servers of networks that may be reached although their address is private or has no TLS, e.g. http://mastodon.lan:3000; several with commas. All others are reached only over https and on the public internet.' },
  blueskyUrl: { env: 'BLUESKY_URL', check: z.url({ protocol: /^https?$/ }).optional(), help: 'Server that holds Bluesky accounts where a coordinator names no other. Default https://bsky.social.' },
  xUrl: { env: 'X_URL', check: z.url({ protocol: /^https?$/ }).optional(), help: 'Address of the API of X. Default https://api.x.com.' },
  xDollars: { env: 'X_DOLLARS', check: z.coerce.number().min(0).max(100_000).default(20), help: 'US dollars that may be spent in 30 days on the API of X, for each X app: the ledger stops before that. A post costs $0.015, one with a link $0.20.' },
  towns: { env: 'CLAMOR_TOWNS', check: yes.default(true), help: 'Whether the towns of the world (135,000, of GeoNames) are offered beside the places of a campaign; 30 MB in the database.' },
  backups: { env: 'CLAMOR_BACKUPS', check: z.string().min(1).optional(), help: 'Folder of the backups, best on another disk. Default: backups in the data folder.' },
  backupTo: { env: 'CLAMOR_BACKUP_TO', check: z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean)).pipe(z.array(z.string().regex(/^age1[0-9a-z]+$/, 'is a public key of age and begins with age1'))).default([]), help: 'Public keys of age (age1...) that backups are encrypted to; several with commas. Default: the one that "clamor backup key" made.' },
  backupPassphrase: { env: 'CLAMOR_BACKUP_PASSPHRASE', check: z.string().min(12, 'has at least 12 characters').optional(), help: 'Passphrase that backups are encrypted with instead of a public key. Whoever reads the settings of the server can then open them.', secret: true },
  backupHour: { env: 'CLAMOR_BACKUP_HOUR', check: z.coerce.number().int().min(0).max(23).default(2), help: 'Hour (UTC) from which the nightly backup is made.' },
  backupDays: { env: 'CLAMOR_BACKUP_DAYS', check: z.coerce.number().int().min(1).max(365).default(7), help: 'Days of which the last backup is kept.' },
  backupWeeks: { env: 'CLAMOR_BACKUP_WEEKS', check: z.coerce.number().int().min(0).max(520).default(4), help: 'Weeks of which the last backup is kept.' },
  backupKeyDays: { env: 'CLAMOR_BACKUP_KEY_DAYS', check: z.coerce.number().int().min(1).max(365).default(7), help: 'Days for which the key files beside the backups are kept: how long it takes until what was erased is unreadable in old backups too.' },
  secureCookies: { env: 'CLAMOR_SECURE_COOKIES', check: yes.optional(), help: 'Cookies only over https. Default: yes when CLAMOR_ORIGIN begins with https.' },
} as const satisfies Record<string, Entry>

type Entries = typeof entries
export type Config = { readonly [name in keyof Entries]: z.output<Entries[name]['check']> }

/** Reads the configuration once. Every wrong value is listed, not only the first. `given` wins over the environment. */
export function readConfig(given: Partial<Record<keyof Entries, unknown>> = {}, environment: NodeJS.ProcessEnv = process.env): Config {
  const wrong: string[] = []
  const config: Record<string, unknown> = {}
  for (const [name, entry] of Object.entries(entries)) {
    const value = given[name as keyof Entries] ?? (environment[entry.env] === '' ? undefined : environment[entry.env])
    const checked = entry.check.safeParse(value)
    if (checked.success) config[name] = checked.data
    else wrong.push(`${entry.env}: ${checked.error.issues.map((issue) => issue.message).join(', ')}`)
  }
  if (wrong.length > 0) throw refuse('wrong-configuration', 400, `These settings cannot be used: ${wrong.join('; ')}.`)
  return Object.freeze(config) as Config
}

/** Every setting by its name in the environment. */
export function settings(): { name: string; help: string }[] {
  return Object.values(entries).map(({ env, help }) => ({ name: env, help }))
}

/** The operator's table: docs/operator.md holds it, and a test compares. */
export function configTable(): string {
  const rows = settings().map(({ name, help }) => `| \`${name}\` | ${help} |`)
  return ['| variable | meaning |', '|---|---|', ...rows].join('\n')
}

/** How a house was set up, as lines of an environment file: what differs from the defaults, for whoever sets it up again elsewhere. */
export function settingsText(config: Config, which: 'with secrets' | 'without secrets'): string {
  const lines = Object.entries(entries).flatMap(([name, entry]: [string, Entry]) => {
    const value: unknown = config[name as keyof Entries]
    const usual = entry.check.safeParse(undefined)
    // The key has a place of its own, and the folder is chosen anew.
    if (value === undefined || name === 'key' || name === 'data' || (usual.success && String(usual.data) === String(value))) return []
    return entry.secret && which === 'without secrets' ? [`# ${entry.env} is a secret: it is in the key file`] : [`${entry.env}=${Array.isArray(value) ? value.join(',') : String(value)}`]
  })
  return lines.map((line) => `${line}\n`).join('')
}

/** What the page server (adapter-node) reads from the environment when it is loaded: our own http server has settled these headers. */
export function prepareForPages(config: Config): void {
  process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto'
  process.env['ADDRESS_HEADER'] = 'x-clamor-address'
  process.env['BODY_SIZE_LIMIT'] = '12M'
  if (config.origin) process.env['ORIGIN'] = config.origin
}
