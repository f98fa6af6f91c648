import { refuse, type Actor, type Reader, type Refusal } from '#core/index.ts'
import { campaignById } from '#campaign/index.ts'
import { roleIn } from '#person/index.ts'
import type { Proposal } from './proposal.ts'
import { decisionsOf, experiencedFrom, type Second } from './rule.ts'

/** Refuses unless somebody may be the second person for a proposal. */
export async function checkSecond(reader: Reader, campaignId: string, actor: Actor, proposal: Proposal): Promise<void> {
  if (proposal.personId === actor.person.id) {
    throw refuse('own-proposal', 409, 'You proposed this yourself; another person has to look.', { mend: 'Take the next one.' })
  }
  if (proposal.second === 'anybody' || (await secondFor(reader, campaignId, actor)).includes(proposal.second)) return
  if (proposal.second === 'coordinator') throw refuse('second-coordinator', 403, 'A coordinator has to look at this one.')
  throw refuse('second-experienced', 403, `Somebody with ${experiencedFrom} decisions has to look at this one.`)
}

/** For which proposals somebody may be the second person. */
export async function secondFor(reader: Reader, campaignId: string, actor: Actor): Promise<Second[]> {
  const campaign = await campaignById(reader, campaignId)
  if (campaign && ['coordinator', 'owner'].includes(roleIn(actor, campaign) ?? '')) return ['anybody', 'experienced', 'coordinator']
  const experienced = (await decisionsOf(reader, campaignId, actor.person.id, experiencedFrom)) >= experiencedFrom
  return experienced ? ['anybody', 'experienced'] : ['anybody']
}

/** Of somebody who is to have what they proposed themselves. */
export function proposedThis(name: string): Refusal {
  return refuse('own-proposal', 409, `${name} proposed this; another person has to look.`, { mend: 'Choose somebody else.' })
}
