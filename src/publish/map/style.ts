import type { StyleSpecification } from 'maplibre-gl'

/** The tokens of LOOK.md that a map is painted with; a canvas cannot read them from the page by itself. */
export interface MapColours {
  sea: string
  land: string
  edge: string
  ink: string
  accent: string
  onAccent: string
  wash: string
}

const light: MapColours = {
  sea: '#E7ECEA', land: '#FFFFFF', edge: '#778381', ink: '#141A1B', accent: '#0A5462', onAccent: '#FFFFFF', wash: '#D3EBEA',
}
const dark: MapColours = {
  sea: '#20292B', land: '#151B1D', edge: '#74817F', ink: '#E8EEED', accent: '#7FCDD4', onAccent: '#05252B', wash: '#123E46',
}

export function mapColours(inTheDark: boolean): MapColours {
  return inTheDark ? dark : light
}

/**
 * The base map's style for MapLibre: our own land file and nothing else, no tiles, no sprites. Without a `glyphs`
 * address MapLibre draws letters from the reader's fonts, so no request leaves for those either.
 */
export function mapStyle(inTheDark: boolean, landAddress: string): StyleSpecification {
  const { sea, land, edge } = mapColours(inTheDark)
  return {
    version: 8,
    sources: { land: { type: 'geojson', data: landAddress, tolerance: 0.2 } },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': sea } },
      {
        id: 'land', type: 'fill', source: 'land', filter: ['==', ['get', 'kind'], 'land'],
        paint: { 'fill-color': land, 'fill-outline-color': edge },
      },
      {
        id: 'water', type: 'fill', source: 'land', filter: ['==', ['get', 'kind'], 'water'],
        paint: { 'fill-color': sea, 'fill-outline-color': edge },
      },
      {
        id: 'borders', type: 'line', source: 'land', filter: ['==', ['get', 'kind'], 'border'],
        paint: { 'line-color': edge, 'line-width': 1, 'line-dasharray': [1, 2] },
      },
    ],
  }
}
