import { refuse, type Actor, type CampaignRef, type HeldRole, type Role, type Scope } from '#core/index.ts'

/** From the least to the most. */
export const roles = ['observer', 'volunteer', 'coordinator', 'owner'] as const satisfies Role[]

/**
 * THE table: the least role that has each ability, and the scopes of a token that reach it. A token needs both: a scope and the
 * role of the person it belongs to. What no scope reaches is done by a person who is signed in.
 * work: only for people who are ready. waiting: also for people who came by a link for many and are not let in yet.
 * point: also for the point person of a partner, there for the people of their own organisation only.
 */
const table = {
  // To see that the campaign is there and to practise.
  'campaign.enter': { from: 'observer', scopes: ['read', 'desk', 'intake'], waiting: true },
  'practice.do': { from: 'observer', scopes: [], waiting: true },
  'campaign.read': { from: 'observer', scopes: ['read', 'desk', 'intake'] },
  'statement.read': { from: 'observer', scopes: ['read', 'desk'] },
  'intake.post': { from: 'volunteer', scopes: ['intake'], work: true },
  'sheet.type': { from: 'volunteer', scopes: ['intake'], work: true },
  'call.take': { from: 'volunteer', scopes: [], work: true },
  'statement.work': { from: 'volunteer', scopes: ['desk'], work: true },
  // Taking out of, joining and undoing where one does not hold the statement.
  'statement.refold': { from: 'coordinator', scopes: ['desk'] },
  'deed.do': { from: 'volunteer', scopes: ['desk'], work: true },
  // The same done to those that one has ticked; to all that a search finds, and what is aside or decided brought back.
  'bulk.few': { from: 'volunteer', scopes: ['desk'], work: true },
  'bulk.all': { from: 'coordinator', scopes: ['desk'] },
  // Reassign, drain, pause, a note to everybody; the figures of the room.
  'desk.steer': { from: 'coordinator', scopes: ['desk'] },
  'room.read': { from: 'coordinator', scopes: ['read', 'desk'] },
  'referral.work': { from: 'volunteer', scopes: ['desk'], work: true },
  'alarm.raise': { from: 'volunteer', scopes: ['desk'], work: true },
  // Also: to go on duty oneself.
  'alarm.take': { from: 'volunteer', scopes: ['desk'], work: true },
  'incident.edit': { from: 'volunteer', scopes: ['desk'], work: true },
  // To say otherwise than the checklist, above all that something is false.
  'verification.override': { from: 'coordinator', scopes: ['desk'] },
  'question.edit': { from: 'volunteer', scopes: ['desk'], work: true },
  'rule.read': { from: 'volunteer', scopes: ['desk', 'read'] },
  // A volunteer's rule waits for whoever may make one.
  'rule.propose': { from: 'volunteer', scopes: ['desk'], work: true },
  'rule.make': { from: 'coordinator', scopes: ['desk'] },
  'plan.read': { from: 'observer', scopes: ['read', 'desk'] },
  // Lead what nobody leads and change what one leads, note what targets say, pledge, do tasks.
  'plan.work': { from: 'volunteer', scopes: ['desk'], work: true },
  'plan.edit': { from: 'coordinator', scopes: ['desk'] },
  // A goal of one's own is read by nobody else, a link to the calendar is one's own: no program stands in for a person.
  'goal.own': { from: 'observer', scopes: [] },
  'calendar.own': { from: 'observer', scopes: [] },
  // Questions that are still to come, and what was answered.
  'chat.read': { from: 'observer', scopes: ['read', 'desk'] },
  // Ask, move, take out of the transcript, end.
  'chat.run': { from: 'volunteer', scopes: ['desk'], work: true },
  // Plan one, its guests, announce, publish.
  'chat.manage': { from: 'coordinator', scopes: ['desk'] },
  // Note, check, post, STOP. What is under embargo is read by nobody else.
  'coverage.work': { from: 'volunteer', scopes: ['desk'], work: true },
  // Plan it, its rota, embargo and delay; lift STOP, publish.
  'coverage.manage': { from: 'coordinator', scopes: ['desk'] },
  'shift.read': { from: 'observer', scopes: ['read', 'desk'] },
  // Sign up, hand over, tick what those before have written.
  'shift.work': { from: 'volunteer', scopes: ['desk'], work: true },
  // Make shifts, choose who is on, call off.
  'shift.manage': { from: 'coordinator', scopes: ['desk'] },
  'export': { from: 'coordinator', scopes: ['read'] },
  'dossier.make': { from: 'coordinator', scopes: ['desk'] },
  'import': { from: 'coordinator', scopes: ['intake'] },
  'post.withdraw': { from: 'coordinator', scopes: ['desk'] },
  // The claim holder and whoever asked see contact data too: the desk and talk/ know who they are.
  'contact.read': { from: 'coordinator', scopes: ['desk'] },
  // Where short links lead, and trials of wordings.
  'action.edit': { from: 'coordinator', scopes: ['desk'] },
  // Opens the names of those who signed: for whoever carries them to the target.
  'action.hand-over': { from: 'coordinator', scopes: [] },
  'link.make': { from: 'coordinator', scopes: ['desk'] },
  'collector.manage': { from: 'coordinator', scopes: [] },
  // The roster of others, the words that raise an alarm, when it climbs.
  'alarm.manage': { from: 'coordinator', scopes: ['desk'] },
  // The directory of those to whom cases are handed.
  'helper.manage': { from: 'coordinator', scopes: ['desk'] },
  // Accounts of ours on networks: their keys are typed by a person, never by a program.
  'account.manage': { from: 'coordinator', scopes: [] },
  // What the campaign says in its own name: written by those who work, let go by somebody else.
  'publication.read': { from: 'observer', scopes: ['read', 'desk'] },
  'publication.write': { from: 'volunteer', scopes: ['desk'], work: true },
  'publication.approve': { from: 'coordinator', scopes: ['desk'] },
  // Posts worth repeating: each member's own list. To repeat one is a person's, no program stands in for them.
  'amplify.read': { from: 'observer', scopes: ['read', 'desk'] },
  'amplify.tap': { from: 'volunteer', scopes: [], work: true },
  'amplify.put': { from: 'volunteer', scopes: ['desk'], work: true },
  // What others put on.
  'amplify.manage': { from: 'coordinator', scopes: ['desk'] },
  // What journalists find: contacts, facts, pictures, and whether the page is there.
  'press.edit': { from: 'coordinator', scopes: ['desk'] },
  // STOP, an embargo, and lifting them.
  'outbox.hold': { from: 'coordinator', scopes: ['desk'] },
  // An address from which letters came back is written to again.
  'address.clear': { from: 'coordinator', scopes: [] },
  'person.invite': { from: 'coordinator', scopes: [], point: true },
  // See who has a part, freeze an account, take somebody out.
  'person.look-after': { from: 'coordinator', scopes: [], point: true },
  // Roles, skills, groups, who is let in, which organisations take part.
  'person.manage': { from: 'coordinator', scopes: [] },
  'token.make': { from: 'coordinator', scopes: [] },
  // The bank of texts that people post in their own name.
  'variant.edit': { from: 'volunteer', scopes: ['desk'], work: true },
  // To make, change and STOP what many carry out together.
  'burst.manage': { from: 'coordinator', scopes: ['desk'] },
  // Play a day into a copy of the campaign, end it, read its report.
  'rehearsal.run': { from: 'coordinator', scopes: [] },
  'campaign.manage': { from: 'coordinator', scopes: [] },
  // Word lists, and what people have had to look at.
  'graphic.manage': { from: 'coordinator', scopes: [] },
  'audit.read': { from: 'coordinator', scopes: [] },
  // What people ask about their own data, and a link for somebody whom one has recognised.
  'privacy.manage': { from: 'coordinator', scopes: [] },
  // How long what is kept, and what is held as evidence.
  'retention.manage': { from: 'coordinator', scopes: [] },
  // To allow beyond the usual table of consent.
  'consent.loosen': { from: 'owner', scopes: [] },
  // Of the whole house, onto its own disk: nothing leaves by it.
  'backup.make': { from: 'owner', scopes: [] },
  // A language for every screen of the house.
  'language.manage': { from: 'owner', scopes: [] },
  'export.private': { from: 'owner', scopes: [] },
  // That whoever coordinates has a second factor.
  'factor.demand': { from: 'owner', scopes: [] },
  // The mail server of the house; who may change it is said in talk/mail/setting.ts.
  'mail.manage': { from: 'owner', scopes: [] },
  // Of the organisation: asked with allowInOrganisation.
  'campaign.add': { from: 'owner', scopes: [] },
} as const satisfies Record<string, Rule>

