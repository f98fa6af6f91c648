import { nameIn } from '#campaign/index.ts'
import { placePicture, type IncidentPage, type Snapshot } from '#publish/index.ts'
import type { Translate } from '#ui/words.ts'

/** What the page of an incident is drawn from, for everybody and in the preview. */
export function shownPage(snapshot: Pick<Snapshot, 'issueAreas' | 'areaMap'>, page: IncidentPage, t: Translate) {
  const area = 'incident' in page ? snapshot.issueAreas.find((one) => one.key === page.areaKey) : undefined
  return { page, areaName: area ? nameIn(area.names, t.tag, t.language) : null, picture: 'incident' in page ? placePicture(page.incident, t, snapshot.areaMap) : undefined }
}
