import type { Actor, House } from '#core/index.ts'
import { campaignIn, type Campaign } from '#campaign/index.ts'
import { invitationUrl, listInvitations, nameOfOrganisation } from '#person/index.ts'
import { qrOf, type QrCode } from '#sheet/index.ts'
import type { Translate } from '#ui/words.ts'

/** A link for a group, to print and to hang up. */
export interface Poster {
  /** What whoever made the link called it. */
  label: string | null
  organisation: string
  url: string
  qr: QrCode
  /** The first is the largest. */
  languages: PosterWords[]
}

export interface PosterWords {
  language: string
  dir: 'ltr' | 'rtl'
  head: string
  sentences: string[]
  until: string
}

/** The poster of an invitation in these languages; undefined where it is for one person, or does not invite any more. */
export async function posterOf(house: House, actor: Actor | undefined, campaign: Campaign, id: string, speakers: readonly Translate[]): Promise<Poster | undefined> {
  const link = (await listInvitations(house, actor, campaign)).find((one) => one.id === id)
  if (!link?.shows || link.email) return undefined
  const url = invitationUrl(house, link.id)
  const organisation = (await nameOfOrganisation(house.db, link.organisationId!)) ?? campaign.name
  return {
    label: link.label ?? null, organisation, url, qr: qrOf(url),
    languages: speakers.map((say) => ({
      language: say.tag, dir: say.dir, head: say('people.posterHead', { organisation }),
      sentences: [say('people.poster1', { campaign: campaignIn(campaign, say.tag, say.language).name }), say('people.poster2'), say(`people.poster3.${link.waitsFor ?? 'none'}`)],
      until: say('people.posterUntil', { date: say.date(link.expiresAt, 'date') }),
    })),
  }
}
