import { refuse, type Actor, type House } from '#core/index.ts'
import type { Campaign } from '#campaign/index.ts'
import { claimOne, decide, listStatements, releaseClaim, workOn, type QueueRow } from '#desk/index.ts'
import { findOut, listIncidents, points, type Point } from '#incident/index.ts'
import { decide as decisionFor, type Decision } from './decisions.ts'
import type { SignIn } from './found.ts'

const atOnce = 4

/** The loudest statements, at most `most` and at most this `share` of all, decided by people of the cast through the desk's own functions. Returns how many. */
export async function workExample(
  house: House, campaign: Campaign, people: SignIn[], options: { most: number; share: number; onProgress?: (done: number, of: number) => void },
): Promise<number> {
  const hands = people.filter((one) => one.role === 'volunteer' || one.role === 'coordinator').map(actorFor(campaign))
  const loudest = await loudestWaiting(house, campaign, options)
  const todo = loudest.map((statement) => ({ statement, decision: decisionFor(statement) })).filter((one) => one.decision !== undefined)
  const desk = new Theme()
  let next = 0
  let done = 0
  const work = async (actor: Actor) => {
    for (let one = todo[next++]; one; one = todo[next++]) {
      await decideOne(house, campaign, actor, one.statement, one.decision!, desk)
      done += 1
      options.onProgress?.(done, todo.length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, (_, i) => work(hands[i % hands.length]!)))
  await verifySome(house, campaign, hands[0]!)
  return done
}

async function loudestWaiting(house: House, campaign: Campaign, { most, share }: { most: number; share: number }): Promise<QueueRow[]> {
  const total = await house.db.row<{ count: number }>(`select count(*)::int as count from statement where campaign_id = $1`, [campaign.id])
  const wanted = Math.min(most, Math.floor(total!.count * share))
  const found: QueueRow[] = []
  let after: string | null = null
  do {
    const page: { statements: QueueRow[]; next: string | null } = await listStatements(house.db, campaign.id, { state: 'waiting' }, { limit: 200, ...(after ? { after } : {}) })
    found.push(...page.statements)
    after = page.next
  } while (after && found.length < wanted)
  // One loud statement in ten is left: whoever opens the desk of the example finds something worth their time.
  return share < 1 ? found.slice(0, wanted).filter((_, place) => place % 10 !== 3) : found.slice(0, wanted)
}

async function decideOne(house: House, campaign: Campaign, actor: Actor, statement: QueueRow, decision: Decision, themes: Theme): Promise<void> {
  const claim = await claimOne(house, campaign.id, actor, statement.id)
  let version = claim.version
  if (decision.issueArea || decision.kind === 'incident') {
    const place = decision.kind === 'incident' ? decision.place : undefined
    version = (await workOn(house, campaign.id, actor, statement.id, { version, ...(decision.issueArea ? { issueArea: decision.issueArea } : {}), ...(place ? { place } : {}) })).version
  }
  switch (decision.kind) {
    case 'question':
      return themes.join(`question ${decision.theme}`, (question) => decide(house, campaign.id, actor, statement.id, version, 'question', { question, wording: decision.wording }), questionOf(house, campaign))
    case 'incident':
      return themes.join(`incident ${decision.theme}`, (incident) => decide(house, campaign.id, actor, statement.id, version, 'incident', { incident, title: decision.title }), incidentOf(house, campaign))
    case 'discard':
      await decide(house, campaign.id, actor, statement.id, version, 'discard', { reason: decision.reason })
      return
    case 'done':
      await decide(house, campaign.id, actor, statement.id, version, 'done', {})
      return
    default:
      await releaseClaim(house, campaign.id, actor, statement.id)
      throw refuse('unknown-decision', 500, 'The example decides something that the desk does not know.')
  }
}

/** The first statement of a theme makes the question or the incident; those after it join. */
class Theme {
  readonly #made = new Map<string, Promise<string>>()

  async join(theme: string, deed: (idOrNew: string) => Promise<{ deedId: string }>, madeBy: (deedId: string) => Promise<string>): Promise<void> {
    const known = this.#made.get(theme)
    if (known) {
      await deed(await known)
      return
    }
    const made = deed('new').then(({ deedId }) => madeBy(deedId))
    this.#made.set(theme, made)
    await made
  }
}

const questionOf = (house: House, campaign: Campaign) => async (deedId: string) =>
  (await house.db.row<{ id: string }>(`select question_id as id from question_statement where campaign_id = $1 and deed_id = $2`, [campaign.id, deedId]))!.id

const incidentOf = (house: House, campaign: Campaign) => async (deedId: string) =>
  (await house.db.row<{ id: string }>(`select incident_id as id from incident_statement where campaign_id = $1 and deed_id = $2`, [campaign.id, deedId]))!.id

const found: Record<Point, string> = {
  source: 'We spoke with the person who wrote first; she was there.',
  time: 'The shadows on the photograph fit the hour that was told.',
  place: 'The street and the water tower behind it were recognised.',
  corroboration: 'A health worker of the district tells the same, unasked.',
}

/** What many people reported is corroborated, what most reported is verified; the rest is left as it came. */
async function verifySome(house: House, campaign: Campaign, actor: Actor): Promise<void> {
  const incidents = await listIncidents(house.db, campaign.id, { limit: 1_000 })
  for (const [place, incident] of incidents.entries()) {
    const known: readonly Point[] = place < incidents.length * 0.3 ? points : place < incidents.length * 0.65 ? ['corroboration'] : []
    const subject = { kind: 'incident', id: incident.id } as const
    let version = 0
    for (const point of known) ({ version } = await findOut(house, campaign.id, actor, subject, { version, point, standing: 'holds', sentence: found[point] }))
  }
}

/** Scripted people act as themselves, with the role they hold. */
/** The actor that somebody of the cast is. */
export const actorFor = (campaign: Campaign) => (one: SignIn): Actor => ({
  person: { id: one.personId, name: one.name, email: one.email, languages: [] },
  roles: [{ organisationId: campaign.organisationId, campaignId: undefined, role: one.role }],
})
