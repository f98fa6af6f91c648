import { error, fail, type RequestEvent } from '@sveltejs/kit'
import { campaignBySlug, type Campaign } from '#campaign/index.ts'
import { refuse } from '#core/index.ts'
import { limit, networkOf } from '#person/index.ts'
import {
  addRequest, addWords, correctContact, dueDays, eraseOwner, factsOf, holdingsOf, linkMinutes, openLink, ownerOf, readAddress, requestKinds, sayConsent, sendLink, takeBackOwn, waysToSend, type Holdings, type Owner,
} from '#privacy/index.ts'
import { refused } from '#ui/refused.ts'
import { becameOf } from '../receipt/became.ts'
import type { Actions, PageServerLoad } from './$types'

/** Codes and keys cannot be guessed; this keeps them from being tried. */
const tries = { max: 60, seconds: 600 }
/** Of one connection, which may be that of a whole house. */
const mails = { max: 10, seconds: 3_600 }
const requests = { max: 10, seconds: 86_400 }
/** More than anybody reads on one page; the file has all. */
const mostShown = 50

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' })
  return { ways: waysToSend(locals.house), kinds: requestKinds, dueDays, linkMinutes: linkMinutes.mail }
}

// Codes and keys come in the body each time and never stand in an address: addresses are kept in histories and logs.
export const actions: Actions = {
  open: (event) => withOwner(event),
  /** The button of a link that came by mail or was passed on: uses it up. */
  link: (event) => withOwner(event, undefined, ({ house, campaign, form }) => openLink(house, campaign.id, String(form.get('secret') ?? ''))),
  email: (event) => sent(event, 'email'),
  phone: (event) => sent(event, 'phone'),
  ask: (event) =>
    openly(event, 'ask', requests, async ({ house, campaign, form, t }) => {
      const word = (name: string) => String(form.get(name) ?? '')
      await addRequest(house, campaign, { kind: word('kind'), contact: word('contact'), text: word('text'), language: event.locals.language })
      return { at: 'ask', done: t('privacy.asked', { date: t.date(new Date(house.clock.now().getTime() + dueDays * 86_400_000), 'date') }) }
    }),
  add: (event) =>
    withOwner(event, async ({ house, campaign, owner, form, t }) => {
      const word = (name: string) => String(form.get(name) ?? '').trim()
      const place = word('place')
      const text = [word('text'), place && t('privacy.placeIs', { place })].filter(Boolean).join('\n')
      await addWords(house, campaign, owner, word('post'), { text, place })
      return { done: t('privacy.added') }
    }),
  consent: (event) =>
    withOwner(event, async ({ house, campaign, owner, form, t }) => {
      const yes = (name: string) => form.get(name) === 'yes'
      const said = { quote: yes('quote'), name: yes('nameShown'), passOn: yes('passOn'), write: yes('write') }
      await sayConsent(house, campaign, owner, String(form.get('post') ?? ''), said, yes('photoShown'))
      return { done: t('privacy.consentKept') }
    }),
  contact: (event) =>
    withOwner(event, async ({ house, campaign, owner, form, t }) => {
      const word = (name: string) => String(form.get(name) ?? '').trim().slice(0, 300)
      const contact = { ...given('email', word('email')), ...given('phone', word('phone')), ...given('handle', word('handle')) }
      await correctContact(house, campaign, owner, contact, word('name'))
      return { done: t('privacy.contactKept') }
    }),
  withdraw: (event) =>
    withOwner(event, async ({ house, campaign, owner, form, t }) => {
      await takeBackOwn(house, campaign, owner, String(form.get('post') ?? ''))
      return { done: t('privacy.takenBack') }
    }),
  erase: (event) =>
    withOwner(event, async ({ house, campaign, owner, form, t }) => {
      if (form.get('sure') !== 'yes') throw refuse('tick-first', 422, t('privacy.eraseTick'))
      await eraseOwner(house, campaign, owner)
      return { erased: t('privacy.erased') }
    }),
}

function sent(event: RequestEvent, kind: 'email' | 'phone') {
  return openly(event, kind, mails, async ({ house, campaign, form, t }) => {
    await sendLink(house, campaign, { kind, value: String(form.get(kind) ?? '') }, event.locals.language)
    return { at: kind, done: t('privacy.linkSent') }
  })
}

