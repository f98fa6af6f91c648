import { campaignCalled } from '#campaign/index.ts'
import { channels, type ChannelName } from '#channel/index.ts'
import { encodings, formats, type Encoding, type Format } from '#channel/file/index.ts'
import { importFile, type Imported } from '#intake/index.ts'
import { countStatements, foldAll, refreshStatistics } from '#statement/index.ts'
import type { Command } from './command.ts'
import { needed, optional, WrongUsage } from './command.ts'
import { progressBar } from './progress.ts'
import { withHouse } from './with-house.ts'

export const command: Command = {
  name: 'import',
  summary: 'Takes in a file of posts; run again or interrupted, nothing is lost and nothing doubled.',
  usage: 'FILE --campaign SLUG [--format F] [--map a=b,...] [--channel C] [--rejects FILE]',
  options: {
    campaign: { type: 'string', help: 'Slug of the campaign.' },
    format: { type: 'string', help: `One of ${formats.join(', ')}. Default: found out from the content.` },
    map: { type: 'string', help: 'Columns of a CSV or XLSX file, e.g. text=Message,postedAt=Date. Default: guessed from their names.' },
    channel: { type: 'string', help: 'Channel of posts that name none. Default: file. It decides which consent the campaign assumes.' },
    'id-prefix': { type: 'string', help: 'Put before each id: two spreadsheets that both count from 1 are then different posts.' },
    sheet: { type: 'string', help: 'Which sheet of a workbook: its name, or its number from 1. Default: the first.' },
    encoding: { type: 'string', help: `One of ${encodings.join(', ')}. Default: found out from the content.` },
    rejects: { type: 'string', help: 'Where rows go that cannot be read, with line and reason. Default: beside the file.' },
  },
  takes: ['FILE'],
  run: (given) =>
    withHouse(given, async (house) => {
      const format = oneOf(optional(given, 'format'), formats, '--format') as Format | undefined
      const channel = oneOf(optional(given, 'channel'), channels, '--channel') as ChannelName | undefined
      const encoding = oneOf(optional(given, 'encoding'), encodings, '--encoding') as Encoding | undefined
      const campaign = await campaignCalled(house.db, needed(given, 'campaign'))
      const file = given.words[0]!
      const bar = progressBar('Importing')
      const imported = await importFile(house, campaign, file === '-' ? process.stdin : file, {
        ...(format ? { format } : {}),
        ...(channel ? { channel } : {}),
        ...(optional(given, 'map') ? { map: optional(given, 'map')! } : {}),
        ...(optional(given, 'id-prefix') ? { idPrefix: optional(given, 'id-prefix')! } : {}),
        ...(optional(given, 'sheet') ? { sheet: optional(given, 'sheet')! } : {}),
        ...(encoding ? { encoding } : {}),
        ...(optional(given, 'rejects') ? { rejects: optional(given, 'rejects')! } : {}),
        onProgress: ({ bytes, total }) => bar.show(bytes, total ?? bytes),
      })
      await foldAll(house, campaign.id)
      if (imported.accepted > 10_000) await refreshStatistics(house)
      bar.end()
      const { statements } = await countStatements(house.db, campaign.id)
      const { mapping, ...figures } = imported
      given.say({ ...figures, statements, ...(mapping ? { mapping } : {}) }, [
        `${imported.read} read as ${imported.format} (${imported.encoding}): ${imported.accepted} new, ${imported.known} known, ${imported.rejected} could not be read.`,
        ...howRead(imported.mapping),
        ...(imported.known > 0 ? ['Known: a post with the same channel and id is there. If it is another one, give --id-prefix.'] : []),
        ...(imported.rejected > 0 && imported.rejectFile ? [`What could not be read, and why: ${imported.rejectFile}`] : []),
        `The campaign now has ${statements} statements. ${imported.seconds} s.`,
      ])
    }),
}

function howRead(mapping: Imported['mapping']): string[] {
  if (!mapping) return []
  const fields = Object.entries(mapping.fields).map(([field, column]) => `${field}=${column}`)
  return [`Columns: ${fields.join(', ')}${mapping.unused.length > 0 ? `; left out: ${mapping.unused.join(', ')}` : ''}`, ...(mapping.dates ? [mapping.dates] : []), ...(mapping.doubts ?? [])]
}

function oneOf(value: string | undefined, known: readonly string[], name: string): string | undefined {
  if (value !== undefined && !known.includes(value)) throw new WrongUsage(`${name} is one of ${known.join(', ')}.`)
  return value
}
