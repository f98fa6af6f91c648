import { refuse } from '#core/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import { cardOf, pressCards } from '#welcome/index.ts'
import { entered } from '../../entered.ts'
import type { RequestHandler } from './$types'

/** Four cards on a sheet, in the language that the file is named after. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { house, campaign } = await entered(locals, params.slug, 'person.invite')
  const language = /^([a-z]{2,3})\.pdf$/.exec(params.file)?.[1]
  if (!isLanguage(language)) throw refuse('not-found', 404, 'There is no such file.')
  const pdf = await pressCards(await cardOf(house, campaign, translate(language)))
  return new Response(pdf.slice(), { headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${campaign.slug}-card-${language}.pdf"`, 'cache-control': 'private, no-store' } })
}
