import { runLine } from './run.ts'

process.exitCode = (await runLine(process.argv.slice(2))) || process.exitCode
if (process.connected) process.disconnect()
