/** Reference tables on a cluster: written rarely, readable everywhere. */
export const sharedTables = ['organisation', 'person', 'role', 'token', 'link', 'campaign']

/** On the coordinator only: better-auth's own, limits, ledger of accounts that all campaigns share, the list of migrations. */
export const localTables = ['auth_account', 'auth_session', 'auth_user', 'auth_verification', 'attempt', 'spending', 'migration']
