import { nameIn } from '#campaign/index.ts'
import { publicCases, publicDates } from '#plan/index.ts'
import { hasPressKit } from '#press/index.ts'
import { campaignAndSnapshot } from './snapshot.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { t, house } = event.locals
  const { snapshot, campaign } = await campaignAndSnapshot(event)
  const [dates, cases, press] = await Promise.all([publicDates(house, campaign.id), publicCases(house.db, campaign.id), hasPressKit(house, campaign.id)])
  const { figures, issueAreas, institutions, questions } = snapshot
  const institutionOf = (areaId: string | null) => institutions.find((one) => areaId !== null && one.issueAreaIds.includes(areaId))
  return {
    press, dates, cases: cases.map(({ key, title, stage }) => ({ key, title, stage })),
    figures: { posts: figures.posts, people: figures.people, questions: questions.length, incidents: snapshot.incidents.length },
    perDay: everyDay(figures.perDay),
    institutions: institutions.length,
    areas: issueAreas.map((area) => {
      const asked = questions.filter((question) => question.issueAreaId === area.id)
      return { key: area.key, name: nameIn(area.names, t.tag, t.language), questions: asked.length, people: asked.reduce((sum, question) => sum + question.people, 0) }
    }),
    most: questions.slice(0, 6).map((question) => {
      const institution = institutionOf(question.issueAreaId)
      return {
        number: question.number, wording: question.wording, language: question.language, people: question.people,
        institution: institution ? nameIn(institution.names, t.tag, t.language) : null,
        daysAgo: Math.max(0, Math.floor((house.clock.now().getTime() - question.since.getTime()) / 86_400_000)),
      }
    }),
    madeAt: snapshot.madeAt,
  }
}

/** The last sixty days up to the last post, silent ones too: a gap is a fact. */
function everyDay(perDay: { day: string; posts: number }[]): { day: string; posts: number }[] {
  const last = perDay.at(-1)
  if (!last) return []
  const counts = new Map(perDay.map(({ day, posts }) => [day, posts]))
  const from = Math.max(Date.parse(perDay[0]!.day), Date.parse(last.day) - 59 * 86_400_000)
  const days: { day: string; posts: number }[] = []
  for (let at = from; at <= Date.parse(last.day); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    days.push({ day, posts: counts.get(day) ?? 0 })
  }
  return days
}
