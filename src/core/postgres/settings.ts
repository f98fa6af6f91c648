import { totalmem } from 'node:os'

/**
 * normal: a server that lives long. small: the demo and machines with 1 GB. test: a database that is thrown away
 * after the run, which may therefore trust that the power does not fail.
 */
export type Profile = 'normal' | 'small' | 'test'

const megabyte = 1024 * 1024

/**
 * The settings file, written anew at each start so that better values reach old data folders. What an operator wants
 * otherwise goes into `own.conf` beside it, which is read last.
 *
 * fsync, synchronous_commit and full_page_writes stay on outside of tests: an accepted post must survive a power cut.
 */
export function settings(profile: Profile, memory = totalmem()): string {
  const shared = profile === 'normal' ? clamp(memory / 8, 128 * megabyte, 1024 * megabyte) : 64 * megabyte
  const values: Record<string, string> = {
    shared_buffers: megabytes(shared),
    effective_cache_size: megabytes(Math.max(memory / 2, 256 * megabyte)),
    work_mem: profile === 'normal' ? '16MB' : '8MB',
    maintenance_work_mem: profile === 'normal' ? '128MB' : '64MB',
    // Web, worker and one command beside them use pools of about ten each.
    max_connections: profile === 'test' ? '100' : '60',
    // Checkpoints write every touched page whole into the log again: rare ones are worth the disk.
    max_wal_size: profile === 'normal' ? '2GB' : '512MB',
    checkpoint_timeout: '15min',
    // This build has only pglz: +60 % of processor time for 6 % less log, measured with random keys after a checkpoint.
    wal_compression: 'off',
    wal_buffers: '16MB',
    // Compiling a query costs more than any query of ours takes.
    jit: 'off',
    random_page_cost: '1.1',
    max_parallel_workers_per_gather: profile === 'normal' ? '1' : '0',
    autovacuum_max_workers: '2',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Values of a failed statement are people's words and addresses: they never reach a log file.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: '-1',
    log_line_prefix: '%m [%p] ',
  }
  if (profile === 'test') Object.assign(values, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' })
  const lines = Object.entries(values).map(([name, value]) => `${name} = '${value}'`)
  return ['# Written by Clamor at each start. Put settings of your own into own.conf beside this file.', ...lines, ''].join('\n')
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / megabyte)}MB`
}
