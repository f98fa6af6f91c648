import { clocksOf, refuse, type Actor, type CampaignRef, type Clocks, type House, type Transactor } from '#core/index.ts'
import { chatNetworks, postAt, type ChatNetwork } from '#chat/index.ts'
import { allow, may } from '#person/index.ts'
import { holdsNow } from '#talk/index.ts'
import { lengthOn, networkRules, shareLink } from '#variant/index.ts'
import { composedEntry } from './compose.ts'
import { lockCoverage, noCoverage, told, type Coverage } from './coverage.ts'
import { entriesOf, lockEntry, noEntry, type Entry } from './entry.ts'
import { leavesAt } from './leaves.ts'
import { speakersOf } from './speaker.ts'

/** A text in the hands of whoever posts it. */
export interface Handed {
  entryId: string
  network: ChatNetwork
  name: string
  text: string
  /** Opens the network with the text ready written. */
  href: string
  /** The post that it continues, whoever posted that; null: it begins a thread. */
  replyTo: string | null
  /** It continues one whose address nobody has kept yet. */
  lost: boolean
  alt: string
  /** There is a file to go with it. */
  file: boolean
}

/**
 * Gives a text to one person for one network. Everything that may hold it back is looked at here, in the transaction that gives it, with
 * the coverage's row locked: STOP, a longer delay or a later embargo waits for this or comes before it, never between.
 */
