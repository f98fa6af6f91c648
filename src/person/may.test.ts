import { expect, test } from 'vitest'
import type { Actor, CampaignRef, Role, Scope } from '#core/index.ts'
import { abilities, allow, allowInOrganisation, may, roles } from './index.ts'

const water: CampaignRef = { id: 'w', slug: 'water', organisationId: 'o1' }
const air: CampaignRef = { id: 'a', slug: 'air', organisationId: 'o1' }
const forest: CampaignRef = { id: 'f', slug: 'forest', organisationId: 'o2' }

function actor(role: Role, campaignId: string | undefined, scopes?: Scope[]): Actor {
  const person = { id: 'p', name: 'Pia', email: 'pia@example.org', languages: [] }
  return { person, roles: [{ organisationId: 'o1', campaignId, role }], ready: true, ...(scopes ? { token: { id: 't', campaignId: 'w', scopes: new Set(scopes) } } : {}) }
}

const refusal = (work: () => void) => {
  try {
    work()
  } catch (error) {
    return error
  }
  return 'allowed'
}

test('the whole table: what each role may do, by session and by token of each scope', () => {
  const shown = abilities.map((ability) => {
    const byRole = roles.map((role) => (may(actor(role, 'w'), water, ability) ? role[0] : '-')).join('')
    const byScope = (['intake', 'desk', 'read'] as const).map((scope) => (may(actor('owner', 'w', [scope]), water, ability) ? scope[0] : '-')).join('')
    return `${ability} ${byRole} ${byScope}`
  })
  expect(shown).toEqual([
    'campaign.enter ovco idr',
    'practice.do ovco ---',
    'campaign.read ovco idr',
    'statement.read ovco -dr',
    'intake.post -vco i--',
    'sheet.type -vco i--',
    'call.take -vco ---',
    'statement.work -vco -d-',
    'statement.refold --co -d-',
    'deed.do -vco -d-',
    'bulk.few -vco -d-',
    'bulk.all --co -d-',
    'desk.steer --co -d-',
    'room.read --co -dr',
    'referral.work -vco -d-',
    'alarm.raise -vco -d-',
    'alarm.take -vco -d-',
    'incident.edit -vco -d-',
    'verification.override --co -d-',
    'question.edit -vco -d-',
    'rule.read -vco -dr',
    'rule.propose -vco -d-',
    'rule.make --co -d-',
    'plan.read ovco -dr',
    'plan.work -vco -d-',
    'plan.edit --co -d-',
    'goal.own ovco ---',
    'calendar.own ovco ---',
    'chat.read ovco -dr',
    'chat.run -vco -d-',
    'chat.manage --co -d-',
    'coverage.work -vco -d-',
    'coverage.manage --co -d-',
    'shift.read ovco -dr',
    'shift.work -vco -d-',
    'shift.manage --co -d-',
    'export --co --r',
    'dossier.make --co -d-',
    'import --co i--',
    'post.withdraw --co -d-',
    'contact.read --co -d-',
    'action.edit --co -d-',
    'action.hand-over --co ---',
    'link.make --co -d-',
    'collector.manage --co ---',
    'alarm.manage --co -d-',
    'helper.manage --co -d-',
    'account.manage --co ---',
    'publication.read ovco -dr',
    'publication.write -vco -d-',
    'publication.approve --co -d-',
    'amplify.read ovco -dr',
    'amplify.tap -vco ---',
    'amplify.put -vco -d-',
    'amplify.manage --co -d-',
    'press.edit --co -d-',
    'outbox.hold --co -d-',
    'address.clear --co ---',
    'person.invite --co ---',
    'person.look-after --co ---',
    'person.manage --co ---',
    'token.make --co ---',
    'variant.edit -vco -d-',
    'burst.manage --co -d-',
    'rehearsal.run --co ---',
    'campaign.manage --co ---',
    'graphic.manage --co ---',
    'audit.read --co ---',
    'privacy.manage --co ---',
    'retention.manage --co ---',
    'consent.loosen ---o ---',
    'backup.make ---o ---',
    'language.manage ---o ---',
    'export.private ---o ---',
    'factor.demand ---o ---',
    'mail.manage ---o ---',
    'campaign.add ---o ---',
  ])
})

