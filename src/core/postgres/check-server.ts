import pg from 'pg'
import { refuse, type Refusal } from '../refusal.ts'

/**
 * Asks a PostgreSQL that the operator brings (DATABASE_URL) whether Clamor can work on it, and refuses in one line
 * when not. No message holds the password.
 */
export async function checkServer(url: string): Promise<{ version: number; database: string }> {
  const client = new pg.Client({ ...parsed(url), connectionTimeoutMillis: 8000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const found = await client.query<Found>(question)
    return judge(found.rows[0]!, url)
  } catch (error) {
    throw explained(error as Failure, url)
  } finally {
    await client.end().catch(() => {})
  }
}

export type Found = {
  version: number
  database: string
  role: string
  encoding: string
  standby: boolean
  may_create: boolean
  may_create_extension: boolean
}
type Failure = Error & { code?: string }

const question = `
  select current_setting('server_version_num')::int as version, current_database() as database, current_user as role,
    current_setting('server_encoding') as encoding, pg_is_in_recovery() as standby,
    has_schema_privilege(current_user, 'public', 'create') as may_create,
    has_database_privilege(current_user, current_database(), 'create') as may_create_extension`

export function judge(found: Found, url: string): { version: number; database: string } {
  const where = place(url)
  if (found.version < 150000) {
    throw refuse('database-too-old', 500,
      `The PostgreSQL at ${where} is version ${Math.floor(found.version / 10000)}; Clamor needs 15 or newer.`,
      { mend: 'Upgrade it, or leave DATABASE_URL out to use the PostgreSQL that Clamor brings.' })
  }
  if (found.encoding !== 'UTF8') {
    throw refuse('database-encoding', 500, `The database ${found.database} at ${where} is encoded in ${found.encoding}; Clamor needs UTF8.`, {
      mend: `Make it anew with "createdb --encoding=UTF8 --template=template0 ${found.database}".`,
    })
  }
  if (found.standby) {
    throw refuse('database-read-only', 500, `The PostgreSQL at ${where} is a standby, which nobody can write to.`, {
      mend: 'Point DATABASE_URL at the primary server.',
    })
  }
  if (!found.may_create || !found.may_create_extension) {
    throw refuse('database-rights', 500, `The role ${found.role} may not create tables in the database ${found.database} at ${where}.`, {
      mend: `Give it the database: ALTER DATABASE "${found.database}" OWNER TO "${found.role}"; GRANT ALL ON SCHEMA public TO "${found.role}";`,
    })
  }
  return { version: found.version, database: found.database }
}

function explained(error: Failure, url: string): Error {
  if (error.name === 'Refusal') return error
  const where = place(url)
  const say = (code: string, detail: string, mend: string): Refusal => refuse(code, 503, detail, { mend })
  switch (error.code) {
    case '28P01':
    case '28000':
      return say('database-sign-in', `The PostgreSQL at ${where} does not let this role in (user, password or pg_hba.conf).`,
        'Check user and password in DATABASE_URL.')
    case '3D000':
      return say('database-missing', `The PostgreSQL at ${where} has no such database.`, 'Create it with "createdb", or check DATABASE_URL.')
    case '53300':
      return say('database-full', `The PostgreSQL at ${where} accepts no more connections.`, 'Raise its max_connections.')
    case '57P03':
      return say('database-starting', `The PostgreSQL at ${where} is starting or stopping.`, 'Try again in a moment.')
    case '42501':
      return say('database-rights', `The role in DATABASE_URL may not connect to that database at ${where}.`, 'Give it the right to connect.')
    default:
      return say('database-unreachable', `The PostgreSQL at ${where} cannot be reached (${error.code ?? withoutPassword(error.message, url)}).`,
        'Is it running, and is DATABASE_URL right? Without DATABASE_URL, Clamor uses the PostgreSQL that it brings.')
  }
}

function parsed(url: string): { connectionString: string } {
  if (!/^(postgres(ql)?:\/\/|socket:)/.test(url) || (URL.canParse(url) === false && !url.startsWith('socket:'))) {
    throw refuse('database-url', 500, 'DATABASE_URL is not the address of a PostgreSQL.', {
      mend: 'It looks like this: postgresql://user:password@host:5432/database',
    })
  }
  return { connectionString: url }
}

/** Host, port and database of a URL: all that a message may show of it. */
function place(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL'
  const { hostname, port, pathname, searchParams } = new URL(url)
  return `${searchParams.get('host') ?? hostname}${port ? `:${port}` : ''}${pathname === '/' ? '' : pathname}`
}

function withoutPassword(message: string, url: string): string {
  const password = URL.canParse(url) ? new URL(url).password : ''
  return password ? message.replaceAll(password, '***').replaceAll(decodeURIComponent(password), '***') : message
}
