import { consentNames } from '#campaign/index.ts'
import type { Language } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import type { Facts } from './facts.ts'
import { row } from './text.ts'

export const documentKinds = ['notice', 'record', 'assessment'] as const
export type DocumentKind = (typeof documentKinds)[number]

type Translate = ReturnType<typeof translate>

/**
 * A draft for a lawyer, from the settings as they are. What no setting knows stands in square brackets, to be filled in by somebody who does.
 */
export function draftOf(kind: DocumentKind, facts: Facts, language: Language, at: Date): string {
  const t = translate(language)
  const parts = { notice, record, assessment }[kind](t, facts)
  return [`# ${t(`privacy.doc.${kind}`)}: ${facts.campaign}`, t('privacy.doc.draft', { date: t.date(at, 'date') }), ...parts].join('\n\n')
}

const heading = (text: string) => `## ${text}`
const list = (points: (string | false | null)[]) => points.filter(Boolean).map((point) => `- ${point as string}`).join('\n')

function notice(t: Translate, facts: Facts): string[] {
  return [
    heading(t('privacy.doc.who')), t('privacy.doc.whoText', { organisation: facts.organisation, campaign: facts.campaign, address: facts.address }), t('privacy.doc.whoFill'),
    heading(t('privacy.doc.what')), dataOf(t, facts), t('privacy.doc.noCookies'),
    heading(t('privacy.doc.why')), t('privacy.doc.purpose'), t('privacy.doc.ground'),
    heading(t('privacy.doc.words')), consentRows(t, facts), t('privacy.doc.ownWord'),
    heading(t('privacy.doc.sees')), recipientsOf(t, facts), t('privacy.doc.transferFill'),
    heading(t('privacy.doc.howLong')), keptRows(t, facts), t('privacy.doc.stillNeeded'),
    heading(t('privacy.doc.rights')), t('privacy.doc.rightsText', { address: `${facts.address}/yours` }), t('privacy.doc.backups'), t('privacy.doc.complain'),
  ]
}

function record(t: Translate, facts: Facts): string[] {
  const [a, b] = [t('privacy.doc.field'), t('privacy.doc.entry')]
  return [
    [
      row(a, b),
      row(t('privacy.doc.who'), `${t('privacy.doc.whoText', { organisation: facts.organisation, campaign: facts.campaign, address: facts.address })} ${t('privacy.doc.whoFill')}`),
      row(t('privacy.doc.purposes'), t('privacy.doc.purpose')),
      row(t('privacy.doc.groundShort'), t('privacy.doc.ground')),
      row(t('privacy.doc.persons'), t('privacy.doc.personsText')),
      row(t('privacy.doc.special'), t('privacy.doc.specialText')),
      row(t('privacy.doc.transfer'), t('privacy.doc.transferFill')),
    ].join('\n'),
    heading(t('privacy.doc.what')), dataOf(t, facts),
    heading(t('privacy.doc.sees')), recipientsOf(t, facts), peopleRows(t, facts),
    heading(t('privacy.doc.howLong')), keptRows(t, facts),
    heading(t('privacy.doc.security')), measuresOf(t),
  ]
}

const risks = ['recognised', 'stolen', 'curious', 'lost', 'false', 'long', 'leak'] as const

function assessment(t: Translate, facts: Facts): string[] {
  return [
    heading(t('privacy.doc.done')), t('privacy.doc.purpose'), dataOf(t, facts), peopleRows(t, facts),
    heading(t('privacy.doc.necessary')), t('privacy.doc.necessaryText'),
    heading(t('privacy.doc.risks')),
    [row(t('privacy.doc.risk'), t('privacy.doc.against'), t('privacy.doc.left')), ...risks.map((risk) => row(t(`privacy.doc.risk.${risk}`), t(`privacy.doc.risk.${risk}.against`), t(`privacy.doc.risk.${risk}.left`)))].join('\n'),
    heading(t('privacy.doc.raises')), raisedBy(t, facts),
    heading(t('privacy.doc.opinion')), t('privacy.doc.opinionFill'),
  ]
}

