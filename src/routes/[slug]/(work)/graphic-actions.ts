import { fail, type RequestEvent } from '@sveltejs/kit'
import { isUuid, refuse, type Actor, type House } from '#core/index.ts'
import type { Campaign } from '#campaign/index.ts'
import { markGraphic, uncover } from '#graphic/index.ts'
import { changePhoto } from '#post/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from './entered.ts'

type Typed = Record<string, string>
type Event = RequestEvent<any>

/** What is done about what is hard to look at, and about photos; the same at the desk and on an incident's screen. */
export const graphicActions = {
  uncover: (event: Event) => doing(event, async ({ house, campaign, actor }, typed) => uncover(house, campaign.id, actor, idIn(typed['id']))),
  graphic: (event: Event) => doing(event, async ({ house, campaign, actor }, typed) => markGraphic(house, campaign.id, actor, idIn(typed['id']), typed['graphic'] === 'yes')),
  photo: (event: Event) => doing(event, async ({ house, campaign, actor }, typed) =>
    changePhoto(house, campaign.id, actor, idIn(typed['photo']), {
      alt: typed['alt'] ?? '', language: event.locals.language, shown: typed['shown'] === 'yes', graphic: typed['graphic'] === 'yes',
    })),
}

async function doing(event: Event, work: (at: { house: House; actor: Actor; campaign: Campaign }, typed: Typed) => Promise<void>) {
  const form = await event.request.formData()
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) as Typed
  try {
    await work(await entered(event.locals, event.params['slug'], 'statement.work'), typed)
    return { looked: typed['id'] ?? typed['photo'] }
  } catch (reason) {
    const { status, text } = refused(event.locals.t, reason)
    return fail(status, { look: { photo: typed['photo'], typed, text } })
  }
}

function idIn(typed: string | undefined): string {
  if (!isUuid(typed ?? '')) throw refuse('not-found', 404, 'There is no such thing.')
  return typed!
}
