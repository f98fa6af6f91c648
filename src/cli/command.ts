import { parseArgs, type ParseArgsConfig } from 'node:util'
import { readConfig, type Config } from '#core/index.ts'

type Options = NonNullable<ParseArgsConfig['options']>

/** One command of `clamor`; a file each, thin: read the line, call a slice, print. */
export interface Command {
  /** Words after `clamor`, e.g. "campaign add". */
  name: string
  summary: string
  /** What follows the name, e.g. "FILE --campaign SLUG". */
  usage: string
  options: Record<string, Options[string] & { help: string }>
  /** Names of the positional arguments; all are needed. */
  takes?: string[]
  run(given: Given): Promise<void>
}

export interface Given {
  /** Positional arguments in order. */
  words: string[]
  flags: Record<string, string | boolean | undefined>
  json: boolean
  config: Config
  /** One JSON document on stdout with --json, else `plain` lines. */
  say(document: unknown, plain: string | string[]): void
}

/** Wrong usage: exit code 2. */
export class WrongUsage extends Error {}

/** Options that every command has. */
const common: Command['options'] = {
  json: { type: 'boolean', help: 'One JSON document on stdout and nothing else.' },
  data: { type: 'string', help: 'Data folder (CLAMOR_DATA).' },
  help: { type: 'boolean', short: 'h', help: 'This text.' },
}

export async function runCommand(command: Command, line: string[]): Promise<void> {
  const options = { ...command.options, ...common }
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    parsed = parseArgs({ args: line, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new WrongUsage((error as Error).message)
  }
  if (parsed.values['help']) {
    process.stdout.write(`${helpOf(command)}\n`)
    return
  }
  const wanted = command.takes ?? []
  if (parsed.positionals.length !== wanted.length) {
    throw new WrongUsage(wanted.length ? `"clamor ${command.name}" needs ${wanted.join(' ')}.` : `"clamor ${command.name}" takes no further words.`)
  }
  const flags = parsed.values as Given['flags']
  const json = flags['json'] === true
  const config = readConfig({ data: flags['data'], port: flags['port'] })
  await command.run({
    words: parsed.positionals,
    flags,
    json,
    config,
    say(document, plain) {
      const lines = Array.isArray(plain) ? plain.join('\n') : plain
      process.stdout.write(`${json ? JSON.stringify(document) : lines}\n`)
    },
  })
}

export function helpOf(command: Command): string {
  const rows = Object.entries({ ...command.options, ...common }).map(([name, option]) => {
    const flag = `--${name}${option.type === 'string' ? ' ...' : ''}`
    return `  ${flag.padEnd(22)} ${option.help}`
  })
  return [`clamor ${command.name} ${command.usage}`.trimEnd(), '', command.summary, '', ...rows].join('\n')
}

/** The value of an option that must be given. */
export function needed(given: Given, name: string): string {
  const value = given.flags[name]
  if (typeof value !== 'string' || value === '') throw new WrongUsage(`--${name} is needed.`)
  return value
}

export function optional(given: Given, name: string): string | undefined {
  const value = given.flags[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
