import { nameIn } from '#campaign/index.ts'
import { placePicture, type IncidentPage, type Snapshot } from '#publish/index.ts'
import type { Language } from '#ui/languages.ts'

/** What the page of an incident is drawn from, for everybody and in the preview. */
export function shownPage(snapshot: Pick<Snapshot, 'issueAreas'>, page: IncidentPage, language: Language) {
  const area = 'incident' in page ? snapshot.issueAreas.find((one) => one.key === page.areaKey) : undefined
  return { page, areaName: area ? nameIn(area.names, language) : null, picture: 'incident' in page ? placePicture(page.incident, language) : undefined }
}
