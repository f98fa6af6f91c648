/**
 * What may be done with a post without asking further. Four names everywhere; counting needs none. The author's own word, once
 * given or withdrawn, always wins over the campaign's table; hearsay never carries the consent of the person it is about.
 */
export interface Consent {
  /** Quote the words. */
  quote: boolean
  /** Show name or handle. */
  name: boolean
  /** Pass the words to an institution. */
  passOn: boolean
  /** Write to the author. */
  write: boolean
}

export type ConsentName = keyof Consent
export const consentNames: ConsentName[] = ['quote', 'name', 'passOn', 'write']

const publicPost: Consent = { quote: true, name: false, passOn: true, write: true }
const privateMessage: Consent = { quote: false, name: false, passOn: false, write: false }
const paperNote: Consent = { quote: true, name: false, passOn: true, write: false }

/**
 * The defaults. A file or a webhook may bring anything, private messages too: it is treated as private unless the import says by
 * which channel the posts came.
 */
export const defaultConsent: Record<string, Consent> = {
  x: publicPost,
  mastodon: publicPost,
  bluesky: publicPost,
  feed: publicPost,
  paper: paperNote,
  telegram: privateMessage,
  whatsapp: privateMessage,
  sms: privateMessage,
  email: privateMessage,
  form: privateMessage,
  call: privateMessage,
  webhook: privateMessage,
  file: privateMessage,
}

/** A campaign's differences from the defaults, by channel. */
export type ConsentChanges = Record<string, Partial<Consent>>

/** The campaign's whole table. */
export function consentTable(changes: ConsentChanges): Record<string, Consent> {
  return Object.fromEntries(Object.entries(defaultConsent).map(([channel, consent]) => [channel, { ...consent, ...changes[channel] }]))
}

export interface ConsentGiven {
  channel: string
  knows: string | null
  /** How the desk judges that they know. It can take consent away and never gives any. */
  judged?: string | null
  quote: boolean | null
  name: boolean | null
  passOn: boolean | null
  write: boolean | null
}

/** What may be done with one post. */
export function consentOf(changes: ConsentChanges, post: ConsentGiven): Consent {
  const row = consentTable(changes)[post.channel] ?? privateMessage
  const heard = post.knows === 'heard' || post.judged === 'heard'
  return {
    quote: !heard && (post.quote ?? row.quote),
    name: !heard && (post.name ?? row.name),
    passOn: !heard && (post.passOn ?? row.passOn),
    write: post.write ?? row.write,
  }
}

const columnOf: Record<ConsentName, string> = { quote: 'quote', name: 'name', passOn: 'pass_on', write: 'write' }

/** The same as `consentOf` as a condition in SQL on a post under the alias `o`. Holds only constants: safe to put into a query. */
export function consentSql(changes: ConsentChanges, name: ConsentName, o = 'o'): string {
  const allowed = Object.entries(consentTable(changes)).filter(([, consent]) => consent[name]).map(([channel]) => `'${channel}'`)
  const byChannel = allowed.length > 0 ? `${o}.channel in (${allowed.join(', ')})` : 'false'
  const own = `coalesce(${o}.${columnOf[name]}, ${byChannel})`
  return name === 'write' ? `(${own})` : `(${o}.knows is distinct from 'heard' and ${o}.judged is distinct from 'heard' and ${own})`
}