interface Rule {
  from: Role
  scopes: readonly Scope[]
  work?: true
  waiting?: true
  point?: true
}

export type Ability = keyof typeof table
export const abilities = Object.keys(table) as Ability[]

/** Whether this actor has this ability in this campaign. */
export function may(actor: Actor | undefined, campaign: CampaignRef, ability: Ability): boolean {
  const held = holdsIn(actor, campaign)
  return actor !== undefined && held !== undefined && !lacksFactor(actor, campaign, held.role) && has(actor, held, ability)
}

/** Refuses unless the actor has the ability. To people who have no part in a campaign it does not exist. */
export function allow(actor: Actor | undefined, campaign: CampaignRef | undefined, ability: Ability): asserts actor is Actor {
  if (!actor) throw notSignedIn()
  const held = campaign && holdsIn(actor, campaign)
  if (!held) throw noSuchCampaign()
  if (lacksFactor(actor, campaign, held.role)) throw factorNeeded()
  if (!has(actor, held, ability)) throw forbidden(actor, held, ability)
}

/** The highest role that the actor holds in a campaign; none where a token belongs to another campaign. */
export function roleIn(actor: Actor | undefined, campaign: CampaignRef): Role | undefined {
  return holdsIn(actor, campaign)?.role
}

/** The partners whose point person the actor is in a campaign, by the id of the organisation. */
export function pointFor(actor: Actor | undefined, campaign: CampaignRef): string[] {
  return rolesAt(actor, campaign).filter((one) => one.point && !one.waits).map((one) => one.organisationId)
}

