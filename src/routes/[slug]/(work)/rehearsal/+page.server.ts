import { nameIn, campaignById } from '#campaign/index.ts'
import { refuse } from '#core/index.ts'
import { beginRehearsal, endRehearsal, mostHours, mostPosts, mostSpeed, rehearsalsOf, reportOf, steerRehearsal, type Rehearsal, type Report } from '#rehearsal/index.ts'
import { act } from '../act.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'rehearsal.run')
  const all = await rehearsalsOf(house.db, campaign.id)
  const open = all.find((one) => one.state !== 'wiped')
  const copy = open && !open.report ? await campaignById(house.db, open.copyId) : undefined
  return {
    limits: { posts: mostPosts, speed: mostSpeed, hours: mostHours },
    open: open && { ...told(open), sofar: open.report ? shown(open.report) : copy && open.state !== 'preparing' ? shown(await reportOf(house, copy, open)) : undefined },
    reports: all.filter((one) => one.state === 'wiped').map((one) => ({ ...told(one), report: one.report ? shown(one.report) : undefined })),
    now: house.clock.now(),
  }

  function shown(report: Report) {
    return { ...report, areas: report.areas.map(({ names, ...area }) => ({ ...area, name: nameIn(names, locals.language) })) }
  }
}

function told({ id, copySlug, source, day, speed, state, posts, played, begunAt, problem }: Rehearsal) {
  return { id, copySlug, source, day, speed, state, posts, played, begunAt, problem }
}

export const actions: Actions = {
  begin: (event) =>
    act(event, 'rehearsal.run', async ({ house, actor, campaign, word }) => {
      const source = word('source')
      if (source !== 'example' && source !== 'day') throw refuse('rehearsal-source', 422, 'Choose what is to be played.')
      await beginRehearsal(house, actor, campaign, { source, day: word('day') || undefined, posts: word('posts') ? Number(word('posts')) : undefined, speed: Number(word('speed')) })
    }),
  pause: (event) => act(event, 'rehearsal.run', ({ house, actor, campaign, word }) => steerRehearsal(house, actor, campaign, word('id'), { paused: true })),
  goOn: (event) => act(event, 'rehearsal.run', ({ house, actor, campaign, word }) => steerRehearsal(house, actor, campaign, word('id'), { paused: false })),
  speed: (event) => act(event, 'rehearsal.run', ({ house, actor, campaign, word }) => steerRehearsal(house, actor, campaign, word('id'), { speed: Number(word('speed')) })),
  end: (event) => act(event, 'rehearsal.run', ({ house, actor, campaign, word }) => endRehearsal(house, actor, campaign, word('id'))),
}
