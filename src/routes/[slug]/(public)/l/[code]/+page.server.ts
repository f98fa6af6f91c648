import { lookUp } from '#link/index.ts'
import type { PageServerLoad } from './$types'

/** Only what leads nowhere comes here: the others were led on before any page is drawn (src/link/follow.ts). */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  const found = await lookUp(locals.house, params.slug, params.code)
  setHeaders({ 'cache-control': 'no-store' })
  return { retired: found?.retired === true }
}
