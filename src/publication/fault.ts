import type { Reader } from '#core/index.ts'
import { embargoedIn, embargoOf } from '#plan/index.ts'
import { alike, sign } from '#statement/fold/index.ts'
import { lengthOn, type Length } from '#variant/index.ts'
import type { Part, Publication } from './publication.ts'

/** What keeps a publication from leaving. */
export type Fault =
  | { kind: 'no-network' }
  | { kind: 'no-text'; part: string }
  | { kind: 'too-long'; part: string; used: number; most: number }
  | { kind: 'no-alt'; picture: string }
  | { kind: 'too-many-pictures'; most: number }
  | { kind: 'no-account'; part: string }

/** What a person should see before it leaves, and may do all the same. */
export type Warning =
  /** The same, or nearly, went or goes to the same network; `share`: of the wording, from 0 to 1. */
  | { kind: 'twice'; part: string; publication: string; title: string; at: Date | null; share: number }
  /** Words that a pending case of the campaign asks not to say. */
  | { kind: 'embargo'; part: string; word: string; title: string }
  | { kind: 'past' }

export const mostPictures = 4
/** How far back "lately" reaches, and how alike two texts are that people take for one. */
const lately = 30 * 86_400_000
const nearlySame = 0.5

export function lengthOf(part: Pick<Part, 'network' | 'text' | 'account'>): Length {
  return lengthOn(part.network, part.text, ...(part.account?.longest ? [part.account.longest] : []))
}

export function faultsOf(publication: Pick<Publication, 'parts' | 'pictures'>): Fault[] {
  const { parts, pictures } = publication
  const faults: Fault[] = parts.length === 0 ? [{ kind: 'no-network' }] : []
  for (const part of parts) {
    if (!/\S/.test(part.text)) faults.push({ kind: 'no-text', part: part.id })
    const { used, most, fits } = lengthOf(part)
    if (!fits) faults.push({ kind: 'too-long', part: part.id, used, most: most ?? used })
    if (part.accountGone) faults.push({ kind: 'no-account', part: part.id })
  }
  for (const { id, alt } of pictures) if (!alt) faults.push({ kind: 'no-alt', picture: id })
  if (pictures.length > mostPictures) faults.push({ kind: 'too-many-pictures', most: mostPictures })
  return faults
}

export async function warningsOf(reader: Reader, campaignId: string, publication: Publication, now: Date): Promise<Warning[]> {
  const warnings: Warning[] = publication.state !== 'scheduled' && publication.dueAt && publication.dueAt < now ? [{ kind: 'past' }] : []
  const embargoes = await embargoOf(reader, { id: campaignId })
  for (const part of publication.parts) {
    for (const { word, title } of embargoedIn(part.text, embargoes)) warnings.push({ kind: 'embargo', part: part.id, word, title })
  }
  return [...warnings, ...(await saidTwice(reader, campaignId, publication, now))]
}

interface Said {
  publication: string
  title: string
  network: string
  part: string
  text: string
  at: Date | null
}

/** Each part beside what the same network got lately, is to get, or gets by this very publication from another account: networks forbid the last. */
async function saidTwice(reader: Reader, campaignId: string, { id, parts, title }: Publication, now: Date): Promise<Warning[]> {
  const others = await reader.rows<Said>(
    `select b.id as publication, b.title, p.network, p.id as part, coalesce(p.text, b.text) as text, coalesce(p.hand_at, b.due_at) as at
     from publication_part p join publication b on b.campaign_id = p.campaign_id and b.id = p.publication_id
     where p.campaign_id = $1 and p.network = any($2) and b.id <> $3 and b.state in ('waiting', 'scheduled') and coalesce(b.due_at, b.changed_at) > $4
     order by coalesce(b.due_at, b.changed_at) desc limit 500`,
    [campaignId, [...new Set(parts.map((part) => part.network))], id, new Date(now.getTime() - lately)],
  )
  const here = parts.map((part): Said => ({ publication: id, title, network: part.network, part: part.id, text: part.text, at: null }))
  const signed = new Map([...others, ...here].map((one) => [one, sign(one.text)]))
  return here.flatMap((part) => {
    const likenesses = [...others, ...here.filter((one) => one !== part)].filter((one) => one.network === part.network).map((one) => ({ one, verdict: alike(signed.get(part)!, signed.get(one)!) }))
    const found = likenesses.filter(({ verdict }) => verdict.together || verdict.likeness >= nearlySame).toSorted((a, b) => b.verdict.likeness - a.verdict.likeness)[0]
    return found ? [{ kind: 'twice' as const, part: part.part, publication: found.one.publication, title: found.one.title, at: found.one.at, share: found.verdict.likeness }] : []
  })
}
