import type { Translate } from '#ui/words.ts'
import { boundsOf, frameOf, type Bounds, type Frame } from './frame.ts'
import { labelsOf, Room, tenth } from './labels.ts'
import { marksOf, type MapIncident, type Mark, type Verification } from './marks.ts'
import { linesOf, outlineOf, ringsOf, type Lines } from './outline.ts'
import { escaped } from './xml.ts'

/** A name on the map for orientation: a region in bolder letters, or a town with a little square. */
export interface MapPlace {
  name: string
  lat: number
  lon: number
  kind?: 'region' | 'town'
}

export interface MapPicture {
  incidents: readonly MapIncident[]
  /** What to show; without it, all incidents; without any, the world. */
  bounds?: Bounds
  width: number
  height: number
  /** Says what the picture shows to those who hear it. */
  t: Translate
  /** For a narrow screen: marks and names are drawn larger, not scaled down. */
  narrow?: boolean
  places?: readonly MapPlace[]
  /** Outlines of districts: their borders, each once; the one that is chosen, its rings; what is said of them all. */
  districts?: { borders: Lines; chosen?: Lines; text: string }
  /** The incident that is open in the list. */
  chosen?: string
  /** Unique on its page: the picture's title and description are named by it. */
  id?: string
}

const world: Bounds = [-170, -56, 190, 74]

const ink = 'var(--ink,#141A1B)'
const ink3 = 'var(--ink-3,#5C6765)'
const accent = 'var(--accent,#0A5462)'
const onAccent = 'var(--on-accent,#FFFFFF)'
const sheet = 'var(--sheet,#FFFFFF)'
const edge = 'var(--line-2,#778381)'
const sea = 'var(--well,#E7ECEA)'
const wash = 'var(--wash,#D3EBEA)'
const sans = 'var(--sans,system-ui,sans-serif)'

/**
 * The map as a picture without a script: land, names and marks, under 60 KB. Colours are the page's own properties in
 * presentation attributes, so it follows the theme and needs no style that a strict policy would refuse. To a screen
 * reader it is one image with a sentence; the list beside it is the content.
 */
export function drawMap(picture: MapPicture): string {
  const { width, height, t, narrow = false, places = [], districts, id = 'map' } = picture
  const frame = frameOf(picture.bounds ?? boundsOf(picture.incidents) ?? world, width, height)
  // On a wide screen the picture stands in a room of any shape (MapView.svelte), and its land fills that too.
  const margin = narrow ? 0.02 : 0.5
  const land = outlineOf(frame, margin)
  const marks = marksOf(picture.incidents, frame, narrow)
  const size = narrow ? 14 : 13
  const taken = new Room(marks, width, height)
  const labels = labelsOf(marks, t, size, taken)
  const chosenDistrict = districts?.chosen && ringsOf(districts.chosen, frame, margin)

  return `<svg xmlns="http://www.w3.org/2000/svg" id="${id}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc" direction="ltr">` +
    `<title id="${id}-title">${escaped(t('map.pictureTitle', { count: picture.incidents.length }))}</title><desc id="${id}-desc">${escaped(description(picture))}</desc>` +
    `<rect width="${width}" height="${height}" fill="${sea}"/>` +
    `<path d="${land.coasts}" fill="${sheet}" fill-rule="evenodd" stroke="${edge}" stroke-linejoin="round"/>` +
    (land.borders && `<path d="${land.borders}" fill="none" stroke="${edge}" stroke-dasharray="1 3" stroke-linecap="round"/>`) +
    (chosenDistrict ? `<path d="${chosenDistrict}" fill="${wash}" fill-rule="evenodd"/>` : '') +
    (districts ? `<path d="${linesOf(districts.borders, frame, margin)}" fill="none" stroke="${edge}" stroke-linejoin="round"/>` : '') +
    (chosenDistrict ? `<path d="${chosenDistrict}" fill="none" stroke="${accent}" stroke-width="2" stroke-linejoin="round"/>` : '') +
    `<g fill="${wash}" fill-opacity=".45" stroke="${accent}" stroke-dasharray="3 4">${
      marks.filter((m) => m.ring > 0).map((m) => `<circle cx="${m.x}" cy="${m.y}" r="${m.ring}"/>`).join('')}</g>` +
    `<g font-family="${sans}" font-size="${size}" text-anchor="middle">` +
    `<g fill="${ink3}" font-weight="600" paint-order="stroke" stroke="${sheet}" stroke-width="3" stroke-linejoin="round">${
      names(places, frame, size, taken)}</g>` +
    `<g stroke="${ink3}">${labels.map((l) => l.leader ?? '').join('')}</g>` +
    marks.map((mark) => shape(mark, t, marks.length <= 60)).join('') +
    chosenRing(picture.chosen, marks) +
    `<g fill="${ink}" font-weight="700" paint-order="stroke" stroke="${sheet}" stroke-width="3" stroke-linejoin="round">${
      labels.filter((l) => !l.inside).map((l) => l.text).join('')}</g>` +
    `<g fill="${onAccent}" font-weight="700">${labels.filter((l) => l.inside === 'filled').map((l) => l.text).join('')}</g>` +
    `<g fill="${ink}" font-weight="700">${labels.filter((l) => l.inside === 'open').map((l) => l.text).join('')}</g>` +
    '</g></svg>'
}

