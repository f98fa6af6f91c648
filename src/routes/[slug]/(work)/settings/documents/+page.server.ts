import { blocksOf, documentKinds, documentOf, draftAnew, holesIn, keepDocument, putOut } from '#privacy/index.ts'
import { isLanguage, languages } from '#ui/languages.ts'
import { act } from '../../act.ts'
import { entered } from '../../entered.ts'
import { keptFor, whichIn } from './which.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'privacy.manage')
  const which = whichIn(url.searchParams, campaign.languages.find(isLanguage) ?? languages[0])
  const document = await documentOf(house, campaign, which.kind, which.language, await keptFor(house, campaign.id))
  return { ...which, kinds: documentKinds, languages, document, blocks: blocksOf(document.text), holes: holesIn(document.text), out: `${house.origin}/${campaign.slug}/privacy` }
}

export const actions: Actions = {
  keep: (event) =>
    act(event, 'privacy.manage', async ({ house, actor, campaign, form }) => void (await keepDocument(house, actor, campaign, whichIn(form, languages[0]), String(form.get('text') ?? ''), await keptFor(house, campaign.id)))),
  anew: (event) =>
    act(event, 'privacy.manage', async ({ house, actor, campaign, form }) => void (await draftAnew(house, actor, campaign, whichIn(form, languages[0]), await keptFor(house, campaign.id)))),
  out: (event) => act(event, 'privacy.manage', async ({ house, actor, campaign, form }) => void (await putOut(house, actor, campaign, whichIn(form, languages[0]).language, true))),
  down: (event) => act(event, 'privacy.manage', async ({ house, actor, campaign, form }) => void (await putOut(house, actor, campaign, whichIn(form, languages[0]).language, false))),
}
