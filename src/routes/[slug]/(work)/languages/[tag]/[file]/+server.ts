import { refuse } from '#core/index.ts'
import { exportCsv, exportJson, ownLanguage } from '#language/index.ts'
import { entered } from '../../../entered.ts'
import type { RequestHandler } from './$types'

/** The catalogue to be translated: for a program or a translators' tool, or for a spreadsheet. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { house, actor, campaign } = await entered(locals, params.slug, 'language.manage')
  const language = await ownLanguage(house, actor, campaign, params.tag)
  const made = { 'catalogue.json': ['application/json', exportJson], 'catalogue.csv': ['text/csv; charset=utf-8', exportCsv] }[params.file] as [string, typeof exportJson] | undefined
  if (!made) throw refuse('not-found', 404, 'There is no such file.')
  return new Response(made[1](language), { headers: { 'content-type': made[0], 'content-disposition': `attachment; filename="clamor-${language.tag}.${params.file.split('.')[1]}"`, 'cache-control': 'private, no-store' } })
}