function dataOf(t: Translate, facts: Facts): string {
  const channels = facts.channels.length > 0 ? t.list(facts.channels.map(({ channel }) => channelName(t, channel))) : t('privacy.doc.noChannel')
  return list([
    t('privacy.doc.dataWords', { channels }), t('privacy.doc.dataContact'), t('privacy.doc.dataPublic'),
    facts.petitions && t('privacy.doc.dataPetition'), facts.bursts && t('privacy.doc.dataBurst'), t('privacy.doc.dataTeam'),
  ])
}

function channelName(t: Translate, channel: string): string {
  return t(`post.channel.${channel as 'form'}`)
}

function consentRows(t: Translate, facts: Facts): string {
  const yes = (may: boolean) => t(may ? 'campaign.yes' : 'privacy.doc.onlyIf')
  const rows = facts.channels.map(({ channel, consent }) => row(channelName(t, channel), ...consentNames.map((name) => yes(consent[name]))))
  return [row(t('privacy.doc.arrived'), ...consentNames.map((name) => t(`campaign.consent.${name}`))), ...rows, row(t('privacy.consentHearsay'), ...consentNames.map((name) => (name === 'write' ? t('privacy.doc.onlyIf') : t('campaign.no'))))].join('\n')
}

function recipientsOf(t: Translate, facts: Facts): string {
  const people = facts.people.reduce((sum, one) => sum + one.count, 0)
  return list([
    t('privacy.doc.seesTeam', { count: people }),
    facts.institutions > 0 && t('privacy.doc.seesInstitutions', { count: facts.institutions }),
    facts.helpers > 0 && t('privacy.doc.seesHelpers', { count: facts.helpers }),
    facts.database ? t('privacy.doc.seesDatabase', { host: facts.database }) : t('privacy.doc.seesServer'),
    facts.mail && t('privacy.doc.seesMail', { host: facts.mail }), facts.sms && t('privacy.doc.seesSms', { host: facts.sms }),
    facts.accounts.length > 0 && t('privacy.doc.seesNetworks', { accounts: t.list(facts.accounts.map(({ network, handle }) => `${channelName(t, network)} ${handle}`)) }),
  ])
}

function keptRows(t: Translate, facts: Facts): string {
  return [row(t('privacy.what'), t('privacy.doc.kept')), ...facts.kept.map(({ kind, days }) => row(t(`retention.kind.${kind as 'contact'}`), t('retention.days', { count: days })))].join('\n')
}

function peopleRows(t: Translate, facts: Facts): string {
  const rows = facts.people.map(({ role, count }) => row(t(`person.role.${role as 'owner'}`), t.number(count), t(`privacy.doc.role.${role as 'owner'}`)))
  return [row(t('privacy.doc.role'), t('privacy.doc.number'), t('privacy.doc.may')), ...rows].join('\n')
}

const measures = ['sealed', 'erased', 'blurred', 'looks', 'roles', 'photos', 'noThird', 'fill'] as const

function measuresOf(t: Translate): string {
  return list(measures.map((measure) => t(`privacy.doc.measure.${measure}`)))
}

/** What in these very settings makes harm more likely. */
function raisedBy(t: Translate, facts: Facts): string {
  const loosened = Object.entries(facts.loosened).map(([channel, names]) => `${channelName(t, channel)} (${t.list(names.map((name) => t(`campaign.consent.${name}`)))})`)
  const longer = facts.kept.filter((one) => one.days > one.usual).map((one) => `${t(`retention.kind.${one.kind as 'contact'}`)} (${t('retention.days', { count: one.days })})`)
  const managers = facts.people.filter((one) => one.role === 'owner' || one.role === 'coordinator').reduce((sum, one) => sum + one.count, 0)
  const points = [
    loosened.length > 0 && t('privacy.doc.raise.consent', { list: t.list(loosened) }),
    longer.length > 0 && t('privacy.doc.raise.kept', { list: t.list(longer) }),
    facts.precision === 'exact' && t('privacy.doc.raise.exact'),
    facts.mail === null && t('privacy.doc.raise.noMail'),
    managers > 5 && t('privacy.doc.raise.managers', { count: managers }),
    facts.address.startsWith('http://') && t('privacy.doc.raise.plain'),
  ]
  return points.some(Boolean) ? list(points) : t('privacy.doc.raise.none')
}