test('a campaign in which one has no part is not there, for every ability', () => {
  for (const ability of abilities) {
    expect(refusal(() => allow(actor('owner', undefined), forest, ability))).toMatchObject({ code: 'not-found', status: 404 })
    expect(refusal(() => allow(actor('owner', 'w'), air, ability))).toMatchObject({ code: 'not-found', status: 404 })
    expect(refusal(() => allow(actor('owner', undefined, ['intake', 'desk', 'read']), air, ability))).toMatchObject({ code: 'not-found', status: 404 })
    expect(refusal(() => allow(undefined, forest, ability))).toMatchObject({ code: 'not-signed-in', status: 401 })
    expect(refusal(() => allow(actor('owner', undefined), undefined, ability))).toMatchObject({ code: 'not-found', status: 404 })
  }
})

test('a role without a campaign holds in all campaigns of its organisation, one with a campaign in that one', () => {
  expect(may(actor('volunteer', undefined), air, 'deed.do')).toBe(true)
  expect(may(actor('volunteer', 'w'), air, 'deed.do')).toBe(false)
  expect(refusal(() => allow(actor('observer', 'w'), water, 'deed.do'))).toMatchObject({ code: 'forbidden', status: 403 })
})

test('a role in a campaign counts whoever one comes from, and for nothing else of the host', () => {
  const guest: Actor = { ...actor('volunteer', 'w'), roles: [{ organisationId: 'partner', campaignId: 'w', role: 'volunteer' }] }
  expect([may(guest, water, 'deed.do'), may(guest, water, 'person.look-after'), may(guest, air, 'campaign.enter')]).toEqual([true, false, false])
  const point: Actor = { ...guest, roles: [{ ...guest.roles[0]!, point: true }] }
  expect(abilities.filter((ability) => may(point, water, ability) !== may(guest, water, ability))).toEqual(['person.invite', 'person.look-after'])
  // A role over all campaigns of the partner is none here.
  expect(may({ ...guest, roles: [{ organisationId: 'partner', campaignId: undefined, role: 'owner' }] }, water, 'campaign.enter')).toBe(false)
})

test('who is not let in sees that the campaign is there and practises, whatever else they are', () => {
  const waiting: Actor = { ...actor('volunteer', 'w'), roles: [{ organisationId: 'o1', campaignId: 'w', role: 'volunteer', waits: 'practice' }] }
  expect(abilities.filter((ability) => may(waiting, water, ability))).toEqual(['campaign.enter', 'practice.do'])
  expect(refusal(() => allow(waiting, water, 'statement.read'))).toMatchObject({ code: 'not-let-in', status: 403 })
  const observer: Actor = { ...waiting, roles: [...waiting.roles, { organisationId: 'o1', campaignId: 'w', role: 'observer' }] }
  expect([may(observer, water, 'statement.read'), may(observer, water, 'deed.do')]).toEqual([true, false])
})

test('an organisation adds campaigns by its owners only', () => {
  expect(refusal(() => allowInOrganisation(actor('owner', undefined), 'o1', 'campaign.add'))).toBe('allowed')
  expect(refusal(() => allowInOrganisation(actor('owner', 'w'), 'o1', 'campaign.add'))).toMatchObject({ status: 403 })
  expect(refusal(() => allowInOrganisation(actor('coordinator', undefined), 'o1', 'campaign.add'))).toMatchObject({ status: 403 })
  expect(refusal(() => allowInOrganisation(actor('owner', undefined), 'o2', 'campaign.add'))).toMatchObject({ status: 404 })
  expect(refusal(() => allowInOrganisation(actor('owner', undefined, ['desk']), 'o1', 'campaign.add'))).toMatchObject({ status: 403 })
})
