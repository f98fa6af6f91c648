/// <reference types="vite/client" />
// Runs in the reader's browser only, loaded by MapView.svelte after the page is there.
import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as LibreMap, NavigationControl, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl'
import workerAddress from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { addAreas, chooseArea, type Areas } from './liveAreas.ts'
import { addMarks, prepared, showMarks, type Incidents } from './liveMarks.ts'
import { mapStyle } from './style.ts'

export interface LiveOptions {
  /** Address of the public incidents, `/{slug}/map.geojson`. */
  incidents: string
  /** Address of the land around them, `/{slug}/land.geojson`. */
  land: string
  /** Address of the outlines of districts; none where the campaign has none. */
  areas?: string | undefined
  /** The district that is shown alone. */
  district?: string | undefined
  bounds?: [number, number, number, number]
  dark: boolean
  /** No movement for who asked for none. */
  still: boolean
  /** Words for the map and its buttons, in the page's language. */
  label: string
  zoomIn: string
  zoomOut: string
  onchoose?: (incident: { id: string; number: number }) => void
}

export interface LiveMap {
  choose(id: string | undefined): void
  /** Shows only these incidents; all without a list. */
  only(ids: readonly string[] | undefined): void
  /** Shows this district alone, or all of them, and moves there. */
  within(district: string | undefined, bounds: [number, number, number, number] | undefined): void
  theme(dark: boolean): void
  remove(): void
}

/** Draws the live map into an element; rejects when anything is missing (no WebGL, no data), and leaves nothing then. */
export async function startMap(container: HTMLElement, options: LiveOptions): Promise<LiveMap> {
  const [incidents, land, areas] = await Promise.all([
    read<Incidents>(options.incidents), read<GeoJSON.FeatureCollection>(options.land), options.areas ? read<Areas>(options.areas) : undefined,
  ])
  setWorkerUrl(workerAddress)
  const map = new LibreMap({
    container,
    style: mapStyle(options.dark, options.land),
    ...(options.bounds && { bounds: eastward(options.bounds), fitBoundsOptions: { padding: 48 } }),
    ...(land.bbox && land.bbox[2]! - land.bbox[0]! < 360 && { maxBounds: land.bbox as [number, number, number, number] }),
    maxZoom: 13,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    locale: {
      'Map.Title': options.label, 'NavigationControl.ZoomIn': options.zoomIn, 'NavigationControl.ZoomOut': options.zoomOut,
    },
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }))
  const all = prepared(incidents, new Set(areas?.features.map((area) => String(area.properties!['id']))))
  let data = all
  let dark = options.dark
  let chosen: string | undefined
  let { district } = options
  try {
    await once(map, 'load')
    addAreas(map, areas, district, dark)
    addMarks(map, data, dark)
    // The picture stays until the marks are there: a bare map would say for a moment that nothing happened.
    await once(map, 'idle')
  } catch (problem) {
    map.remove()
    throw problem
  }
  listen(map, options)
  return {
    choose(id) {
      chosen = id
      map.setFilter('chosen', ['==', ['get', 'id'], id ?? ''])
      const feature = data.features.find((f) => f.properties!.id === id)
      if (feature && !map.getBounds().contains(feature.geometry.coordinates as [number, number])) {
        map.easeTo({ center: feature.geometry.coordinates as [number, number], duration: options.still ? 0 : 200 })
      }
    },
    only(ids) {
      const wanted = ids && new Set(ids)
      data = wanted ? { ...all, features: all.features.filter((f) => wanted.has(f.properties!.id as string)) } : all
      showMarks(map, data)
    },
    within(next, bounds) {
      if (next === district) return
      district = next
      chooseArea(map, district)
      if (bounds) map.fitBounds(eastward(bounds), { padding: 48, duration: options.still ? 0 : 200 })
    },
    theme(next) {
      if (next === dark) return
      dark = next
      map.setStyle(mapStyle(dark, options.land), { diff: false })
      map.once('style.load', () => {
        addAreas(map, areas, district, dark)
        addMarks(map, data, dark)
        map.setFilter('chosen', ['==', ['get', 'id'], chosen ?? ''])
      })
    },
    remove: () => map.remove(),
  }
}

/** MapLibre wants the eastern edge east of the western one, past 180 where it must. */
function eastward([west, south, east, north]: [number, number, number, number]): [number, number, number, number] {
  return [west, south, east < west ? east + 360 : east, north]
}

async function read<T>(address: string): Promise<T> {
  const answer = await fetch(address, { headers: { accept: 'application/geo+json, application/json' } })
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return await answer.json() as T
}

function once(map: LibreMap, event: 'load' | 'idle'): Promise<void> {
  return new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error(`no ${event} of the map in 30 s`)), 30_000)
    const refuse = (told: object) => {
      clearTimeout(late)
      failed('error' in told ? told.error : told)
    }
    map.once('error', refuse)
    map.once(event as 'load', () => {
      clearTimeout(late)
      map.off('error', refuse)
      done()
    })
  })
}

function listen(map: LibreMap, { onchoose, still }: LiveOptions): void {
  map.on('click', async (event) => {
    const [feature] = map.queryRenderedFeatures(event.point, { layers: pressed(map) })
    if (!feature) return
    const at = (feature.geometry as GeoJSON.Point).coordinates as [number, number]
    if (feature.properties.cluster) {
      const zoom = await map.getSource<GeoJSONSource>('incidents')!.getClusterExpansionZoom(feature.properties.cluster_id as number)
      map.easeTo({ center: at, zoom, duration: still ? 0 : 200 })
    } else onchoose?.({ id: String(feature.properties.id), number: Number(feature.properties.number) })
  })
  for (const layer of pressed(map)) {
    map.on('mouseenter', layer, () => { map.getCanvas().style.cursor = 'pointer' })
    map.on('mouseleave', layer, () => { map.getCanvas().style.cursor = '' })
  }
}

/** The layers of what can be pressed: groups there are only of many incidents. */
function pressed(map: LibreMap): string[] {
  return ['marks', 'groups'].filter((layer) => map.getLayer(layer))
}
