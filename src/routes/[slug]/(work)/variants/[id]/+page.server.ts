import { error, fail, type RequestEvent } from '@sveltejs/kit'
import { isUuid } from '#core/index.ts'
import { may } from '#person/index.ts'
import { embargoedIn, embargoOf } from '#plan/index.ts'
import { addVariants, changeBank, changeVariant, composed, lengthOn, networkRules, networks, noBank, oneTap, shareLink, wholeBank, type Variant } from '#variant/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'campaign.read')
  if (!isUuid(params.id)) error(404)
  const bank = await wholeBank(house.db, campaign.id, params.id).catch((reason: unknown) => error(refused(locals.t, reason).status as 404))
  const embargoes = await embargoOf(house.db, campaign)
  return {
    bank: { ...bank, variants: bank.variants.map((one) => ({ ...one, on: lengths(one), unsaid: embargoedIn(one.text, embargoes) })) },
    /** Beside the campaign's languages those in which there are texts. */
    languages: [...new Set([...campaign.languages, ...bank.variants.map((one) => one.language)])],
    names: Object.fromEntries(networks.map((network) => [network, networkRules[network].name])), oneTap,
    edits: may(actor, campaign, 'variant.edit'),
  }
}

/** Where a text can be posted with one tap: how long it is there, and the address that opens it. */
function lengths(variant: Variant) {
  return (variant.networks.length > 0 ? variant.networks : oneTap).map((network) => ({
    network, name: networkRules[network].name, ...lengthOn(network, composed(network, variant)), share: shareLink(network, variant) ?? null,
  }))
}

export const actions: Actions = {
  bank: (event) =>
    act(event, 'bank', async ({ form, house, actor, campaign, id }) => {
      await changeBank(house, actor, campaign, id, { version: Number(form.get('version')), name: String(form.get('name') ?? ''), hashtags: tagsIn(form) })
    }),
  add: (event) =>
    act(event, 'add', async ({ form, house, actor, campaign, id }) => {
      const texts = String(form.get('text') ?? '').split(/\r?\n[ \t]*\r?\n/).map((text) => text.trim()).filter(Boolean)
      const rest = wordsIn(form)
      const added = await addVariants(house, actor, campaign, id, (texts.length > 0 ? texts : ['']).map((text) => ({ ...rest, text })))
      return { added: added.length }
    }),
  change: (event) =>
    act(event, (form) => String(form.get('variant') ?? ''), async ({ form, house, actor, campaign, id }) => {
      await changeVariant(house, actor, campaign, id, variantIn(form), { version: Number(form.get('version')), text: String(form.get('text') ?? ''), ...wordsIn(form) })
    }),
  out: (event) =>
    act(event, (form) => String(form.get('variant') ?? ''), async ({ form, house, actor, campaign, id }) => {
      await changeVariant(house, actor, campaign, id, variantIn(form), { version: Number(form.get('version')), out: form.get('out') === 'yes' })
    }),
}

type Held = Awaited<ReturnType<typeof entered>> & { form: FormData; id: string }

interface Said {
  at: string
  added?: number
  text?: string
  typed?: Record<string, string>
}

async function act({ locals, params, request }: RequestEvent, where: string | ((form: FormData) => string), work: (held: Held) => Promise<Partial<Said> | void>) {
  const form = await request.formData()
  const at = typeof where === 'string' ? where : where(form)
  try {
    const held = await entered(locals, params['slug']!, 'variant.edit')
    const id = params['id']!
    if (!isUuid(id)) throw noBank()
    return { at, ...(await work({ ...held, form, id })) } as Said
  } catch (reason) {
    const { status, text } = refused(locals.t, reason)
    return fail(status, { at, text, typed: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) } as Said)
  }
}

function wordsIn(form: FormData) {
  return { language: String(form.get('language') ?? ''), networks: form.getAll('network').map(String), link: String(form.get('link') ?? '').trim() || null }
}

function variantIn(form: FormData): string {
  const id = String(form.get('variant') ?? '')
  return isUuid(id) ? id : '00000000-0000-0000-0000-000000000000'
}

const tagsIn = (form: FormData) => String(form.get('hashtags') ?? '').split(/[\s,،]+/).filter(Boolean)
