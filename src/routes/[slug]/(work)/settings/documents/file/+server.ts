import { documentHtml, documentOf, documentPdf } from '#privacy/index.ts'
import { isLanguage, languages } from '#ui/languages.ts'
import { entered } from '../../../entered.ts'
import { keptFor, whichIn } from '../which.ts'
import type { RequestHandler } from './$types'

/** A privacy document as a file, as it is kept or drafted now. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { house, campaign } = await entered(locals, params.slug, 'privacy.manage')
  const { kind, language } = whichIn(url.searchParams, campaign.languages.find(isLanguage) ?? languages[0])
  const { text } = await documentOf(house, campaign, kind, language, await keptFor(house, campaign.id))
  const pdf = url.searchParams.get('format') === 'pdf'
  const body = pdf ? new Uint8Array(await documentPdf(text, language)) : documentHtml(text, language)
  return new Response(body, {
    headers: {
      'content-type': pdf ? 'application/pdf' : 'text/html; charset=utf-8', 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="${campaign.slug}-${kind}-${language}.${pdf ? 'pdf' : 'html'}"`,
    },
  })
}