/** Whether somebody looks after the people of an organisation in a campaign: its coordinators after all, a point person after their own. */
export function looksAfter(actor: Actor, campaign: CampaignRef, organisationId: string): boolean {
  return may(actor, campaign, 'person.manage') || pointFor(actor, campaign).includes(organisationId)
}

/** The organisations whose people somebody looks after; undefined: of all. */
export function onlyOf(actor: Actor, campaign: CampaignRef): string[] | undefined {
  return may(actor, campaign, 'person.manage') ? undefined : pointFor(actor, campaign)
}

/** What lets in somebody who came by a link for many; undefined: they are in. */
export function waitsIn(actor: Actor | undefined, campaign: CampaignRef): HeldRole['waits'] {
  return holdsIn(actor, campaign)?.waits
}

/** What the roles that somebody holds in a campaign come to. */
interface Held {
  role: Role
  point: boolean
  waits: HeldRole['waits']
}

function holdsIn(actor: Actor | undefined, campaign: CampaignRef): Held | undefined {
  const all = rolesAt(actor, campaign)
  const open = all.filter((one) => !one.waits)
  const role = highest(open.length > 0 ? open : all)
  return role && { role, point: open.some((one) => one.point), waits: open.length > 0 ? undefined : all[0]!.waits }
}

/** A role in a campaign is one whoever the person comes from; a role in all campaigns is one in those of its organisation. */
function rolesAt(actor: Actor | undefined, campaign: CampaignRef): HeldRole[] {
  if (!actor || (actor.token && actor.token.campaignId !== campaign.id)) return []
  return actor.roles.filter((one) => (one.campaignId === undefined ? one.organisationId === campaign.organisationId : one.campaignId === campaign.id))
}

