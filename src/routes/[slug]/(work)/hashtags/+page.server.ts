import { may } from '#person/index.ts'
import { hashtagsOf, lookAtHashtag, planOf, setHashtags } from '#plan/index.ts'
import { entered } from '../entered.ts'
import { planAct } from '../plan-act.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'plan.read')
  const tried = (url.searchParams.get('tag') ?? '').trim().slice(0, 200)
  const [hashtags, plan, findings] = await Promise.all([hashtagsOf(house.db, campaign.id), planOf(house.db, campaign.id), tried ? lookAtHashtag(house.db, campaign.id, tried) : null])
  return { hashtags, version: plan.version, now: house.clock.now(), tried: tried.replace(/^[#＃]+/, ''), findings, languages: campaign.languages, may: { edit: may(actor, campaign, 'plan.edit') } }
}

export const actions: Actions = {
  /** Adds one, or changes its language, its place, or takes it out. */
  set: (event) => planAct(event, 'plan.edit', async ({ house, actor, campaign, word, version }) => {
    const list = (await hashtagsOf(house.db, campaign.id)).map(({ tag, language }) => ({ tag, language }))
    const tag = word('tag').replace(/^[#＃]+/, '')
    const at = list.findIndex((one) => one.tag === tag)
    const language = word('language') || null
    const deed = word('deed')
    if (at === -1) list.push({ tag, language })
    else if (deed === 'drop') list.splice(at, 1)
    else if (deed === 'first') list.unshift(...list.splice(at, 1))
    else list[at] = { tag, language }
    await setHashtags(house, actor, campaign, { version, hashtags: list })
  }),
}
