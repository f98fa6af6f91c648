import { isRefusal } from '#core/index.ts'
import { runCommand, WrongUsage, type Command } from './command.ts'

/** Name and loader of each command; a file is read only when its command is called, so that `--help` is quick. */
const commands: Record<string, () => Promise<{ command: Command }>> = {
  demo: () => import('./demo.ts'),
  start: () => import('./start.ts'),
  import: () => import('./import.ts'),
  export: () => import('./export.ts'),
  fold: () => import('./fold.ts'),
  dossier: () => import('./dossier.ts'),
  'campaign add': () => import('./campaign-add.ts'),
  'user add': () => import('./user-add.ts'),
  'places import': () => import('./places-import.ts'),
  'user link': () => import('./user-link.ts'),
  'token add': () => import('./token-add.ts'),
  backup: () => import('./backup.ts'),
  'backup key': () => import('./backup-key.ts'),
  restore: () => import('./restore.ts'),
  upgrade: () => import('./upgrade.ts'),
  doctor: () => import('./doctor/index.ts'),
}

/** Runs `clamor ...` and tells, in one plain line on stderr, what is refused; its exit code. */
export async function runLine(line: string[]): Promise<number> {
  try {
    await dispatch(line)
    return 0
  } catch (error) {
    return tell(error, nameOf(line))
  }
}

async function dispatch(line: string[]): Promise<void> {
  const [first, second] = line
  const name = nameOf(line)
  if (name) {
    const { command } = await commands[name]!()
    return runCommand(command, line.slice(name.split(' ').length))
  }
  const group = Object.keys(commands).filter((one) => one.startsWith(`${first} `))
  const asksHelp = first === undefined || first === '--help' || first === '-h' || first === 'help' || (group.length > 0 && (second === undefined || second === '--help' || second === '-h'))
  if (!asksHelp) throw new WrongUsage(`There is no command "${line.slice(0, group.length ? 2 : 1).join(' ')}".`)
  process.stdout.write(`${await overview(group.length ? group : Object.keys(commands))}\n`)
}

function nameOf([first, second]: string[]): string | undefined {
  return [`${first} ${second}`, `${first}`].find((words) => words in commands)
}

async function overview(names: string[]): Promise<string> {
  const rows = await Promise.all(names.map(async (name) => {
    const { command } = await commands[name]!()
    return `  ${name.padEnd(14)} ${command.summary}`
  }))
  return ['clamor COMMAND ...', '', 'The campaign desk of a human-rights movement.', '', ...rows, '', '"clamor COMMAND --help" tells more. --data DIR, CLAMOR_DATA or DATABASE_URL choose the database.'].join('\n')
}

/** One plain line on stderr; a stack only for a bug. */
function tell(error: unknown, command: string | undefined): number {
  if (error instanceof WrongUsage) {
    process.stderr.write(`${error.message} See "${['clamor', command, '--help'].filter(Boolean).join(' ')}".\n`)
    return 2
  }
  if (isRefusal(error)) {
    process.stderr.write(`${error.line}\n`)
    return 1
  }
  process.stderr.write(`This is a bug in Clamor: ${error instanceof Error ? error.stack : String(error)}\n`)
  return 1
}
