import type { Campaign } from '#campaign/index.ts'
import { isUuid, type Actor, type House, type Reader } from '#core/index.ts'
import { countMatches, groupsOf, leftForOthers, lookersAt, setSkill, skillOf, withinReach, type LeftForOthers } from '#desk/index.ts'
import { membersOf } from '#person/index.ts'
import type { StatementFilter } from '#statement/index.ts'
import type { Asked } from './asked.ts'

/** What narrows the queue to whoever looks: their groups, and what fits them unless they ask for all. */
export async function reachOf(reader: Reader, campaign: Campaign, actor: Actor, asked: Pick<Asked, 'tab' | 'fit'>): Promise<StatementFilter> {
  if (asked.tab !== 'queue' && asked.tab !== 'groups') return {}
  const own = await withinReach(reader, campaign.id, actor)
  if (asked.tab === 'groups') return { groups: own.reach ?? [] }
  return asked.fit === 'all' ? { reach: own.reach ?? [] } : own
}

/** The languages that whoever looks says they read; all of the campaign's is the same as none. */
export async function saveReads({ house, actor, campaign, form }: { house: House; actor: Actor; campaign: Campaign; form: FormData }): Promise<void> {
  const languages = form.getAll('reads').map(String)
  const all = campaign.languages.every((language) => languages.includes(language))
  await setSkill(house, actor, campaign, actor.person.id, { languages: all ? [] : languages })
}

/** What whoever looks can do, their groups with what waits for them, and why nothing is there for them. */
export async function standingOf(house: House, campaign: Campaign, actor: Actor, filter: StatementFilter, open: string | undefined, empty: boolean) {
  const { db } = house
  const [skill, groups, reach] = await Promise.all([skillOf(db, campaign.id, actor.person.id), groupsOf(db, campaign.id, actor.person.id), withinReach(db, campaign.id, actor)])
  const [lookers, inGroups, left] = await Promise.all([
    open && isUuid(open) ? lookersAt(db, campaign.id, open, house.clock.now()) : [],
    groups.length > 0 ? countMatches(db, campaign.id, { state: 'waiting', groups: groups.map((group) => group.id) }) : 0,
    empty ? leftForOthers(db, campaign, actor, filter) : undefined,
  ])
  return { reads: skill.languages, narrows: reach.fits !== undefined, groups, inGroups, lookers, left: left && left.waiting > 0 ? (left satisfies LeftForOthers) : undefined }
}

/** To whom a statement can be handed on. */
export async function recipientsOf(reader: Reader, campaign: Campaign, actor: Actor) {
  const [groups, members] = await Promise.all([groupsOf(reader, campaign.id), membersOf(reader, campaign)])
  const people = members.filter((one) => one.id !== actor.person.id && one.ready && !one.frozen && one.role !== 'observer')
  return { groups, people: people.map(({ id, name }) => ({ id, name })) }
}
