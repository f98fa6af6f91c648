import { refuse, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { lockCoverage, stale, told } from './coverage.ts'

/** Entered beforehand, so that names and handles are right when there is no time. */
export interface Speaker {
  id: string
  name: string
  office: string
  handles: { network: string; handle: string }[]
  version: number
}

export interface NewSpeaker {
  name: string
  office?: string | undefined
  handles?: { network: string; handle: string }[] | undefined
}

const columns = 'id, name, office, handles, version'

export async function speakersOf(reader: Reader, campaignId: string, coverageId: string): Promise<Speaker[]> {
  return reader.rows<Speaker>(`select ${columns} from coverage_speaker where campaign_id = $1 and coverage_id = $2 order by lower(name), id`, [campaignId, coverageId])
}

export async function addSpeaker(house: House, actor: Actor | undefined, campaign: CampaignRef, coverageId: string, wish: NewSpeaker): Promise<Speaker> {
  allow(actor, campaign, 'coverage.work')
  return house.db.transact(async (t) => {
    await lockCoverage(t, campaign.id, coverageId)
    const given = checked(wish)
    const id = uuid7(house.clock.now())
    await t.run('insert into coverage_speaker (campaign_id, id, coverage_id, name, office, handles) values ($1, $2, $3, $4, $5, $6)', [campaign.id, id, coverageId, given.name, given.office, JSON.stringify(given.handles)])
    await told(t, campaign.id, coverageId)
    return { id, ...given, version: 1 }
  })
}

export async function changeSpeaker(house: House, actor: Actor | undefined, campaign: CampaignRef, coverageId: string, id: string, change: Partial<NewSpeaker> & { version: number }): Promise<Speaker> {
  allow(actor, campaign, 'coverage.work')
  return house.db.transact(async (t) => {
    await lockCoverage(t, campaign.id, coverageId)
    const before = (await speakersOf(t, campaign.id, coverageId)).find((one) => one.id === id)
    if (!before) throw refuse('not-found', 404, 'There is no such speaker.')
    if (before.version !== change.version) throw stale(before.version)
    const given = checked({ name: change.name ?? before.name, office: change.office ?? before.office, handles: change.handles ?? before.handles })
    await t.run('update coverage_speaker set name = $3, office = $4, handles = $5, version = version + 1 where campaign_id = $1 and id = $2', [campaign.id, id, given.name, given.office, JSON.stringify(given.handles)])
    await told(t, campaign.id, coverageId)
    return { id, ...given, version: before.version + 1 }
  })
}

function checked(wish: NewSpeaker): Omit<Speaker, 'id' | 'version'> {
  const line = (text: string, most: number) => text.replaceAll('\0', '').replace(/\s+/g, ' ').trim().slice(0, most)
  const name = line(wish.name, 120)
  if (name.length < 2) throw refuse('speaker-name', 422, 'A speaker has a name.')
  const handles = (wish.handles ?? []).map(({ network, handle }) => ({ network: network.toLowerCase(), handle: line(handle, 200) })).filter((one) => one.handle !== '')
  if (handles.length > 10 || handles.some((one) => !/^[a-z]{1,20}$/.test(one.network) || /\s/.test(one.handle))) throw refuse('handle-wrong', 422, 'This is not a handle.', { mend: 'Write network and handle, such as mastodon @ana@example.org.' })
  return { name, office: line(wish.office ?? '', 200), handles }
}
