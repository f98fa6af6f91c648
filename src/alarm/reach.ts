import type { CampaignRef, House } from '#core/index.ts'
import { membersOf, type Member } from '#person/index.ts'
import { alarmChannels } from './channel.ts'
import { answers, onDuty } from './duty.ts'

/** Whom a channel reaches of those who are told of an alarm, by the step at which they are. */
export interface Reach {
  /** `screen`: whoever has a page of the campaign open. */
  channel: string
  isSetUp: boolean
  duty: Reached
  coordinators: Reached
  owners: Reached
}

interface Reached {
  people: number
  reached: number
}

/** By which channel an alarm that is raised now would reach whom. */
export async function alarmReach(house: House, campaign: CampaignRef): Promise<Reach[]> {
  const members = (await membersOf(house.db, campaign)).filter(answers)
  const duty = await onDuty(house.db, campaign, house.clock.now(), members)
  const steps = { duty, coordinators: members.filter((one) => one.role === 'coordinator'), owners: members.filter((one) => one.role === 'owner') }
  const by = (reaches: (member: Member) => boolean) => {
    const count = (people: Member[]): Reached => ({ people: people.length, reached: people.filter(reaches).length })
    return { duty: count(steps.duty), coordinators: count(steps.coordinators), owners: count(steps.owners) }
  }
  return [
    { channel: 'screen', isSetUp: true, ...by(() => true) },
    ...alarmChannels.map((channel) => {
      const isSetUp = channel.isSetUp(house)
      return { channel: channel.name, isSetUp, ...by((member) => isSetUp && channel.addressOf(member) !== undefined) }
    }),
  ]
}