export async function handOut(house: House, actor: Actor | undefined, campaign: CampaignRef, coverageId: string, entryId: string, network: ChatNetwork): Promise<Handed> {
  allow(actor, campaign, 'coverage.work')
  return house.db.transact(async (t) => {
    const coverage = await lockCoverage(t, campaign.id, coverageId, 'share')
    const entry = await lockEntry(t, campaign.id, coverageId, entryId)
    // After the locks: whoever waited for them reads what the clocks say now.
    const clocks = await clocksOf(house, t)
    checkMayLeave(coverage, entry, clocks, await heldBack(t, campaign.id, clocks))
    const handed = await handedFor(t, campaign.id, coverage, entry, network)
    const length = lengthOn(network, handed.text)
    if (!length.fits) throw refuse('too-long', 422, `For ${handed.name} this is too long: ${length.used} of ${length.most}.`, { mend: 'Split it: the second half continues the thread.' })
    const won = await t.run(
      `insert into coverage_out (campaign_id, entry_id, network, coverage_id, person_id, handed_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [campaign.id, entryId, network, coverageId, actor.person.id, house.clock.now()],
    )
    const holder = won > 0 ? undefined : (await lockEntry(t, campaign.id, coverageId, entryId)).outs.find((out) => out.network === network)
    if (won === 0 && holder?.person.id !== actor.person.id) throw refuse('held-by-other', 409, `${holder?.person.name ?? 'Somebody else'} has it for ${handed.name}.`, { extra: { holder: holder?.person.name } })
    if (holder?.postedAt) throw refuse('already-posted', 409, 'You have posted this already.')
    await told(t, campaign.id, coverageId)
    return handed
  })
}

/** Refuses as long as an entry must not leave. */
export function checkMayLeave(coverage: Coverage, entry: Entry, clocks: Clocks, held: boolean): void {
  if (held) throw refuse('coverage-held', 409, 'Everything of the campaign is held back: nothing of this leaves either.', { mend: 'It goes on when that is lifted, under Publications.' })
  if (coverage.stoppedAt) throw refuse('coverage-stopped', 409, 'STOP: nothing of this leaves until it is lifted.')
  if (coverage.state !== 'running') throw refuse('coverage-not-running', 409, 'This coverage is not running.')
  if (entry.state !== 'checked' || !entry.checker || entry.checker.id === entry.scribe.id) throw refuse('not-checked', 409, 'Nobody has checked this yet.')
  if (entry.picture && entry.alt === '') throw refuse('alt-missing', 422, 'The picture has no description.')
  const until = leavesAt(coverage, entry)
  if (until > clocks.earliest) throw refuse('held-until', 409, 'This must not leave yet.', { mend: 'It is free at the hour beside it.', extra: { until } })
}

/** What somebody has in hand and has not posted. Looked at as when it was handed out: STOP takes it out of their hands. */
export async function handedTo(house: House, campaign: CampaignRef, coverageId: string, personId: string): Promise<Handed[]> {
  return house.db.transact(async (t) => {
    const coverage = await lockCoverage(t, campaign.id, coverageId, 'share')
    const clocks = await clocksOf(house, t)
    const mine: Handed[] = []
    if (await heldBack(t, campaign.id, clocks)) return mine
    for (const entry of await entriesOf(t, campaign.id, coverageId)) {
      const outs = entry.outs.filter((out) => out.person.id === personId && !out.postedAt)
      if (outs.length === 0 || !free(coverage, entry, clocks)) continue
      for (const { network } of outs) mine.push(await handedFor(t, campaign.id, coverage, entry, network as ChatNetwork))
    }
    return mine
  })
}

/** Under this lock a STOP of the whole campaign, or an embargo, either is seen here or comes after. */
export async function heldBack(t: Transactor, campaignId: string, { earliest }: Clocks): Promise<boolean> {
  await t.row('select 1 from campaign where id = $1 for key share', [campaignId])
  return holdsNow(t, campaignId, earliest)
}

function free(coverage: Coverage, entry: Entry, clocks: Clocks): boolean {
  return coverage.stoppedAt === null && coverage.state === 'running' && entry.state === 'checked' && leavesAt(coverage, entry) <= clocks.earliest
}

/** It is posted: where, if they say so, so that the next one continues the thread. */
export async function notePosted(house: House, actor: Actor | undefined, campaign: CampaignRef, coverageId: string, entryId: string, network: string, link: string | null): Promise<void> {
  allow(actor, campaign, 'coverage.work')
  const post = link ? postAt(link) : undefined
  if (link && !post) throw refuse('post-link-wrong', 422, 'This is not the address of a post.', { mend: 'Copy it from the post: it begins with https://.' })
  await house.db.transact(async (t) => {
    await lockCoverage(t, campaign.id, coverageId, 'share')
    await ownOut(t, actor, campaign, coverageId, entryId, network)
    await t.run(
      `update coverage_out set posted_at = coalesce(posted_at, $4), link = coalesce($5, link) where campaign_id = $1 and entry_id = $2 and network = $3`,
      [campaign.id, entryId, network, house.clock.now(), post?.link ?? null],
    )
    await told(t, campaign.id, coverageId)
  })
}

/** It was not posted: somebody else may. */
export async function giveBack(house: House, actor: Actor | undefined, campaign: CampaignRef, coverageId: string, entryId: string, network: string): Promise<void> {
  allow(actor, campaign, 'coverage.work')
  await house.db.transact(async (t) => {
    await lockCoverage(t, campaign.id, coverageId, 'share')
    const out = await ownOut(t, actor, campaign, coverageId, entryId, network)
    if (out.postedAt) throw refuse('already-posted', 409, 'This is posted.', { mend: 'Delete it on the network, then take it out of the transcript.' })
    await t.run('delete from coverage_out where campaign_id = $1 and entry_id = $2 and network = $3', [campaign.id, entryId, network])
    await told(t, campaign.id, coverageId)
  })
}

export async function ownOut(t: Transactor, actor: Actor, campaign: CampaignRef, coverageId: string, entryId: string, network: string): Promise<Entry['outs'][number]> {
  const entry = await lockEntry(t, campaign.id, coverageId, entryId)
  const out = entry.outs.find((one) => one.network === network)
  if (!out) throw noEntry()
  if (out.person.id !== actor.person.id && !may(actor, campaign, 'coverage.manage')) throw refuse('held-by-other', 409, `${out.person.name} has it.`, { extra: { holder: out.person.name } })
  return out
}

async function handedFor(t: Transactor, campaignId: string, coverage: Coverage, entry: Entry, network: ChatNetwork): Promise<Handed> {
  if (!chatNetworks.includes(network)) throw noCoverage()
  const speaker = (await speakersOf(t, campaignId, coverage.id)).find((one) => one.id === entry.speakerId)
  const text = composedEntry(entry, speaker, coverage, network)
  const before = await lastPosted(t, campaignId, entry, network)
  const replyTo = before?.link ?? null
  const id = network === 'x' && replyTo ? postAt(replyTo)?.externalId : undefined
  return {
    entryId: entry.id, network, name: networkRules[network].name, text, href: shareLink(network, { text, ...(id ? { inReplyTo: id } : {}) })!, replyTo, lost: before !== undefined && replyTo === null, alt: entry.picture ? entry.alt : '', file: entry.file !== null,
  }
}

/** The last post of the thread on a network, whoever posted it: there the next one goes on. */
async function lastPosted(t: Transactor, campaignId: string, entry: Entry, network: string): Promise<{ link: string | null } | undefined> {
  return t.row(
    `select o.link from coverage_entry e join coverage_out o on o.campaign_id = e.campaign_id and o.entry_id = e.id
     where e.campaign_id = $1 and e.thread_id = $2 and e.id <> $3 and o.network = $4 and o.posted_at is not null order by o.posted_at desc limit 1`,
    [campaignId, entry.threadId, entry.id, network],
  )
}
