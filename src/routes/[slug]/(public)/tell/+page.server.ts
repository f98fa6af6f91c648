import { error, fail, type RequestEvent } from '@sveltejs/kit'
import { campaignBySlug, campaignIn, type Campaign } from '#campaign/index.ts'
import { faultsIn, longestText, readFields, type FieldFault, type Typed } from '#channel/index.ts'
import { markedBySender } from '#graphic/index.ts'
import { checkTicket, issueTicket, readTicket, tell, type Told } from '#intake/index.ts'
import { limit, networkOf } from '#person/index.ts'
import { addressOf, authorIdOf, cleanPhoto, photoLimits } from '#post/index.ts'
import { canMail, post } from '#talk/index.ts'
import { refused } from '#ui/refused.ts'
import { shownWhich } from '../which-place.ts'
import type { Actions, PageServerLoad } from './$types'

/** Of one connection, which may be that of a hall full of people who all tell something in the same quarter of an hour. */
const fromOneConnection = { max: 400, seconds: 900 }

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  const campaign = await campaignCalled(locals, params.slug)
  // Each form is for one person: no cache between may hand it to a second.
  setHeaders({ 'cache-control': 'private, no-cache' })
  return { ticket: issueTicket(locals.house, campaign.id), canMail: canMail(locals.house), photoMegabytes: photoLimits.bytes / 1_000_000 }
}

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, request } = event
    const { house, t } = locals
    const campaign = await campaignCalled(locals, params.slug)
    const form = await request.formData()
    const typed = readFields(form)
    const ticket = String(form.get('ticket') ?? '')
    const file = form.get('photo')
    const photo = file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : undefined
    const again = (status: number, errors: Record<string, string>) =>
      fail(status, {
        typed, errors: { ...errors, ...(photo && !errors['photo'] ? { photo: t('tell.photoAgain') } : {}) },
        // The same form keeps its ticket, so that what is sent twice arrives once.
        ticket: readTicket(house, campaign.id, ticket) && errors['code'] !== 'ticket-late' ? ticket : undefined,
      })

    if (form.get('website')) return again(422, { form: t('tell.trapped') })
    const faults = faultsIn(typed)
    if (faults.length > 0) return again(422, { form: t('tell.notSent'), ...sentences(event, faults) })
    try {
      const from = checkTicket(house, campaign.id, ticket)
      await limit(house, 'tell', `${campaign.id} ${networkOf(event.getClientAddress())}`, fromOneConnection)
      const clean = photo && { sent: photo, clean: await cleanPhoto(photo) }
      const told = await tell(house, campaign, typed, from, clean)
      if (typed.graphic) await markedBySender(house, campaign.id, told.postId)
      const mailed = form.get('mail') === 'yes' && typed.email !== '' && canMail(house)
      if (mailed && !told.known) await mailCode(event, campaign, typed, told)
      return { told: { code: told.code, mailed, which: await shownWhich(house, campaign, told.postId, t) } }
    } catch (reason) {
      const { status, code, text } = refused(t, reason)
      if (code === 'photo-wrong') return again(status, { form: t('tell.notSent'), photo: text })
      if (code === 'too-many') return again(status, { form: t('tell.tooFast', { minutes: Math.ceil(retryAfter(reason) / 60) }) })
      return again(status, { form: text, code })
    }
  },
}

async function campaignCalled({ house }: App.Locals, slug: string): Promise<Campaign> {
  return (await campaignBySlug(house.db, slug)) ?? error(404)
}

function sentences({ locals: { t } }: RequestEvent, faults: FieldFault[]): Record<string, string> {
  const say: Record<FieldFault['fault'], string> = {
    'missing-text': t('tell.missingText'), 'text-too-long': t('tell.textTooLong', { most: longestText }), 'bad-email': t('tell.badEmail'), 'bad-phone': t('tell.badPhone'),
  }
  return Object.fromEntries(faults.map(({ field, fault }) => [field, say[fault]]))
}

function retryAfter(reason: unknown): number {
  const { extra } = reason as { extra?: { retryAfter?: unknown } }
  return typeof extra?.retryAfter === 'number' ? extra.retryAfter : 60
}

/** The code goes where its owner asked for it to go, once; it is no answer, and no consent to be written to. */
async function mailCode({ locals }: RequestEvent, campaign: Campaign, typed: Typed, { code }: Told): Promise<void> {
  const { house, t, language } = locals
  const address = addressOf({ channel: 'form', contact: { email: typed.email, phone: typed.phone } })
  const link = `${house.origin}/${campaign.slug}/receipt`
  await house.db.transact((tx) =>
    post(house, tx, {
      campaignId: campaign.id, channel: 'email', purpose: 'receipt', language, to: { address: typed.email },
      subject: t('talk.receiptSubject', { code }), text: t('talk.receiptText', { campaign: campaignIn(campaign, t.tag, t.language).name, code, link }),
      ...(address ? { authorId: authorIdOf(house, campaign.id, address) } : {}),
    }),
  )
}
