import { fail, redirect } from '@sveltejs/kit'
import { campaignIn, campaignsOf, insertCampaign } from '#campaign/index.ts'
import { allowInOrganisation } from '#person/index.ts'
import { refused } from '#ui/refused.ts'
import type { Actions, PageServerLoad } from './$types'

/** Who is signed in chooses a campaign or makes one; to everybody else this is the door. */
export const load: PageServerLoad = async ({ locals }) => {
  const { house, actor, language } = locals
  if (!actor) redirect(303, '/sign-in')
  const campaigns = await campaignsOf(house.db, actor)
  return {
    me: actor.person.name,
    campaigns: campaigns.map((campaign) => ({ slug: campaign.slug, ...campaignIn(campaign, language) })),
    mayAdd: actor.roles.some((role) => role.role === 'owner' && role.campaignId === undefined),
  }
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { house, actor, t, language } = locals
    const form = await request.formData()
    const typed = { name: String(form.get('name') ?? ''), slug: String(form.get('slug') ?? ''), question: String(form.get('question') ?? '') }
    try {
      const organisationId = actor?.roles.find((role) => role.role === 'owner' && role.campaignId === undefined)?.organisationId ?? ''
      allowInOrganisation(actor, organisationId, 'campaign.add')
      await house.db.transact((tx) => insertCampaign(tx, organisationId, { ...typed, languages: [language], areas: 'starting' }, house.clock.now(), actor.person.id))
    } catch (reason) {
      const { status, code, text } = refused(t, reason)
      return fail(status, { ...typed, code, text })
    }
    redirect(303, `/${typed.slug}/desk`)
  },
}
