import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { isUuid } from '#core/index.ts'
import { announceToAll, drain, noStatement, pauseDesk, putBackForAll, reassign, resumeDesk, takeDownAnnouncement, undoSteering } from '#desk/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'

type Event = RequestEvent<{ slug: string }>
type Held = Awaited<ReturnType<typeof entered>> & { form: FormData }

/** What a coordinator does, from the room and from the page of one person; each is one button and works without a script. */
export const steering = {
  drain: (event: Event) => doing(event, ({ house, actor, campaign, form }) => drain(house, actor, campaign, text(form, 'person'), text(form, 'to') || undefined)),
  reassign: (event: Event) =>
    doing(event, async ({ house, actor, campaign, form }) => {
      const id = text(form, 'id')
      if (!isUuid(id)) throw noStatement()
      const to = text(form, 'to')
      return to ? reassign(house, actor, campaign, id, to) : putBackForAll(house, actor, campaign, id)
    }),
  pause: (event: Event) => doing(event, ({ house, actor, campaign, form }) => pauseDesk(house, actor, campaign, text(form, 'reason'))),
  resume: (event: Event) => doing(event, ({ house, actor, campaign }) => resumeDesk(house, actor, campaign)),
  announce: (event: Event) => doing(event, ({ house, actor, campaign, form }) => announceToAll(house, actor, campaign, text(form, 'text'))),
  takeDown: (event: Event) => doing(event, ({ house, actor, campaign, form }) => takeDownAnnouncement(house, actor, campaign, text(form, 'id'))),
  undo: (event: Event) => doing(event, ({ house, actor, campaign, form }) => undoSteering(house, actor, campaign, text(form, 'id'))),
}

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim().slice(0, 2_000)

async function doing(event: Event, work: (held: Held) => Promise<unknown>) {
  const form = await event.request.formData()
  try {
    const held = await entered(event.locals, event.params.slug, 'desk.steer')
    await work({ ...held, form })
  } catch (error) {
    const { status, code, text: said } = refused(event.locals.t, error)
    return fail(status, { code, text: said, typed: { text: text(form, 'text'), reason: text(form, 'reason') } })
  }
  redirect(303, event.url.pathname + event.url.search.replace(/^\?\/[a-zA-Z]+&?/, '?').replace(/^\?$/, ''))
}
