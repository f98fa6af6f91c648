import { nameIn } from '#campaign/index.ts'
import { boundsOf, drawMap, drawMark, type MapIncident } from '#publish/map/index.ts'
import { campaignAndSnapshot } from '../snapshot.ts'
import type { PageServerLoad } from './$types'

const listed = 100
const periods = [7, 30, 365] as const

export const load: PageServerLoad = async (event) => {
  const { language, house } = event.locals
  const { snapshot } = await campaignAndSnapshot(event)
  const asked = event.url.searchParams
  const area = snapshot.issueAreas.find((one) => one.key === asked.get('area'))
  const days = periods.find((one) => String(one) === asked.get('days'))
  const since = days ? house.clock.now().getTime() - days * 86_400_000 : 0
  const matching = snapshot.incidents
    .map((incident, place) => ({ ...incident, place_: place + 1 }))
    .filter((incident) => (!area || incident.issueAreaId === area.id) && incident.last.getTime() >= since)
  const chosen = matching.find((incident) => String(incident.number) === asked.get('incident'))
  const marks = matching.flatMap(({ id, place_, place, people, verification, precision, title }): MapIncident[] =>
    place && precision !== 'hidden' ? [{ id, number: place_, lat: place.lat, lon: place.lon, people, verification, precision, radiusMetres: place.radiusMetres, label: title }] : [])
  const bounds = boundsOf(marks)
  const picture = (narrow: boolean) =>
    drawMap({
      incidents: marks, ...(bounds ? { bounds } : {}), language, narrow, width: narrow ? 400 : 960, height: narrow ? 320 : 820,
      ...(chosen ? { chosen: chosen.id } : {}), id: narrow ? 'map-narrow' : 'map-wide',
    })
  return {
    total: matching.length,
    people: matching.reduce((sum, incident) => sum + incident.people, 0),
    area: area?.key ?? '',
    days: days ? String(days) : '',
    areas: snapshot.issueAreas.map((one) => ({ key: one.key, name: nameIn(one.names, language) })),
    incidents: matching.slice(0, listed).map(({ id, number, place_, title, language: spoken, place, precision, verification, happenedAt, people, quote }) => ({
      id, number, place: place_, title, language: spoken, where: place?.name ?? null, precision, verification, happenedAt, people, open: id === chosen?.id,
      quote: id === chosen?.id && quote && quote.text !== title ? { text: quote.text, language: quote.language } : null,
    })),
    picture: picture(false),
    narrow: picture(true),
    bounds: bounds ?? null,
    // With a filter the live map shows what the list shows.
    only: area || days ? matching.map((incident) => incident.id) : null,
    marks: { verified: drawMark('verified'), corroborated: drawMark('corroborated'), unverified: drawMark('unverified') },
    madeAt: snapshot.madeAt,
  }
}
