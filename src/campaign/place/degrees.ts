/** Coordinates as people write them: 12.5, 12,5, 12.5° S, 12° 30' 0" S, ١٢٫٥. */

/** One of them in degrees; undefined when it is none. */
export function degreesIn(given: string): number | undefined {
  const text = given
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/\u066b/g, '.')
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/[’′ʹ]/g, "'")
    .replace(/[”″]|''/g, '"')
    .trim()
  const decimal = /^([NSEWO])?\s*([+-]?\d{1,3}(?:[.,]\d*)?)\s*°?\s*([NSEWO])?$/i.exec(text)
  if (decimal?.[1] && decimal[3]) return undefined
  if (decimal) return signed(Number(decimal[2]!.replace(',', '.')), decimal[1] ?? decimal[3])
  const parts = /^([NSEWO])?\s*([+-]?)(\d{1,3})\s*°\s*(\d{1,2}(?:[.,]\d+)?)\s*'?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*"?)?\s*([NSEWO])?$/i.exec(text)
  if (!parts) return undefined
  const [minutes, seconds] = [parts[4]!, parts[5] ?? '0'].map((part) => Number(part.replace(',', '.'))) as [number, number]
  if (minutes >= 60 || seconds >= 60) return undefined
  const degrees = Number(parts[3]) + minutes / 60 + seconds / 3600
  return signed(parts[2] === '-' ? -degrees : degrees, parts[1] ?? parts[6])
}

/** O is west in Spanish and French. */
function signed(degrees: number, side: string | undefined): number | undefined {
  if (Number.isNaN(degrees)) return undefined
  return side && /[swo]/i.test(side) ? -Math.abs(degrees) : degrees
}

/** Both in one text, latitude first: "-12.5, 77.01", "12.5 S; 77.01 W". */
export function positionIn(text: string): { lat: number; lon: number } | undefined {
  for (const mark of [/[;|]/g, /,\s/g, /\s(?=\S)/g, /,/g]) {
    const halves = [...text.matchAll(mark)].flatMap(({ index }) => {
      const [lat, lon] = [degreesIn(text.slice(0, index)), degreesIn(text.slice(index + 1))]
      return lat !== undefined && lon !== undefined ? [{ lat, lon }] : []
    })
    // 1,2,3 may be cut in two ways.
    if (halves.length > 0) return mark.source === ',' && halves.length > 1 ? undefined : halves.at(-1)
  }
  return undefined
}
