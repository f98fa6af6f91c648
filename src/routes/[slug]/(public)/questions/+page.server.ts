import { nameIn } from '#campaign/index.ts'
import { campaignAndSnapshot } from '../snapshot.ts'
import type { PageServerLoad } from './$types'

const pageSize = 50

export const load: PageServerLoad = async (event) => {
  const { t } = event.locals
  const { snapshot } = await campaignAndSnapshot(event)
  const { issueAreas, institutions } = snapshot
  const chosen = issueAreas.find((area) => area.key === event.url.searchParams.get('area'))
  const page = Math.max(1, Math.trunc(Number(event.url.searchParams.get('page') ?? 1)) || 1)
  const matching = snapshot.questions.filter((question) => !chosen || question.issueAreaId === chosen.id)
  const areaOf = (id: string | null) => issueAreas.find((area) => area.id === id)
  const institutionOf = (id: string | null) => institutions.find((one) => id !== null && one.issueAreaIds.includes(id))
  return {
    areas: issueAreas.map((area) => ({
      key: area.key, name: nameIn(area.names, t.tag, t.language), questions: snapshot.questions.filter((question) => question.issueAreaId === area.id).length,
    })),
    chosen: chosen?.key ?? null,
    total: snapshot.questions.length,
    page,
    pages: Math.ceil(matching.length / pageSize),
    questions: matching.slice((page - 1) * pageSize, page * pageSize).map((question) => {
      const area = areaOf(question.issueAreaId)
      const institution = institutionOf(question.issueAreaId)
      return {
        number: question.number, wording: question.wording, language: question.language, people: question.people, posts: question.posts,
        area: area ? nameIn(area.names, t.tag, t.language) : null,
        institution: institution ? nameIn(institution.names, t.tag, t.language) : null,
        channels: Object.keys(question.channels).length, since: question.since, last: question.last,
      }
    }),
    madeAt: snapshot.madeAt,
  }
}
