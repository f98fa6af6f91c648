import type { Reader } from '#core/index.ts'

/** Reference tables on a cluster: written rarely, readable everywhere. */
export const sharedTables = ['organisation', 'person', 'role', 'token', 'link', 'link_use', 'campaign', 'person_keys', 'factor_demand', 'mail_setting', 'town', 'person_read', 'language']

/** On the coordinator only: better-auth's own, limits, ledger of accounts that all campaigns share, the list of migrations, who served last, backups. */
export const localTables = ['auth_account', 'auth_passkey', 'auth_session', 'auth_two_factor', 'auth_user', 'auth_verification', 'attempt', 'spending', 'ledger_gap', 'migration', 'installation', 'backup']

/** All other tables: distributed by campaign on a cluster. */
export async function growingTables(reader: Reader): Promise<string[]> {
  const rows = await reader.rows<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`)
  return rows.map((row) => row.name).filter((name) => !localTables.includes(name) && !sharedTables.includes(name))
}

/** Fails on a statement that touches a growing table without naming its campaign: on a cluster it would go to every node, or nowhere. */
export function campaignWatcher(growing: string[]): (sql: string) => void {
  const touches = new RegExp(`\\b(?:from|join|into|update|copy)\\s+(?:${growing.join('|')})\\b`)
  return (sql) => {
    if (touches.test(sql) && !/campaign_id|\bcampaign\b/.test(sql)) throw new Error(`a statement does not name its campaign: ${sql.slice(0, 200)}`)
  }
}