/** The role that the actor holds in all campaigns of an organisation. */
export function roleInOrganisation(actor: Actor | undefined, organisationId: string): Role | undefined {
  return highest((actor?.roles ?? []).filter((one) => one.organisationId === organisationId && one.campaignId === undefined))
}

export function allowInOrganisation(actor: Actor | undefined, organisationId: string, ability: Ability): asserts actor is Actor {
  if (!actor) throw notSignedIn()
  if (!actor.roles.some((one) => one.organisationId === organisationId)) throw refuse('not-found', 404, 'There is no such organisation.')
  const role = roleInOrganisation(actor, organisationId)
  if (role && lacksFactor(actor, { organisationId }, role)) throw factorNeeded()
  const held: Held = { role: role ?? 'observer', point: false, waits: undefined }
  if (!role || !has(actor, held, ability)) throw forbidden(actor, held, ability)
}

/** Roles that somebody with this role may give, change and take away: an owner every one, a coordinator those below their own. */
export function mayGive(own: Role | undefined, role: Role): boolean {
  return own === 'owner' || (own === 'coordinator' && rank(role) < rank('coordinator'))
}

export function rank(role: Role): number {
  return roles.indexOf(role)
}

/** Whether somebody reaches nothing of a campaign before they have set up the second factor that is demanded there. Of an organisation: what is demanded in all of it. */
export function lacksFactor(actor: Actor, of: { id?: string; organisationId: string }, role = roleIn(actor, of as CampaignRef)): boolean {
  if (!actor.demands || !role || rank(role) < rank('coordinator')) return false
  return actor.demands.some((one) => one.organisationId === of.organisationId && (one.campaignId === undefined || one.campaignId === of.id))
}

function factorNeeded() {
  return refuse('second-factor-needed', 403, 'A second factor is demanded here of coordinators and owners, and you have none yet.', { mend: 'Set it up in your account.' })
}

function highest(held: { role: Role }[]): Role | undefined {
  return held.map((one) => one.role).sort((a, b) => rank(b) - rank(a))[0]
}

function has(actor: Actor, held: Held, ability: Ability): boolean {
  const rule: Rule = table[ability]
  if (!reaches(held, rule) || (held.waits && !rule.waiting)) return false
  if (rule.work && actor.ready === false && rank(held.role) < rank('coordinator')) return false
  return actor.token === undefined || rule.scopes.some((scope) => actor.token!.scopes.has(scope))
}

function reaches(held: Held, rule: Rule): boolean {
  return rank(held.role) >= rank(rule.from) || (rule.point === true && held.point)
}

function forbidden(actor: Actor, held: Held, ability: Ability) {
  const rule: Rule = table[ability]
  if (!reaches(held, rule)) return refuse('forbidden', 403, `For this one is ${rule.from} of the campaign; you are ${held.role}.`, { mend: 'Ask a coordinator.' })
  if (held.waits && !rule.waiting) return refuse('not-let-in', 403, 'You are not let in yet.', { mend: 'Pass the practice, or ask a coordinator.' })
  if (actor.token && !rule.scopes.some((scope) => actor.token!.scopes.has(scope))) {
    return refuse('forbidden', 403, rule.scopes.length > 0 ? `This token does not have the scope ${rule.scopes.join(' or ')}.` : 'No token reaches this: sign in to do it.')
  }
  return refuse('not-ready', 403, 'You can read, but not work yet.', { mend: 'Accept your invitation, or ask a coordinator.' })
}

export function notSignedIn() {
  return refuse('not-signed-in', 401, 'This needs a sign-in or a token.')
}

function noSuchCampaign() {
  return refuse('not-found', 404, 'There is no such campaign.')
}
