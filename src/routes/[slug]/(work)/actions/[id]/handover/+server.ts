import { error } from '@sveltejs/kit'
import { makeHandover } from '#action/index.ts'
import { asRefusal } from '#core/index.ts'
import { tableTypes } from '#core/table/index.ts'
import { entered } from '../../../entered.ts'
import type { RequestHandler } from './$types'

/** The petition as a file. A form and no link: it opens names, so that no program that follows links makes one. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  try {
    const { house, actor, campaign } = await entered(locals, params.slug, 'action.hand-over')
    const form = await request.formData().catch(() => new FormData())
    const format = form.get('format') === 'xlsx' ? 'xlsx' : 'csv'
    const { file } = await makeHandover(house, actor, campaign, params.id, String(form.get('reason') ?? ''), format)
    return new Response(new Uint8Array(file), { headers: { 'content-type': tableTypes[format], 'content-disposition': `attachment; filename="petition-${params.id.slice(0, 8)}.${format}"`, 'cache-control': 'no-store' } })
  } catch (reason) {
    const { status, message } = asRefusal(reason, locals.house)
    error(status, message)
  }
}
