import { error, type RequestHandler } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { isRefusal } from '#core/index.ts'
import { limit, networkOf } from '#person/index.ts'
import { exportHtml, exportJson, ownerOf } from '#privacy/index.ts'

const tries = { max: 60, seconds: 600 }

/** Only by a form, whose body carries the code or the key: an address would be kept in histories. */
export const GET: RequestHandler = () => error(404)

/** The file that somebody takes along. */
export const POST: RequestHandler = async ({ locals, params, request, getClientAddress }) => {
  const { house, t } = locals
  const campaign = (await campaignBySlug(house.db, params['slug'] ?? '')) ?? error(404)
  const form = await request.formData()
  try {
    await limit(house, 'receipt', networkOf(getClientAddress()), tries)
    const owner = await ownerOf(house, campaign, String(form.get('proof') ?? '').slice(0, 100))
    const html = form.get('format') === 'html'
    const body = html ? await exportHtml(house, campaign, owner, t) : await exportJson(house, campaign, owner)
    return new Response(body, {
      headers: {
        'content-type': html ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8', 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff',
        'content-disposition': `attachment; filename="${campaign.slug}-own-data.${html ? 'html' : 'json'}"`,
      },
    })
  } catch (reason) {
    if (!isRefusal(reason)) throw reason
    error(reason.status, reason.message, { code: reason.code, mend: reason.mend })
  }
}
