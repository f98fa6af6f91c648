import { manifestOf } from '#sheet/index.ts'
import { opened } from '../opened.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals, params }) => {
  const { campaign, collector } = await opened(locals, params)
  const { t } = locals
  return manifestOf({ name: `${t('house.nav.type')}: ${collector.place}`, short: campaign.name, page: `/${campaign.slug}/collect/${params.secret}`, language: t.language, dir: t.dir })
}
