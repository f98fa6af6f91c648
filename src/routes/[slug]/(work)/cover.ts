import type { Campaign } from '#campaign/index.ts'
import type { Actor, House } from '#core/index.ts'
import { graphicAmong, uncoveredFor, type GraphicMark } from '#graphic/index.ts'
import { photosOf, type PhotoRow } from '#post/index.ts'

export interface Cover {
  marks: Map<string, GraphicMark>
  /** Whether somebody must ask before they see this statement. */
  covers(statementId: string): boolean
  opened(statementId: string): boolean
}

/** What of these statements is covered for a person. What is covered does not leave the server until they ask. */
export async function coverOf(house: House, campaign: Campaign, actor: Actor, statementIds: string[]): Promise<Cover> {
  const [marks, open] = await Promise.all([
    graphicAmong(house.db, campaign.id, statementIds),
    uncoveredFor(house.db, campaign.id, actor.person.id, statementIds, house.clock.now()),
  ])
  return { marks, covers: (id) => marks.has(id) && !open.has(id), opened: (id) => open.has(id) }
}

/** The photos of these statements. */
export async function photosFor(house: House, campaign: Campaign, cover: Cover, statementIds: string[]): Promise<(PhotoRow & { covered: boolean })[]> {
  const photos = await photosOf(house.db, campaign.id, statementIds)
  return photos.map((photo) => ({ ...photo, covered: cover.covers(photo.statementId) || (photo.graphic && !cover.opened(photo.statementId)) }))
}
