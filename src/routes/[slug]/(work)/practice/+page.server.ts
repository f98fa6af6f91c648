import { fail, redirect } from '@sveltejs/kit'
import { answerLesson, beginAgain, lessons, needed, practiceFirst, practiceOf, setPracticeFirst, standingOf } from '#desk/index.ts'
import { may, waitsIn } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'practice.do')
  const [practice, first] = await Promise.all([practiceOf(house.db, campaign.id, actor.person.id), practiceFirst(house.db, campaign.id)])
  const { answers } = practice
  const asked = lessons.findIndex((lesson) => lesson.key === url.searchParams.get('lesson'))
  const open = lessons.findIndex((lesson) => answers[lesson.key] === undefined)
  const at = asked >= 0 ? asked : open
  const lesson = lessons[at]
  return {
    at, of: lessons.length, needed, first, ...standingOf(practice), passed: practice.passedAt !== null, mayManage: may(actor, campaign, 'person.manage'),
    waits: waitsIn(actor, campaign) ?? null,
    lesson: lesson && { key: lesson.key, choices: [...lesson.choices], ...(answers[lesson.key] ? { chosen: answers[lesson.key], right: lesson.right } : {}) },
  }
}

export const actions: Actions = {
  answer: async ({ locals, params, request }) => {
    const form = await request.formData()
    const lesson = String(form.get('lesson') ?? '')
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'practice.do')
      await answerLesson(house, actor, campaign, lesson, String(form.get('choice') ?? ''))
    } catch (reason) {
      const { status, code, text } = refused(locals.t, reason)
      return fail(status, { code, text })
    }
    // Back to the same one, with what there is to learn from it.
    redirect(303, `/${params.slug}/practice?lesson=${encodeURIComponent(lesson)}`)
  },
  again: async ({ locals, params }) => {
    const { house, actor, campaign } = await entered(locals, params.slug, 'practice.do')
    await beginAgain(house, actor, campaign)
    redirect(303, `/${params.slug}/practice`)
  },
  first: async ({ locals, params, request }) => {
    const form = await request.formData()
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'person.manage')
      await setPracticeFirst(house, actor, campaign, form.get('first') === 'yes')
      return { kept: true }
    } catch (reason) {
      const { status, code, text } = refused(locals.t, reason)
      return fail(status, { code, text })
    }
  },
}
