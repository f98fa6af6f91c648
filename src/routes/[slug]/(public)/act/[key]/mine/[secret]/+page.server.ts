import { error, fail, type RequestEvent } from '@sveltejs/kit'
import { actionIn, confirmSignature, idOfSecret, ownSignature, publicAction, takeBack } from '#action/index.ts'
import { campaignBySlug } from '#campaign/index.ts'
import { refused } from '#ui/refused.ts'
import { passOnWays } from '../../pass-on.ts'
import type { Actions, PageServerLoad } from './$types'

// Opening the page changes nothing: programs that look through mail open every link in it.
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  const { action, campaign, id } = await called(locals, params)
  setHeaders({ 'cache-control': 'private, no-store' })
  const says = actionIn(action, locals.language)
  return { says, passOn: passOnWays(locals, campaign, action, says.title), own: await ownSignature(locals.house.db, campaign.id, id), open: action.state === 'open' }
}

export const actions: Actions = {
  confirm: (event) => doing(event, ({ action, campaign, id }) => confirmSignature(event.locals.house, campaign.id, action, id)),
  back: (event) => doing(event, ({ campaign, id }) => takeBack(event.locals.house, campaign.id, id)),
}

async function called({ house }: App.Locals, params: Partial<Record<'slug' | 'key' | 'secret', string>>) {
  const campaign = await campaignBySlug(house.db, params.slug ?? '')
  const action = campaign && (await publicAction(house.db, campaign.id, params.key ?? ''))
  const id = action && idOfSecret(house, action.id, params.secret ?? '')
  if (!campaign || !action || !id) error(404)
  return { campaign, action, id }
}

async function doing({ locals, params }: RequestEvent, work: (found: Awaited<ReturnType<typeof called>>) => Promise<void>) {
  try {
    await work(await called(locals, params))
    return { done: true }
  } catch (reason) {
    const { status, text } = refused(locals.t, reason)
    return fail(status, { text })
  }
}
