import { refuse, type Reader } from '#core/index.ts'
import { issueAreasOf, type IssueArea } from '#campaign/index.ts'

/** The issue area that somebody means by its key, its id or its name in any language. */
export async function areaCalled(reader: Reader, campaignId: string, called: string): Promise<IssueArea> {
  const areas = await issueAreasOf(reader, campaignId)
  const wanted = called.trim().toLowerCase()
  const found = areas.find((area) => area.key === wanted || area.id === wanted || Object.values(area.names).some((name) => name.toLowerCase() === wanted))
  if (found) return found
  const known = areas.map((area) => area.key).join(', ')
  throw refuse('unknown-issue-area', 422, `This campaign has no issue area "${called.slice(0, 60)}".`, {
    mend: known ? `It has: ${known}.` : 'It has none yet; a coordinator adds them.',
  })
}
