/** The map: the slices in the order in which data flows. Imports run only upstream; test/structure.test.ts holds them to it. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { slice as action } from '#action/index.ts'
import { slice as alarm } from '#alarm/index.ts'
import { slice as amplify } from '#amplify/index.ts'
import { slice as backup } from '#backup/index.ts'
import { slice as burst } from '#burst/index.ts'
import { slice as bulk } from '#bulk/index.ts'
import { slice as call } from '#call/index.ts'
import { slice as campaign } from '#campaign/index.ts'
import { slice as chat } from '#chat/index.ts'
import { flowOf, type Slice } from '#core/index.ts'
import { slice as coverage } from '#coverage/index.ts'
import { slice as deliver } from '#deliver/index.ts'
import { slice as desk } from '#desk/index.ts'
import { slice as graphic } from '#graphic/index.ts'
import { slice as incident } from '#incident/index.ts'
import { slice as intake } from '#intake/index.ts'
import { slice as language } from '#language/index.ts'
import { slice as link } from '#link/index.ts'
import { slice as person } from '#person/index.ts'
import { slice as plan } from '#plan/index.ts'
import { slice as post } from '#post/index.ts'
import { slice as press } from '#press/index.ts'
import { slice as privacy } from '#privacy/index.ts'
import { slice as publication } from '#publication/index.ts'
import { slice as question } from '#question/index.ts'
import { slice as retention } from '#retention/index.ts'
import { slice as rule } from '#rule/index.ts'
import { slice as room } from '#room/index.ts'
import { slice as sheet } from '#sheet/index.ts'
import { slice as shift } from '#shift/index.ts'
import { slice as source } from '#source/index.ts'
import { slice as rehearsal } from '#rehearsal/index.ts'
import { slice as referral } from '#referral/index.ts'
import { slice as statement } from '#statement/index.ts'
import { slice as talk } from '#talk/index.ts'
import { slice as variant } from '#variant/index.ts'
import { slice as welcome } from '#welcome/index.ts'
import { slice as trial } from '#trial/index.ts'

export const slices: Slice[] = [
  { name: 'core' },
  person,
  language,
  campaign,
  post,
  { name: 'channel' },
  intake,
  statement,
  rule,
  graphic,
  sheet,
  desk,
  source,
  talk,
  alarm,
  referral,
  incident,
  question,
  bulk,
  room,
  shift,
  call,
  plan,
  variant,
  link,
  trial,
  burst,
  chat,
  coverage,
  publication,
  amplify,
  press,
  action,
  { name: 'publish' },
  deliver,
  privacy,
  retention,
  rehearsal,
  welcome,
  backup,
]

export const flow = flowOf(slices)

/** The migrations of all slices: src/<slice>/NNNN_name.sql. */
export async function migrationFiles(): Promise<string[]> {
  const root = fileURLToPath(new URL('.', import.meta.url))
  const files: string[] = []
  for (const slice of slices) {
    const names = await readdir(join(root, slice.name), { recursive: true })
    files.push(...names.filter((name) => /(^|\/)\d{4}_[a-z_]+\.sql$/.test(name)).map((name) => join(root, slice.name, name)))
  }
  return files
}
