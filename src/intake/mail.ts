import type { CampaignRef, House } from '#core/index.ts'
import { readMail, readReturned, type MailFault, type Returned } from '#channel/email/index.ts'
import { takeIn } from './take-in.ts'

declare module '#core/slice.ts' {
  interface Steps {
    /** A letter of ours came back, or was called unwanted. Whoever sent it knows which it was. */
    returned(house: House, returned: Returned): Promise<void>
  }
}

export interface TakenMail {
  accepted: number
  known: number
  /** Why it is no post: nobody wrote it, or it says nothing. */
  skipped: MailFault | null
}

/** Takes one mail in, as a mail server hands it over. */
export async function takeMail(house: House, campaign: Pick<CampaignRef, 'id'>, bytes: Buffer): Promise<TakenMail> {
  const returned = await readReturned(bytes)
  if (returned) await house.flow.run('returned', house, returned)
  const read = readMail(bytes, house.clock.now())
  if ('fault' in read) return { accepted: 0, known: 0, skipped: read.fault }
  const { accepted, known } = await takeIn(house, campaign, [read.arrival])
  return { accepted, known, skipped: null }
}
