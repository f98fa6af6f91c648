import type { Actor, CampaignRef } from '#core/index.ts'
import { may, type Ability } from '#person/index.ts'
import type { MessageKey } from '#ui/messages/keys.ts'

/** How the places are gathered in the masthead, in its order. One that has a single place for somebody is a plain link. */
const groups = ['desk', 'happened', 'asked', 'collect', 'plan', 'act', 'room', 'settings', 'own'] as const

export interface PlaceGroup {
  group: (typeof groups)[number]
  /** Paths under the campaign's address. */
  places: { path: string; label: MessageKey }[]
}

/**
 * Every place that the masthead leads to. **A new screen is one line here**: its address, the message that names it, the ability without
 * which it would be refused, and the group it stands in. `own` is the menu of the person; `plan` and `act` appear with their first line.
 */
const places = [
  ['/desk', 'house.nav.desk', 'statement.read', 'desk'],
  ['/incidents', 'house.nav.incidents', 'statement.read', 'happened'],
  ['/alarms', 'alarm.title', 'statement.read', 'happened'],
  ['/referrals', 'referral.title', 'referral.work', 'happened'],
  ['/asked', 'house.nav.questions', 'statement.read', 'asked'],
  ['/dossiers', 'house.nav.dossiers', 'dossier.make', 'asked'],
  ['/sheet', 'house.nav.type', 'sheet.type', 'collect'],
  ['/collectors', 'house.nav.collectors', 'collector.manage', 'collect'],
  ['/calls', 'house.nav.calls', 'call.take', 'collect'],
  ['/import', 'house.nav.import', 'import', 'collect'],
  ['/board', 'plan.board', 'plan.read', 'plan'],
  ['/targets', 'plan.targets', 'plan.read', 'plan'],
  ['/moments', 'plan.moments', 'plan.read', 'plan'],
  ['/partners', 'plan.partners', 'plan.read', 'plan'],
  ['/hashtags', 'plan.hashtags', 'plan.read', 'plan'],
  ['/cases', 'plan.cases', 'plan.read', 'plan'],
  ['/templates', 'plan.templates', 'plan.read', 'plan'],
  ['/bursts', 'burst.title', 'statement.read', 'act'],
  ['/variants', 'variant.title', 'campaign.read', 'act'],
  ['/chats', 'chat.title', 'chat.read', 'act'],
  ['/publications', 'publication.title', 'publication.read', 'act'],
  ['/amplify', 'amplify.title', 'amplify.read', 'act'],
  ['/press/edit', 'press.title', 'press.edit', 'act'],
  ['/coverage', 'coverage.title', 'coverage.work', 'act'],
  ['/actions', 'action.title', 'campaign.read', 'act'],
  ['/links', 'link.title', 'campaign.read', 'act'],
  ['/room', 'house.nav.room', 'room.read', 'room'],
  ['/room/quality', 'room.quality', 'room.read', 'room'],
  ['/room/discards', 'room.discards', 'room.read', 'room'],
  ['/rehearsal', 'rehearsal.title', 'rehearsal.run', 'room'],
  ['/rules', 'house.nav.rules', 'rule.make', 'room'],
  ['/first-day', 'welcome.firstDay', 'campaign.manage', 'settings'],
  ['/card', 'welcome.card.screen', 'person.invite', 'settings'],
  ['/people', 'house.nav.people', 'person.look-after', 'settings'],
  ['/settings', 'house.nav.campaign', 'campaign.manage', 'settings'],
  ['/settings/places', 'place.title', 'campaign.manage', 'settings'],
  ['/languages', 'language.title', 'language.manage', 'settings'],
  ['/accounts', 'account.title', 'account.manage', 'settings'],
  ['/settings/consent', 'privacy.consentTitle', 'campaign.manage', 'settings'],
  ['/settings/documents', 'privacy.documentsTitle', 'privacy.manage', 'settings'],
  ['/looks', 'privacy.looksTitle', 'audit.read', 'settings'],
  ['/retention', 'retention.title', 'retention.manage', 'settings'],
  ['/requests', 'privacy.requestsTitle', 'privacy.manage', 'settings'],
  ['/backups', 'backup.title', 'room.read', 'settings'],
  ['/mail', 'mail.title', 'mail.manage', 'settings'],
  ['/graphic', 'graphic.title', 'graphic.manage', 'settings'],
  ['/mentions', 'desk.mentions', 'statement.read', 'own'],
  ['/searches', 'search.title', 'statement.read', 'own'],
  ['/own-goal', 'plan.ownGoal', 'goal.own', 'own'],
  ['/shifts', 'shift.title', 'shift.read', 'own'],
  ['/practice', 'practice.link', 'practice.do', 'own'],
] as const satisfies [string, MessageKey, Ability, PlaceGroup['group']][]

/** The places that open for somebody, by group. */
export function placesFor(actor: Actor, campaign: CampaignRef): PlaceGroup[] {
  const open = places.filter(([, , ability]) => may(actor, campaign, ability))
  return groups
    .map((group) => ({ group, places: open.filter((place) => place[3] === group).map(([path, label]) => ({ path, label })) }))
    .filter((one) => one.places.length > 0)
}
