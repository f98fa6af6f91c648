import { error, fail, type RequestEvent } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { addToReceipt, changeReceiptConsent, choosePlace, receiptOf, withdrawReceipt, type Receipt } from '#intake/index.ts'
import { refuse } from '#core/index.ts'
import { limit, networkOf } from '#person/index.ts'
import { answerByReceipt, askedOfPosts, mailedAnswers } from '#talk/index.ts'
import { refused } from '#ui/refused.ts'
import { placeChoice, shownWhich } from '../which-place.ts'
import { becameOf } from './became.ts'
import type { Actions, PageServerLoad } from './$types'

/** A code has 50 bits: guessing would take longer than the campaign, and this keeps it from being tried. */
const tries = { max: 60, seconds: 600 }

export const load: PageServerLoad = async ({ setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' })
}

// The code comes in the body each time and never stands in an address: addresses are kept in histories and logs.
export const actions: Actions = {
  look: (event) => withCode(event),
  add: (event) =>
    withCode(event, async ({ house, campaign, code, form, t }) => {
      const text = String(form.get('text') ?? '').slice(0, 10_000)
      if ((text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 3) return { textError: t('tell.missingText'), text }
      await addToReceipt(house, campaign, code, text)
      return { done: t('tell.added') }
    }),
  answer: (event) =>
    withCode(event, async ({ house, campaign, code, form, t }) => {
      const question = String(form.get('question') ?? '').slice(0, 50)
      const { posts } = await receiptOf(house, campaign, code)
      const asked = await askedOfPosts(house, campaign, posts.map((post) => post.id))
      if (!asked.some((one) => one.id === question)) throw refuse('unknown-question', 404, 'There is no such question.')
      await answerByReceipt(house, campaign, code, question, String(form.get('text') ?? ''))
      return { done: t('talk.answerThanks') }
    }),
  place: (event) =>
    withCode(event, async ({ house, campaign, code, form, t }) => {
      await choosePlace(house, campaign, (await receiptOf(house, campaign, code)).posts[0]!.id, placeChoice(form))
      return { done: t('tell.whichKept') }
    }),
  consent: (event) =>
    withCode(event, async ({ house, campaign, code, beside, form, t }) => {
      const yes = (name: string) => form.get(name) === 'yes'
      await changeReceiptConsent(house, campaign, code, { quote: yes('quote'), name: yes('nameShown'), passOn: yes('passOn'), write: yes('write') }, yes('photoShown'), await beside())
      return { done: t('tell.changed') }
    }),
  withdraw: (event) =>
    withCode(event, async ({ house, campaign, code, beside, t }) => {
      await withdrawReceipt(house, campaign, code, await beside())
      return { done: t('tell.withdrawn') }
    }),
}

interface Said {
  done?: string
  textError?: string
  text?: string
  failed?: string
}

interface Held {
  house: App.Locals['house']
  campaign: NonNullable<Awaited<ReturnType<typeof campaignBySlug>>>
  code: string
  /** What they answered by mail. */
  beside: () => Promise<string[]>
  form: FormData
  t: App.Locals['t']
}

/** What we asked its author. A question counts as answered with the first thing they add to it, before that is folded. */
async function questionsOf(house: Held['house'], campaign: Held['campaign'], { posts, withdrawnAt }: Receipt) {
  if (withdrawnAt) return []
  const asked = await askedOfPosts(house, campaign, posts.map((post) => post.id))
  return asked.map((one) => ({ ...one, answered: one.state === 'answered' || posts.some((post) => post.arrivedAt > one.askedAt) }))
}

/** Does something with the receipt of a code, then shows it as it is now. */
async function withCode({ locals, params, request, getClientAddress }: RequestEvent, work: (held: Held) => Promise<Said> = async () => ({})) {
  const { house, t } = locals
  const campaign = (await campaignBySlug(house.db, params['slug'] ?? '')) ?? error(404)
  const form = await request.formData()
  const code = String(form.get('code') ?? '').slice(0, 100)
  let said: Said = {}
  try {
    await limit(house, 'receipt', networkOf(getClientAddress()), tries)
    const receipt = await receiptOf(house, campaign, code)
    const beside = () => mailedAnswers(house, campaign, receipt.posts.map((post) => post.id))
    said = await work({ house, campaign, code: receipt.code, beside, form, t }).catch((reason: unknown) => ({ failed: refused(t, reason).text, text: String(form.get('text') ?? '') }))
    const now = await receiptOf(house, campaign, receipt.code)
    return { ...said, receipt: now, became: await becameOf(house, campaign, now, t), asked: await questionsOf(house, campaign, now), which: now.withdrawnAt ? null : await shownWhich(house, campaign, now.posts[0]!.id, t) }
  } catch (reason) {
    const { status, code: why, text } = refused(t, reason)
    return fail(status, { ...said, code, wrong: why === 'unknown-code' ? t('tell.unknownCode') : text })
  }
}
