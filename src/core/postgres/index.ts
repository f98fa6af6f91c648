export { startPostgres, type Postgres, type StartOptions } from './start.ts'
export { checkServer } from './check-server.ts'
export { defaultDataDir, prepareDataDir } from './folder.ts'
export { temporaryDataDir } from './temporary.ts'
