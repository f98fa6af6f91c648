import { refuse } from '#core/index.ts'
import { posterOf, press } from '#welcome/index.ts'
import { entered } from '../../../../../entered.ts'
import { pdfAnswer } from '../../../../../pdf-answer.ts'
import { campaignSpeakers, speakerOf } from '../../../../../spoken.ts'
import type { RequestHandler } from './$types'

/** The poster as a file: `all.pdf` in the languages of the campaign, `ar.pdf` in one. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { house, actor, campaign } = await entered(locals, params.slug, 'person.invite')
  const asked = /^([a-z0-9-]{2,20})\.pdf$/.exec(params.file)?.[1]
  const one = asked === 'all' ? undefined : await speakerOf(house, asked, locals.t.zone)
  const speakers = asked === 'all' ? await campaignSpeakers(house, campaign, locals.t.zone) : one ? [one] : []
  const poster = speakers.length > 0 ? await posterOf(house, actor, campaign, params.id, speakers) : undefined
  if (!poster) throw refuse('not-found', 404, 'There is no such file.')
  return pdfAnswer(await press({ poster }), `${campaign.slug}-poster-${asked}`)
}
