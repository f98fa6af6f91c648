import type { Actor, House } from '#core/index.ts'
import type { Campaign } from '#campaign/index.ts'
import { judge, makeRule, sampleOf } from '#rule/index.ts'
import type { SignIn } from './found.ts'

/** A coordinator has put an advertisement aside and looked at some of it; a volunteer wishes the same for another. */
export async function quietExample(house: House, campaign: Campaign, people: SignIn[]): Promise<void> {
  const actor = (role: SignIn['role']): Actor => {
    const { personId, name, email } = people.find((one) => one.role === role)!
    return { person: { id: personId, name, email, languages: [] }, roles: [{ organisationId: campaign.organisationId, campaignId: undefined, role }] }
  }
  const coordinator = actor('coordinator')
  const rule = await makeRule(house, campaign.id, coordinator, { kind: 'search', filter: { q: 'gannetcoin' }, reason: 'The same advertisement under every hashtag' }, false)
  const sample = await sampleOf(house.db, campaign.id, rule.id, 10, '1')
  await judge(house, campaign.id, coordinator, rule.id, sample.map((one) => one.id), 'noise')
  await makeRule(house, campaign.id, actor('volunteer'), { kind: 'phrase', value: 'fast loan without papers', reason: 'Somebody sells loans' }, true)
}
