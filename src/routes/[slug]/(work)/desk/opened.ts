import { alarmOf } from '#alarm/index.ts'
import { bulksOn } from '#bulk/index.ts'
import type { Campaign } from '#campaign/index.ts'
import { isUuid, type Actor, type House } from '#core/index.ts'
import { deedsOf, guessArea, holderOf, notesOf, oneStatement, openProposal, refoldsOf, setWithoutPerson, similarDecided, similarUndecided, voicesOf, wordingsOf, type QueueRow } from '#desk/index.ts'
import { checklistOf, listIncidents } from '#incident/index.ts'
import { postsOf } from '#post/index.ts'
import { listQuestions, questionsAlike } from '#question/index.ts'
import { asideBecause, choicesOf } from '#rule/index.ts'
import { collectedBy } from '#sheet/index.ts'
import { sourceOf } from '#source/index.ts'
import { partsOf, queueOrderOf, searchForm } from '#statement/index.ts'
import { talkOf } from '#talk/index.ts'
import { difference } from '#ui/difference.ts'
import { coverOf, photosFor } from '../cover.ts'
import type { Asked } from './asked.ts'
import { excerpt } from './excerpt.ts'

export const firstWordings = 6
const mostWordings = 200
const pageOfPosts = 20
/** To join: the loudest; others are found by typing. */
export const mostToJoin = 30

/** The statement that the address opens, with all that was said, done and noted; undefined when there is none. */
export async function opened(house: House, campaign: Campaign, actor: Actor, asked: Asked) {
  const { db } = house
  const id = asked.open
  if (!id) return undefined
  const found = isUuid(id) ? await oneStatement(db, campaign.id, id) : undefined
  if (!found) return { id, gone: true as const }
  const now = house.clock.now()
  const row = settled(found, now)
  const [holder, voices, said, posts, deeds, notes, similar, incidents, questions, talk, order, choices, because, alarm, near, refolds, learned, without, bulks, alike] = await Promise.all([
    holderOf(db, campaign.id, id),
    voicesOf(db, campaign.id, id),
    wordingsOf(db, campaign.id, id, asked.wordings === 'all' ? mostWordings : firstWordings),
    postsOf(house, campaign.id, id, { after: Number(asked.posts) || 0, limit: pageOfPosts + 1 }),
    deedsOf(db, campaign.id, id),
    notesOf(db, campaign.id, id),
    similarDecided(db, campaign.id, id, row.text),
    listIncidents(db, campaign.id, { limit: mostToJoin }),
    listQuestions(db, campaign.id, { limit: mostToJoin }),
    talkOf(house, campaign, id),
    queueOrderOf(db, campaign.id),
    choicesOf(house, campaign.id, id),
    row.state === 'aside' ? asideBecause(db, campaign.id, id, now) : [],
    alarmOf(db, campaign.id, id),
    similarUndecided(db, campaign.id, id, actor.person.id, row.text),
    refoldsOf(db, campaign.id, id),
    row.issueArea === null ? guessArea(db, campaign.id, row.text) : undefined,
    row.issueArea === null ? undefined : setWithoutPerson(db, campaign.id, id),
    bulksOn(db, campaign.id, id),
    row.state === 'decided' ? [] : questionsAlike(db, campaign.id, id, row.text),
  ])
  const proposal = row.state === 'review' ? await openProposal(db, campaign.id, id) : undefined
  const shownPosts = posts.slice(0, pageOfPosts)
  const cover = await coverOf(house, campaign, actor, [id, ...[...similar, ...near].map((one) => one.id)])
  const checklist = await checklistOf(db, campaign.id, { kind: 'statement', id })
  const collectors = await collectedBy(db, campaign.id, shownPosts.map((post) => post.id))
  const source = await sourceOf(db, campaign.id, row, shownPosts.map((post) => post.id))
  const whole = {
    ...row,
    gone: false as const,
    /** Of 100 guesses like this one, so many were right; and the same of an area that was set without a person. */
    learned: learned && { area: learned.area, right: hundred(learned.confidence) },
    without: without === undefined ? undefined : hundred(without),
    covered: cover.covers(id),
    graphic: cover.marks.get(id),
    photos: await photosFor(house, campaign, cover, [id]),
    checklist,
    mine: holder?.personId === actor.person.id && holder.until > now,
    proposal: proposal && { kind: proposal.kind, input: proposal.input, by: proposal.by, at: proposal.at, own: proposal.personId === actor.person.id },
    voices,
    wordings: said.wordings,
    wordingsInAll: said.total,
    shared: sharedWords(row.text, said.wordings),
    posts: row.posts,
    patience: order.weights.patience,
    earned: partsOf(order.weights, row),
    found: Object.fromEntries(order.finder.find(searchForm(row.text))),
    list: shownPosts.map((post) => ({ ...post, collectedBy: collectors.get(post.id) })),
    morePosts: posts.length > pageOfPosts ? shownPosts.at(-1)!.number : undefined,
    deeds,
    notes,
    talk,
    choices,
    because: because.map((rule) => ({ id: rule.id, kind: rule.kind, value: rule.value, filter: rule.filter, sender: rule.sender })),
    alarm,
    source: { ...source, first: source.first && { ...source.first, text: excerpt(source.first.text, 120) }, seconds: source.seconds.map(shortened), likely: source.likely.map(shortened) },
    similar: similar.map((one) => ({ ...one, text: cover.covers(one.id) ? '…' : excerpt(one.text, 90) })),
    near: near.map((one) => ({ ...one, text: cover.covers(one.id) ? '…' : excerpt(one.text, 90) })),
    refolds,
    bulks,
    alike: forJoining([], alike).questions,
    ...forJoining(incidents, questions),
  }
  // What is covered does not leave the server before somebody asks.
  return whole.covered ? { ...whole, text: '', wordings: [], list: [], notes: [], source: { ...whole.source, first: null, seconds: [], likely: [] }, talk: { ...whole.talk, asks: [], senders: whole.talk.senders.map((one) => ({ ...one, text: '' })) } } : whole
}

/** What one can join to, as the lists of the form of deeds show it. */
export function forJoining(incidents: Awaited<ReturnType<typeof listIncidents>>, questions: Awaited<ReturnType<typeof listQuestions>>) {
  return {
    incidents: incidents.map(({ id, title, place, statements, posts, issueArea }) => ({ id, title, place: place.name, statements, posts, area: issueArea })),
    questions: questions.map(({ id, wording, statements, posts, issueArea }) => ({ id, wording, statements, posts, area: issueArea })),
  }
}

const shortened = <T extends { text: string }>(one: T): T => ({ ...one, text: excerpt(one.text, 120) })

/** A lease that ran out is over, although nobody has returned it yet. */
export function settled(row: QueueRow, now: Date): QueueRow {
  return row.until && row.until <= now ? { ...row, state: row.state === 'review' ? 'review' : 'waiting', holder: null, until: null } : row
}

/** Share of the words of all wordings that they have in common with the statement, weighed by their posts. */
export function sharedWords(base: string, wordings: { text: string; posts: number; same: boolean }[]): number {
  const all = wordings.reduce((sum, one) => sum + one.posts, 0)
  if (all === 0) return 1
  return wordings.slice(0, 20).reduce((sum, one) => sum + one.posts * (one.same ? 1 : difference(base, one.text).shared), 0) / all
}

export function hundred(share: number): number {
  return Math.round(share * 100)
}
