import { consentOf, consentSql, type Consent, type ConsentChanges, type ConsentGiven, type ConsentName } from '#campaign/index.ts'

/** A post as far as consent asks. */
export interface ConsentOn extends ConsentGiven {
  withdrawnAt: Date | null
  /** Deleted where it was public. */
  goneAt: Date | null
}

const nothing: Consent = { quote: false, name: false, passOn: false, write: false }

/**
 * What may be done with one post as it stands: the author's own word, else the campaign's table (campaign/consent.ts). What was
 * withdrawn may not be used at all; what was deleted upstream is counted, but its words and its author's name are not shown.
 */
export function effectiveConsent(changes: ConsentChanges, post: ConsentOn): Consent {
  if (post.withdrawnAt) return nothing
  const consent = consentOf(changes, post)
  return post.goneAt ? { ...consent, quote: false, name: false } : consent
}

/** The same as a condition in SQL on a post under the alias `o`. Holds only constants: safe to put into a query. */
export function effectiveConsentSql(changes: ConsentChanges, name: ConsentName, o = 'o'): string {
  const there = name === 'quote' || name === 'name' ? ` and ${o}.gone_at is null` : ''
  return `(${o}.withdrawn_at is null${there} and ${consentSql(changes, name, o)})`
}
