import { isUuid, refuse, sqlState, uniqueViolation, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { allow } from '#person/index.ts'
import type { ActionWords } from './words.ts'

export const actionKinds = ['petition', 'letter', 'post'] as const
export type ActionKind = (typeof actionKinds)[number]
export const actionStates = ['draft', 'open', 'closed', 'won'] as const
export type ActionState = (typeof actionStates)[number]

export interface Action {
  id: string
  key: string
  kind: ActionKind
  tacticId: string | null
  targetId: string | null
  words: Record<string, ActionWords>
  writeTo: string | null
  bankId: string | null
  perHour: number
  goal: number | null
  state: ActionState
  outcome: Record<string, string>
  version: number
}

const actionLimits = { title: 200, lead: 5_000, short: 500, outcome: 5_000, perHour: 1_000, goal: 10_000_000 }

const columns = `id, key, kind, tactic_id as "tacticId", target_id as "targetId", words, write_to as "writeTo", bank_id as "bankId", per_hour as "perHour", goal, state, outcome, version`

/** The actions of a campaign, newest first. */
export async function actionsOf(reader: Reader, campaignId: string): Promise<Action[]> {
  return reader.rows(`select ${columns} from action where campaign_id = $1 order by created_at desc, id limit 200`, [campaignId])
}

export async function actionById(reader: Reader, campaignId: string, id: string): Promise<Action> {
  const found = isUuid(id) ? await reader.row<Action>(`select ${columns} from action where campaign_id = $1 and id = $2`, [campaignId, id]) : undefined
  if (!found) throw noAction()
  return found
}

/** The actions that carry out a tactic. */
export async function actionsOfTactic(reader: Reader, campaignId: string, tacticId: string): Promise<Action[]> {
  return reader.rows(`select ${columns} from action where campaign_id = $1 and tactic_id = $2 order by created_at, id`, [campaignId, tacticId])
}

/** What stands under this address for everybody; a draft is not there yet. */
export async function publicAction(reader: Reader, campaignId: string, key: string): Promise<Action | undefined> {
  return reader.row<Action>(`select ${columns} from action where campaign_id = $1 and key = $2 and state <> 'draft'`, [campaignId, key])
}

export type NewAction = Pick<Action, 'key' | 'kind' | 'words'> & Partial<Pick<Action, 'tacticId' | 'targetId' | 'writeTo' | 'bankId' | 'perHour' | 'goal'>>

export async function makeAction(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewAction): Promise<Action> {
  allow(actor, campaign, 'action.edit')
  const now = house.clock.now()
  const action = checked({ ...blank, ...wish, state: 'draft' })
  return house.db.transact(async (t) => {
    const made = await t.row<Action>(
      `insert into action (campaign_id, id, key, kind, tactic_id, target_id, words, write_to, bank_id, per_hour, goal, state, created_by, created_at, changed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'draft', $12, $13, $13) returning ${columns}`,
      [campaign.id, uuid7(now), action.key, action.kind, action.tacticId, action.targetId, JSON.stringify(action.words), action.writeTo, action.bankId, action.perHour, action.goal, actor.person.id, now],
    )
    return made!
  }).catch(orTaken)
}

export type ActionChange = Partial<Omit<NewAction, 'kind'>> & Partial<Pick<Action, 'state' | 'outcome'>> & { version: number }

export async function changeAction(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: ActionChange): Promise<Action> {
  allow(actor, campaign, 'action.edit')
  return house.db.transact(async (t) => {
    const before = await actionById(t, campaign.id, id)
    const next = checked({ ...before, ...change })
    const changed = await t.row<Action>(
      `update action set key = $3, tactic_id = $4, target_id = $5, words = $6, write_to = $7, bank_id = $8, per_hour = $9, goal = $10, state = $11, outcome = $12, changed_at = $13, version = version + 1
       where campaign_id = $1 and id = $2 and version = $14 returning ${columns}`,
      [campaign.id, id, next.key, next.tacticId, next.targetId, JSON.stringify(next.words), next.writeTo, next.bankId, next.perHour, next.goal, next.state, JSON.stringify(next.outcome), house.clock.now(), change.version],
    )
    if (!changed) throw refuse('stale-version', 409, 'Somebody has changed this meanwhile.', { mend: 'What you typed is still here: look at how it is now, and save again.' })
    return changed
  }).catch(orTaken)
}

const blank = { tacticId: null, targetId: null, writeTo: null, bankId: null, perHour: 60, goal: null, outcome: {} }

type Checked = Omit<Action, 'id' | 'version'>

function checked(wish: Checked): Checked {
  const words = Object.fromEntries(Object.entries(wish.words).map(([language, said]) => [language, trimmed(said)] as const).filter(([, said]) => said.title !== ''))
  if (!/^[a-z0-9][a-z0-9-]{1,60}$/.test(wish.key)) throw refuse('key-wrong', 422, 'The address has 2 to 61 small letters, digits and hyphens.')
  if (Object.keys(words).length === 0) throw refuse('title-missing', 422, 'An action needs a title in at least one language.')
  for (const { title, lead, subject = '', thanks = '' } of Object.values(words)) {
    if (title.length > actionLimits.title || lead.length > actionLimits.lead || subject.length > actionLimits.short || thanks.length > actionLimits.short) throw refuse('words-long', 422, 'Some of these words are too long.')
  }
  if (!Number.isInteger(wish.perHour) || wish.perHour < 1 || wish.perHour > actionLimits.perHour) throw refuse('per-hour-wrong', 422, `A target gets 1 to ${actionLimits.perHour} an hour.`)
  if (wish.goal !== null && (!Number.isInteger(wish.goal) || wish.goal < 1 || wish.goal > actionLimits.goal)) throw refuse('goal-wrong', 422, 'The goal is a number of people.')
  const writeTo = wish.writeTo?.trim() || null
  if (writeTo !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(writeTo)) throw refuse('email-wrong', 422, 'This is no e-mail address.')
  if (wish.state !== 'draft' && wish.kind !== 'petition' && !wish.bankId) throw refuse('bank-missing', 422, 'Choose the bank of texts that people write from.')
  if (wish.state !== 'draft' && wish.kind === 'letter' && !writeTo) throw refuse('address-missing', 422, 'A letter needs the address of the office it goes to.')
  return { ...wish, words, writeTo, outcome: Object.fromEntries(Object.entries(wish.outcome).filter(([, text]) => text.trim() !== '')) }
}

function trimmed(said: ActionWords): ActionWords {
  return { title: said.title.trim(), lead: said.lead.trim(), ...(said.subject?.trim() ? { subject: said.subject.trim() } : {}), ...(said.thanks?.trim() ? { thanks: said.thanks.trim() } : {}) }
}

export function noAction() {
  return refuse('not-found', 404, 'There is no such action.')
}

/** The database says it, also of two who ask for the same address at the same moment. */
function orTaken(error: unknown): never {
  throw sqlState(error) === uniqueViolation ? refuse('key-taken', 409, 'Another action stands under this address.', { mend: 'Choose another one.' }) : error
}
