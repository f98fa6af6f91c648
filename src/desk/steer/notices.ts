import type { Reader } from '#core/index.ts'
import { toldTo, type Told } from '../second/told.ts'
import { announcementsFor, type Announcement } from './announce.ts'
import { pauseOf, type Pause } from './pause.ts'

export interface Notices {
  pause: Pause | null
  announcements: Announcement[]
  told: Told[]
}

/** What stands above every page of somebody at work. */
export async function noticesFor(reader: Reader, campaignId: string, personId: string): Promise<Notices> {
  const [pause, announcements, told] = await Promise.all([pauseOf(reader, campaignId), announcementsFor(reader, campaignId, personId), toldTo(reader, campaignId, personId)])
  return { pause: pause ?? null, announcements, told }
}
