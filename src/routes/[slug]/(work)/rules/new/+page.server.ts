import { fail, redirect } from '@sveltejs/kit'
import { isRefusal } from '#core/index.ts'
import { holderOf, releaseClaim } from '#desk/index.ts'
import { may } from '#person/index.ts'
import { pseudonym } from '#post/index.ts'
import { makeRule, previewOf, targetOf, type Preview, type Wish } from '#rule/index.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../../entered.ts'
import type { Actions, PageServerLoad } from './$types'

/** The address is the wish: what would go is counted and shown before anything is done, also without a script. */
export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'rule.propose')
  const asked = Object.fromEntries(url.searchParams)
  const found = await previewOf(house, campaign.id, wishOf(asked)).catch((error: unknown) => {
    if (isRefusal(error)) return { wrong: refused(locals.t, error).text }
    throw error
  })
  return { asked, makes: may(actor, campaign, 'rule.make'), ban: asked['ban'] === 'yes', back: backOf(asked, params.slug), ...('wrong' in found ? { wrong: found.wrong, preview: undefined } : { wrong: undefined, preview: shown(found) }) }
}

function shown({ target, ...counts }: Preview) {
  const { kind, value, filter, authorId } = target
  return { ...counts, rule: { kind, value, filter, sender: authorId && pseudonym(authorId) } }
}

export const actions: Actions = {
  make: async ({ locals, params, request }) => {
    const form = Object.fromEntries([...(await request.formData())].map(([name, value]) => [name, String(value)]))
    let made: string
    try {
      const { house, actor, campaign } = await entered(locals, params.slug, 'rule.propose')
      const proposed = !may(actor, campaign, 'rule.make')
      await targetOf(house.db, campaign.id, wishOf(form))
      // What one holds oneself is meant too: it goes back first, so that it goes with the others.
      const holder = !proposed && form['statement'] ? await holderOf(house.db, campaign.id, form['statement']).catch(() => undefined) : undefined
      if (holder?.personId === actor.person.id) await releaseClaim(house, campaign.id, actor, form['statement']!)
      const days = Number(form['days']) || undefined
      made = (await makeRule(house, campaign.id, actor, { ...wishOf(form), ban: form['ban'] === 'yes' && !proposed, reason: form['reason'], days }, proposed)).id
    } catch (error) {
      const { status, text, code } = refused(locals.t, error)
      return fail(status, { text, code, typed: form })
    }
    redirect(303, `/${params.slug}/rules?${new URLSearchParams({ made, back: backOf(form, params.slug) })}`)
  },
}

function wishOf(asked: Record<string, string>): Wish {
  const word = (name: string) => asked[name]?.trim() || undefined
  return { kind: asked['kind'] ?? '', value: word('value'), post: word('post'), filter: { q: word('q'), language: word('language'), channel: word('channel') } }
}

/** Only ever back to the desk of this campaign. */
function backOf(asked: Record<string, string>, slug: string): string {
  const desk = `/${slug}/desk`
  const back = asked['back'] ?? ''
  return back === desk || back.startsWith(`${desk}?`) ? back : desk
}
