import { json, redirect } from '@sveltejs/kit'
import { readScreen } from '#welcome/index.ts'
import { entered } from '../../entered.ts'
import type { RequestHandler } from './$types'

/** Somebody has read what a screen is for: by a form where no script runs, else by the page when it is opened. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const { house, actor, campaign } = await entered(locals, params.slug, 'campaign.read')
  const form = await request.formData().catch(() => undefined)
  const screen = form?.get('screen')
  if (typeof screen === 'string') await readScreen(house, actor, screen)
  if (form?.get('back') !== 'yes') return json({})
  // Back to the page it stood on; only a path of ours is followed.
  const from = request.headers.get('referer')
  const back = from && new URL(from).origin === house.origin ? new URL(from) : undefined
  redirect(303, back ? back.pathname + back.search : `/${campaign.slug}/desk`)
}
