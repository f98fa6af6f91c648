import { error } from '@sveltejs/kit'
import { actionIn, idOfSecret, publicAction, turnById } from '#action/index.ts'
import { campaignBySlug } from '#campaign/index.ts'
import { bankOf, composed, oneTap, shareLink, variantsAt, type Network } from '#variant/index.ts'

/** Networks on which a post can be opened with one tap. */
export const publicNetworks = oneTap.filter((network) => network !== 'sms' && network !== 'email')

/** Somebody's turn by its secret, with the text that is theirs. */
export async function turnOf({ house, language }: App.Locals, params: Partial<Record<'slug' | 'key' | 'secret', string>>) {
  const campaign = await campaignBySlug(house.db, params.slug ?? '')
  const action = campaign && (await publicAction(house.db, campaign.id, params.key ?? ''))
  const id = action && idOfSecret(house, action.id, params.secret ?? '')
  const turn = id && campaign && (await turnById(house.db, campaign.id, id))
  if (!campaign || !action || !turn) error(404)
  const bank = action.bankId ? await bankOf(house.db, campaign.id, action.bankId) : undefined
  const variant = bank && (await variantsAt(house, campaign.id, bank)).find((one) => one.id === turn.variantId)
  if (!variant) error(410)
  const shared = { text: variant.text, link: variant.link }
  const says = actionIn(action, language)
  const opens = (network: Network) => (network === 'email' ? shareLink('email', { ...shared, to: [action.writeTo ?? ''], ...(says.subject ? { subject: says.subject } : {}) }) : shareLink(network, shared))
  return { campaign, action, turn, says, text: composed('email', shared), opens }
}