function given(kind: 'email' | 'phone' | 'handle', value: string) {
  if (!value) return {}
  return { [kind]: kind === 'handle' ? value : readAddress({ kind, value }).value }
}

interface Said {
  done?: string
  failed?: string
  erased?: string
}

interface Held {
  house: App.Locals['house']
  campaign: Campaign
  form: FormData
  t: App.Locals['t']
}

async function begun({ locals, params, request }: RequestEvent): Promise<Held> {
  const campaign = (await campaignBySlug(locals.house.db, params['slug'] ?? '')) ?? error(404)
  return { house: locals.house, campaign, form: await request.formData(), t: locals.t }
}

/** For everybody: what is answered tells nothing of what is held. */
async function openly(event: RequestEvent, at: string, most: { max: number; seconds: number }, work: (held: Held) => Promise<{ at: string; done: string }>) {
  const held = await begun(event)
  try {
    await limit(held.house, `privacy ${at}`, `${held.campaign.id} ${networkOf(event.getClientAddress())}`, most)
    return await work(held)
  } catch (reason) {
    const { status, text } = refused(held.t, reason)
    return fail(status, { at, wrong: text, typed: Object.fromEntries([...held.form].map(([name, value]) => [name, String(value).slice(0, 5_000)])) })
  }
}

/** For whoever proves that it is theirs; then shows all of it as it is now. */
async function withOwner(
  event: RequestEvent, work: (held: Held & { owner: Owner }) => Promise<Said> = async () => ({}), proofIn: (held: Held) => Promise<string> = async ({ form }) => String(form.get('proof') ?? '').slice(0, 100),
) {
  const held = await begun(event)
  const { house, campaign, t } = held
  let proof = ''
  try {
    await limit(house, 'receipt', networkOf(event.getClientAddress()), tries)
    proof = await proofIn(held)
    const owner = await ownerOf(house, campaign, proof)
    const said = await work({ ...held, owner }).catch((reason: unknown): Said => ({ failed: refused(t, reason).text }))
    if (said.erased) return { erased: said.erased }
    return { ...said, ...(await shownOf(held, proof)) }
  } catch (reason) {
    const { status, code, text } = refused(t, reason)
    return fail(status, { at: 'open', wrong: code === 'unknown-code' ? t('tell.unknownCode') : text, typed: code === 'unknown-code' ? { proof } : {} })
  }
}

async function shownOf({ house, campaign, t }: Held, proof: string) {
  const owner = await ownerOf(house, campaign, proof)
  const holdings: Holdings = await holdingsOf(house, campaign, owner)
  const posts = await Promise.all(
    holdings.posts.slice(-mostShown).reverse().map(async (post) => ({
      id: post.id, text: post.text, language: post.language, withdrawnAt: post.withdrawnAt, consent: post.consent, hasPhoto: post.photo !== null, photoShown: post.photo?.allowed ?? false,
      came: t('privacy.cameOn', { channel: t(`post.channel.${post.channel as 'form'}`), moment: t.date(post.arrivedAt, 'moment') }),
      facts: factsOf(t, post), became: await becameOf(house, campaign, { withdrawnAt: post.withdrawnAt, statementId: post.statementId, posts: [{ id: post.id }] }, t),
    })),
  )
  const last = holdings.posts.at(-1)
  return {
    proof, count: holdings.posts.length, posts,
    under: 'code' in owner.by ? t('privacy.underCode', { code: owner.by.code }) : t('privacy.under', { address: owner.by.address.value }), byCode: 'code' in owner.by,
    contact: { email: last?.contact?.email, phone: last?.contact?.phone, handle: last?.contact?.handle, name: last?.byline?.name },
    signatures: holdings.signatures.map((one) => ({ id: one.id, text: one.actionKey, date: t('privacy.signedOn', { date: t.date(one.signedAt, 'date') }) })),
    pledges: holdings.pledges.map((one) => ({ id: one.id, text: one.burst, date: t('privacy.pledgedOn', { date: t.date(one.pledgedAt, 'date') }) })),
  }
}
