export { startPostgres, type Postgres, type StartOptions } from './start.ts'
export { checkServer } from './check-server.ts'
export { clusterVersion, defaultDataDir, prepareDataDir } from './folder.ts'
export { temporaryDataDir } from './temporary.ts'
