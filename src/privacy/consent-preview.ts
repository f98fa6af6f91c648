import type { House } from '#core/index.ts'
import { consentNames, consentStep, type Campaign, type ConsentChanges, type ConsentName, type ConsentStep } from '#campaign/index.ts'
import { effectiveConsentSql } from '#post/index.ts'
import { snapshotOf, takeSnapshot, type Snapshot } from '#publish/index.ts'

export interface ConsentPreview extends ConsentStep {
  /** Posts of which this might be done, or might not any more. Whoever said their own word is in neither. */
  posts: Record<ConsentName, { more: number; fewer: number }>
  /** On the public pages: what would read otherwise, appear, or leave. */
  incidents: number
  questions: number
}

/** What another table of consent would change, made by the same code as the pages themselves. Changes nothing. */
export async function previewConsent(house: House, campaign: Campaign, next: ConsentChanges): Promise<ConsentPreview> {
  const step = consentStep(campaign.consent, next)
  const channels = [...new Set([...Object.keys(step.looser), ...Object.keys(step.stricter)])]
  const [posts, now, then] = await Promise.all([countPosts(house, campaign, next, channels), snapshotOf(house, campaign), takeSnapshot(house, { ...campaign, consent: next })])
  return { ...step, posts, incidents: differing(facesOf(now.incidents), facesOf(then.incidents)), questions: differing(facesOf(now.questions), facesOf(then.questions)) }
}

async function countPosts(house: House, campaign: Campaign, next: ConsentChanges, channels: string[]): Promise<ConsentPreview['posts']> {
  const counts = consentNames.flatMap((name) => {
    const [now, then] = [effectiveConsentSql(campaign.consent, name), effectiveConsentSql(next, name)]
    return [`count(*) filter (where ${then} and not ${now})::int as "${name} more"`, `count(*) filter (where ${now} and not ${then})::int as "${name} fewer"`]
  })
  const row = await house.db.row<Record<string, number>>(`select ${counts.join(', ')} from post o where o.campaign_id = $1 and o.channel = any($2)`, [campaign.id, channels])
  return Object.fromEntries(consentNames.map((name) => [name, { more: row![`${name} more`]!, fewer: row![`${name} fewer`]! }])) as ConsentPreview['posts']
}

/** What people read of each; counts may have moved between the two. */
function facesOf(shown: Snapshot['incidents'] | Snapshot['questions']): Map<string, string> {
  return new Map(shown.map((one) => [one.id, JSON.stringify('title' in one ? [one.title, one.language, one.quote, one.quotes] : [one.wording, one.language])]))
}

function differing(now: Map<string, string>, then: Map<string, string>): number {
  return [...new Set([...now.keys(), ...then.keys()])].filter((id) => now.get(id) !== then.get(id)).length
}
