import { channels } from '#channel/index.ts'
import { formats } from '#channel/file/index.ts'
import { uploadsOf } from '#intake/index.ts'
import { entered } from '../entered.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'import')
  return { formats: [...formats], channels: [...channels], imports: await uploadsOf(house.db, campaign.id), now: house.clock.now() }
}
