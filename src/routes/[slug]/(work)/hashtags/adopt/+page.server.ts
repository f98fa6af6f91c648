import { redirect } from '@sveltejs/kit'
import { uploadsOf } from '#intake/index.ts'
import { may } from '#person/index.ts'
import { adoptHashtag, bringSaid, hashtagsOf, lookAtHashtag, planOf, saidUnder } from '#plan/index.ts'
import { ownAccounts } from '#talk/index.ts'
import { entered } from '../../entered.ts'
import { planAct } from '../../plan-act.ts'
import type { Actions, PageServerLoad } from './$types'

/** Three steps: look the tag through, make it ours, bring in what it said so far. Where one is follows from what is done already. */
export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'plan.edit')
  const tag = (url.searchParams.get('tag') ?? '').trim().replace(/^[#＃]+/, '').slice(0, 100)
  const [hashtags, plan] = await Promise.all([hashtagsOf(house.db, campaign.id), planOf(house.db, campaign.id)])
  const servers = may(actor, campaign, 'import') ? (await ownAccounts(house.db, campaign.id)).filter((one) => one.channel === 'mastodon' && one.state === 'connected').map(({ id, server }) => ({ id, host: new URL(server).host })) : []
  const ours = hashtags.find((one) => one.tag.toLowerCase() === tag.toLowerCase())
  return {
    servers, tag, languages: campaign.languages, zone: plan.zone, now: house.clock.now(), adopted: ours?.adoptedAt ?? null,
    findings: tag ? (await lookAtHashtag(house.db, campaign.id, tag)).filter((one) => one.code !== 'twice') : null,
    said: tag ? await saidUnder(house.db, campaign.id, tag) : null,
    imports: ours?.adoptedAt ? (await uploadsOf(house.db, campaign.id)).filter((one) => one.createdAt >= ours.adoptedAt!).map(({ id, name, state, accepted, known }) => ({ id, name, state, accepted, known })) : [],
  }
}

export const actions: Actions = {
  adopt: (event) => planAct(event, 'plan.edit', async ({ house, actor, campaign, word }) => {
    await adoptHashtag(house, actor, campaign, { tag: word('tag'), language: word('language') || null })
    redirect(303, `/${event.params.slug}/hashtags/adopt?tag=${encodeURIComponent(word('tag').replace(/^[#＃]+/, ''))}`)
  }),
  bring: (event) => planAct(event, 'import', async ({ house, actor, campaign, word }) => {
    const { name, accepted, known } = await bringSaid(house, actor, campaign, { tag: word('tag'), account: word('account') })
    return { brought: { name, accepted, known } }
  }),
}
