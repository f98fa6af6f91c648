import { manifestOf } from '#sheet/index.ts'
import { entered } from '../../entered.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals, params }) => {
  const { campaign } = await entered(locals, params.slug, 'sheet.type')
  const { t } = locals
  return manifestOf({ name: `${t('house.nav.type')}: ${campaign.name}`, short: t('house.nav.type'), page: `/${campaign.slug}/sheet`, language: t.language, dir: t.dir })
}
