import { nameIn } from '#campaign/index.ts'
import { districtCounts, mapBounds } from '#publish/index.ts'
import { Drawn } from '#ui/drawn.ts'
import { drawMap, drawMark, type Bounds, type MapIncident } from '#publish/map/index.ts'
import { campaignAndSnapshot } from '../snapshot.ts'
import type { PageServerLoad } from './$types'

const listed = 100
const periods = [7, 30, 365] as const
/** More names than a picture has room for, and more than a listener wants to hear in one sentence. */
const mostNames = 60
const mostSaid = 12

export const load: PageServerLoad = async (event) => {
  const { house, t } = event.locals
  const { snapshot } = await campaignAndSnapshot(event)
  const asked = event.url.searchParams
  const area = snapshot.issueAreas.find((one) => one.key === asked.get('area'))
  const days = periods.find((one) => String(one) === asked.get('days'))
  const since = days ? house.clock.now().getTime() - days * 86_400_000 : 0
  const ofThese = snapshot.incidents
    .map((incident, place) => ({ ...incident, place_: place + 1 }))
    .filter((incident) => (!area || incident.issueAreaId === area.id) && incident.last.getTime() >= since)
  const districts = districtCounts(snapshot, ofThese, t.dir)
  const district = districts.find((one) => one.area.id === asked.get('district'))
  const matching = district ? ofThese.filter((incident) => incident.districtId === district.area.id) : ofThese
  const outlined = new Set(districts.map((one) => one.area.id))
  const chosen = matching.find((incident) => String(incident.number) === asked.get('incident'))
  const marks = matching.flatMap(({ id, place_, place, people, verification, precision, title }): MapIncident[] =>
    place && precision !== 'hidden' ? [{ id, number: place_, lat: place.lat, lon: place.lon, people, verification, precision, radiusMetres: place.radiusMetres, outlined: outlined.has(place.areaId ?? ''), label: title }] : [])
  const bounds: Bounds | undefined = district ? [district.area.west, district.area.south, district.area.east, district.area.north] : mapBounds({ areaMap: snapshot.areaMap, incidents: matching })
  const told = districts.filter((one) => one.incidents > 0)
  const outlines = districts.length > 0 && {
    borders: snapshot.areaMap.borders, ...(district ? { chosen: district.area.outline.flat() } : {}),
    text: told.length > 0 ? t('map.districtsSaid', { list: t.list(told.slice(0, mostSaid).map((one) => `${one.name} ${t.number(one.incidents)}`)) }) : '',
  }
  const picture = (narrow: boolean) => {
    const id = narrow ? 'map-narrow' : 'map-wide'
    const svg = drawMap({
      incidents: marks, ...(bounds ? { bounds } : {}), t, narrow, ...(outlines ? { districts: outlines } : {}),
      places: districts.slice(0, mostNames).map((one) => ({ name: one.name, lat: one.area.lat, lon: one.area.lon, kind: 'region' })),
      // On a narrow screen as wide as it is shown, so that no letter is smaller than it is drawn.
      width: narrow ? 340 : 960, height: narrow ? 340 : 820, ...(chosen ? { chosen: chosen.id } : {}), id,
    })
    return new Drawn(svg, id, !event.isDataRequest)
  }
  return {
    total: matching.length,
    people: matching.reduce((sum, incident) => sum + incident.people, 0),
    area: area?.key ?? '',
    days: days ? String(days) : '',
    district: district ? { id: district.area.id, name: district.name } : null,
    // What the map's borders enclose, in words.
    districts: told.map((one) => ({ id: one.area.id, name: one.name, incidents: one.incidents })),
    quietDistricts: districts.length - told.length,
    areas: snapshot.issueAreas.map((one) => ({ key: one.key, name: nameIn(one.names, t.tag, t.language) })),
    incidents: matching.slice(0, listed).map(({ id, number, place_, title, language: spoken, place, precision, verification, happenedAt, people, quote }) => ({
      id, number, place: place_, title, language: spoken, where: place?.name ?? null, precision, verification, happenedAt, people, open: id === chosen?.id,
      quote: id === chosen?.id && quote && quote.text !== title ? { text: quote.text, language: quote.language } : null,
    })),
    picture: picture(false),
    narrow: picture(true),
    bounds: bounds ?? null,
    // With a filter the live map shows what the list shows.
    only: area || days || district ? matching.map((incident) => incident.id) : null,
    marks: { verified: drawMark('verified'), corroborated: drawMark('corroborated'), unverified: drawMark('unverified') },
    madeAt: snapshot.madeAt,
  }
}
