import { error } from '@sveltejs/kit'
import { campaignIn } from '#campaign/index.ts'
import { invitationUrl, listInvitations, nameOfOrganisation } from '#person/index.ts'
import { qrOf } from '#sheet/index.ts'
import { isLanguage, type Language } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import { entered } from '../../../../entered.ts'
import type { PageServerLoad } from './$types'

/** A link for a group as a page to print and hang up, in the languages of the campaign. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'person.invite')
  const link = (await listInvitations(house, actor, campaign)).find((one) => one.id === params.id)
  if (!link?.shows || link.email) error(404)
  const url = invitationUrl(house, link.id)
  const organisation = await nameOfOrganisation(house.db, link.organisationId!)
  const spoken = [...new Set(campaign.languages.map((one) => one.split('-')[0]).filter(isLanguage))]
  return {
    label: link.label, url, qr: qrOf(url),
    languages: (spoken.length > 0 ? spoken : (['en'] as Language[])).map((language) => {
      const say = translate(language, { zone: locals.t.zone })
      return {
        language, dir: say.dir, head: say('people.posterHead', { organisation }),
        sentences: [say('people.poster1', { campaign: campaignIn(campaign, language).name }), say('people.poster2'), say(`people.poster3.${link.waitsFor ?? 'none'}`)],
        until: say('people.posterUntil', { date: say.date(link.expiresAt, 'date') }),
      }
    }),
  }
}
