import { fail, type RequestEvent } from '@sveltejs/kit'
import { isUuid, refuse, type Actor, type House } from '#core/index.ts'
import type { Campaign } from '#campaign/index.ts'
import { attach, detach, evidenceKinds, findOut, override, points, standings, verifications, type Subject } from '#incident/index.ts'
import { photoLimits } from '#post/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from './entered.ts'

interface Doing {
  house: House
  actor: Actor
  campaign: Campaign
  subject: Subject
  form: FormData
  typed: Record<string, string>
  version: number
}

type Event = RequestEvent<any>

/** The forms of a checklist, the same at the desk and on an incident's screen. */
export function checklistActions(kind: Subject['kind']) {
  return {
    find: (event: Event) => doing(event, kind, async ({ house, campaign, actor, subject, typed, version }) => {
      const [point, standing] = [oneOf(points, typed['point']), oneOf(standings, typed['standing'])]
      await findOut(house, campaign.id, actor, subject, { version, point, standing, sentence: typed['sentence'] ?? '' })
    }),
    attach: (event: Event) => doing(event, kind, async ({ house, campaign, actor, subject, form, typed, version }) => {
      const file = form.get('photo')
      const photo = file instanceof File && file.size > 0 && file.size <= photoLimits.bytes ? new Uint8Array(await file.arrayBuffer()) : undefined
      await attach(house, campaign.id, actor, subject, {
        version, point: oneOf(points, typed['point']), kind: oneOf(evidenceKinds, typed['kind']), text: typed['text'] ?? '',
        ...(statementIn(typed['statement']) ? { statement: statementIn(typed['statement'])! } : {}), ...(photo ? { photo } : {}), ...(typed['post'] ? { post: typed['post'] } : {}),
      })
    }),
    detach: (event: Event) => doing(event, kind, ({ house, campaign, actor, subject, typed, version }) => detach(house, campaign.id, actor, subject, typed['evidence'] ?? '', version)),
    override: (event: Event) => doing(event, kind, async ({ house, campaign, actor, subject, typed, version }) => {
      const verification = verifications.find((one) => one === typed['verification']) ?? null
      await override(house, campaign, actor, subject, { version, verification, reason: typed['reason'] ?? '' })
    }, 'override'),
  }
}

async function doing(event: Event, kind: Subject['kind'], work: (at: Doing) => Promise<unknown>, place?: string) {
  const form = await event.request.formData()
  const typed = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string')) as Record<string, string>
  const id = typed['about'] ?? ''
  try {
    const { house, actor, campaign } = await entered(event.locals, event.params['slug'], kind === 'statement' ? 'statement.work' : 'incident.edit')
    if (!isUuid(id)) throw refuse('not-found', 404, `There is no such ${kind}.`)
    await work({ house, actor, campaign, subject: { kind, id }, form, typed, version: Number(typed['version']) || 0 })
    return { checked: id }
  } catch (reason) {
    const { status, text, code } = refused(event.locals.t, reason)
    return fail(status, { check: { about: id, point: place ?? typed['point'] ?? '', typed, text, code } })
  }
}

function oneOf<T extends string>(all: readonly T[], value: string | undefined): T {
  const found = all.find((one) => one === value)
  if (!found) throw refuse('invalid', 400, `"${(value ?? '').slice(0, 40)}" is not one of ${all.join(', ')}.`)
  return found
}

/** An id, or the address of a statement at the desk as people copy it. */
function statementIn(typed: string | undefined): string | undefined {
  const text = typed?.trim() ?? ''
  const inAddress = URL.canParse(text) ? new URL(text).searchParams.get('open') : null
  return inAddress ?? (text || undefined)
}

