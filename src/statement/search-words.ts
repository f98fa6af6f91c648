const longestWord = 200
const mostPositions = 256
const lastPosition = 16_383

/** Words with their places, of a text given in its search form. */
function placesOf(form: string): Map<string, number[]> {
  const positions = new Map<string, number[]>()
  let at = 0
  for (const word of form.split(' ')) {
    if (word === '' || word.length > longestWord) continue
    at = Math.min(at + 1, lastPosition)
    const known = positions.get(word)
    if (!known) positions.set(word, [at])
    else if (known.length < mostPositions && known.at(-1) !== at) known.push(at)
  }
  return positions
}

/**
 * The words of a text, given in its search form, as a tsvector in PostgreSQL's binary form, for COPY. Not `to_tsvector`: its
 * parser takes words apart in its own ways, while a query is made of exactly these words; and the work is done where the text
 * is at hand.
 */
export function searchVector(form: string): Buffer {
  const positions = placesOf(form)
  let size = 4
  for (const [word, places] of positions) size += word.length * 3 + 3 + places.length * 2
  const bytes = Buffer.allocUnsafe(size)
  let end = bytes.writeInt32BE(positions.size, 0)
  for (const [word, places] of positions) {
    end += bytes.write(word, end)
    end = bytes.writeUInt8(0, end)
    end = bytes.writeInt16BE(places.length, end)
    for (const place of places) end = bytes.writeUInt16BE(place, end)
  }
  return bytes.subarray(0, end)
}

/** The same as text, to be cast to tsvector. */
export function searchText(form: string): string {
  return [...placesOf(form)].map(([word, places]) => `'${word.replace(/['\\]/g, '')}':${places.join()}`).join(' ')
}
