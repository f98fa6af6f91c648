import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { bringSet, campaignCalled, loadTowns, previewSet, readPlaces, type Brought } from '#campaign/index.ts'
import { refuse } from '#core/index.ts'
import { readMap } from '#core/table/index.ts'
import type { Command } from './command.ts'
import { needed, optional } from './command.ts'
import { withHouse } from './with-house.ts'

/** GeoJSON is read whole; a workbook has a bound of its own. */
const mostBytes = 128 * 1024 ** 2

export const command: Command = {
  name: 'places import',
  summary: 'Brings polling stations, districts, clinics into the gazetteer; brought again, they are changed, not doubled.',
  usage: 'FILE --campaign SLUG [--set NAME] [--kind K] [--map name=Station,lat=Y] [--replace] [--look]',
  options: {
    campaign: { type: 'string', help: 'Slug of the campaign.' },
    set: { type: 'string', help: 'Name of the list. Default: that of the file.' },
    kind: { type: 'string', help: 'What they are, where the file does not say it: polling-station, clinic, school, district, town, ...' },
    map: { type: 'string', help: 'Columns, e.g. name=Station,lat=Y,lon=X. Default: guessed from their names.' },
    sheet: { type: 'string', help: 'Which sheet of a workbook: its name, or its number from 1.' },
    replace: { type: 'boolean', help: 'Take out what the file no longer has.' },
    look: { type: 'boolean', help: 'Only say what would come of it.' },
  },
  takes: ['FILE'],
  run: (given) =>
    withHouse(given, async (house) => {
      const campaign = await campaignCalled(house.db, needed(given, 'campaign'))
      const path = given.words[0]!
      const map = optional(given, 'map')
      const read = await readPlaces(await bytesOf(path), { kind: optional(given, 'kind'), sheet: optional(given, 'sheet'), map: map ? readMap(map) : undefined })
      const set = optional(given, 'set') ?? basename(path).replace(/\.\w+$/, '')
      if (house.config.towns) await loadTowns(house)
      const done: Brought = given.flags['look'] === true
        ? await previewSet(house.db, campaign.id, read, { name: set })
        : await bringSet(house, campaign, null, read, { name: set, file: basename(path), replace: given.flags['replace'] === true })
      given.say({ set, format: read.format, fields: read.fields, ...done }, [
        `${read.places.length} places read as ${read.format}: ${done.added} new, ${done.changed} changed, ${done.same} as they were, ${done.missing} of "${set}" no longer in the file.`,
        `Columns: ${Object.entries(read.fields).map(([field, column]) => `${field}=${column}`).join(', ')}${read.named.length ? `; further names: ${read.named.join(', ')}` : ''}`,
        ...(done.bad.length > 0 ? [`${done.bad.length} cannot be taken:`, ...done.bad.slice(0, 20).map((one) => `  line ${one.line}: ${one.fault} (${one.found})`)] : []),
      ])
    }),
}

async function bytesOf(path: string): Promise<Buffer> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw refuse('file-not-found', 422, `${path} cannot be opened: there is no such file.`, { mend: 'Check the path.' })
  if (found.size > mostBytes) throw refuse('too-large', 413, `A file of places has at most ${mostBytes / 1024 ** 2} MB.`, { mend: 'Bring it in parts.' })
  return readFile(path)
}
