import { refuse } from '#core/index.ts'
import { cardOf, press } from '#welcome/index.ts'
import { entered } from '../../entered.ts'
import { pdfAnswer } from '../../pdf-answer.ts'
import { speakerOf } from '../../spoken.ts'
import type { RequestHandler } from './$types'

/** Four cards on a sheet, in the language that the file is named after. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { house, campaign } = await entered(locals, params.slug, 'person.invite')
  const say = await speakerOf(house, /^([a-z0-9-]{2,20})\.pdf$/.exec(params.file)?.[1])
  if (!say) throw refuse('not-found', 404, 'There is no such file.')
  return pdfAnswer(await press({ card: await cardOf(house, campaign, say) }), `${campaign.slug}-card-${say.tag}`)
}