/** A single mark as a picture of its own, for the list and the legend: the same shape that stands on the map. */
export function drawMark(verification: Verification, size = 18): string {
  const r = size / 2 - 1
  const mark = { x: size / 2, y: size / 2, r, verification }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}" aria-hidden="true">${disc(mark)}</svg>`
}

function description({ incidents, districts, t }: MapPicture): string {
  const of = (verification: Verification) => incidents.reduce((n, i) => i.verification === verification ? n + 1 : n, 0)
  const said = t('map.pictureText', {
    incidents: incidents.length, people: incidents.reduce((n, i) => n + i.people, 0),
    verified: of('verified'), corroborated: of('corroborated'), unverified: of('unverified'),
  })
  return districts?.text ? `${said} ${districts.text}` : said
}

/** An edge of land keeps a mark apart from one that it lies upon. */
function halo({ x, y, r }: Mark): string {
  return `<circle cx="${x}" cy="${y}" r="${tenth(r + 1.5)}" fill="${sheet}"/>`
}

function disc({ x, y, r, verification }: Pick<Mark, 'x' | 'y' | 'r' | 'verification'>): string {
  if (verification === 'verified') return `<circle cx="${x}" cy="${y}" r="${r}" fill="${accent}"/>`
  const ring = `<circle cx="${x}" cy="${y}" r="${tenth(r - 1)}" fill="${sheet}" stroke="${accent}" stroke-width="2"/>`
  if (verification === 'unverified') return ring
  return `${ring}<path d="M${x} ${tenth(y - r)}a${r} ${r} 0 0 0 0 ${tenth(2 * r)}z" fill="${accent}"/>`
}

function shape(mark: Mark, t: Translate, withWords: boolean): string {
  const words = mark.count > 1
    ? t('map.pictureSeveral', { incidents: mark.count, people: mark.people })
    : mark.label
  return withWords && words ? `<g><title>${escaped(words)}</title>${halo(mark)}${disc(mark)}</g>` : disc(mark)
}

function chosenRing(chosen: string | undefined, marks: readonly Mark[]): string {
  const mark = chosen === undefined ? undefined : marks.find((m) => m.ids.includes(chosen))
  return mark ? `<circle cx="${mark.x}" cy="${mark.y}" r="${tenth(mark.r + 9)}" fill="none" stroke="${ink}" stroke-width="2"/>` : ''
}

function names(places: readonly MapPlace[], frame: Frame, size: number, taken: Room): string {
  let out = ''
  for (const { name, lat, lon, kind } of places) {
    const x = tenth(frame.x(lon))
    const y = tenth(frame.y(lat))
    const wide = [...name].length * size * 0.6
    if (x < wide / 2 || y < size || x > frame.width - wide / 2 || y > frame.height - size) continue
    if (!taken.take(x, kind === 'town' ? y - size : y, wide, size)) continue
    out += kind === 'town'
      ? `<rect x="${tenth(x - 3)}" y="${tenth(y - 3)}" width="6" height="6" stroke="none"/><text x="${x}" y="${tenth(y - size * 0.6)}" font-weight="400">${escaped(name)}</text>`
      : `<text x="${x}" y="${tenth(y + size * 0.35)}">${escaped(name)}</text>`
  }
  return out
}
