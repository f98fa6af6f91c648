import { Readable } from 'node:stream'
import { refuse } from '#core/index.ts'
import { tableFile, tableFormats, tableTypes } from '#core/table/index.ts'
import { titled } from '#ui/titled.ts'
import { entered } from '../../entered.ts'
import { lists } from '../lists.ts'
import type { RequestHandler } from './$types'

/** A list of a screen as a file, safe to open in a spreadsheet. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { house, actor, campaign } = await entered(locals, params.slug, 'export')
  const [name, ending] = params.file.split('.') as [string, string | undefined]
  const format = tableFormats.find((one) => one === ending)
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined
  if (!format || !list) throw refuse('not-found', 404, 'There is no such file.')
  const rows = await list.rows({ house, actor, campaign, url, zone: locals.t.zone })
  const parts = tableFile(format, titled(locals.t, list.columns), rows, { title: name, direction: locals.t.dir })
  // What is refused is refused before the answer begins.
  const first = await parts.next()
  const body = async function* () {
    if (!first.done) yield first.value
    yield* parts
  }
  return new Response(Readable.toWeb(Readable.from(body(), { objectMode: false })) as ReadableStream, {
    headers: { 'content-type': tableTypes[format], 'cache-control': 'private, no-store', 'content-disposition': `attachment; filename="${campaign.slug}-${name}.${format}"` },
  })
}
