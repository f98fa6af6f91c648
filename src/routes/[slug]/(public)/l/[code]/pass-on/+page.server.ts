import { error } from '@sveltejs/kit'
import { passing } from '#trial/index.ts'
import type { PageServerLoad } from './$types'

/** A page for whoever passes a link on: a short text, and one tap for each way that works on any phone. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  const found = await passing(locals.house, params.slug, params.code, locals.language)
  if (!found) error(404)
  setHeaders({ 'cache-control': 'private, no-store' })
  return found
}
