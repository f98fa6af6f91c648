import { error } from '@sveltejs/kit'
import { makeHandover } from '#action/index.ts'
import { asRefusal } from '#core/index.ts'
import { entered } from '../../../entered.ts'
import type { RequestHandler } from './$types'

/** The petition as a file. A form and no link: it opens names, so that no program that follows links makes one. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  try {
    const { house, actor, campaign } = await entered(locals, params.slug, 'action.hand-over')
    const form = await request.formData().catch(() => new FormData())
    const { csv } = await makeHandover(house, actor, campaign, params.id, String(form.get('reason') ?? ''))
    return new Response(new Uint8Array(csv), { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="petition-${params.id.slice(0, 8)}.csv"`, 'cache-control': 'no-store' } })
  } catch (reason) {
    const { status, message } = asRefusal(reason, locals.house)
    error(status, message)
  }
}
