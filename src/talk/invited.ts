import type { House, Transactor } from '#core/index.ts'
import { campaignById, campaignIn, type Campaign } from '#campaign/index.ts'
import type { Invited, Link } from '#person/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import { canMail } from './accounts.ts'
import { afterUndo, dropQueued, postAll } from './outbox.ts'

/** Step `invited`: each link goes to whom it is meant for, in the language of the campaign, when mail is set up. Always for one place, so that its names are read once. */
export async function mailInvitations(house: House, t: Transactor, invited: Invited[]): Promise<void> {
  const letters = invited.filter((one) => one.link.email)
  const [first] = letters
  if (!first || !canMail(house)) return
  const campaign = await campaignFor(t, first.link)
  if (!campaign) return
  const language = campaign.languages.find(isLanguage) ?? 'en'
  const say = translate(language)
  const organisation = await t.row<{ name: string; host: string | null }>('select o.name, h.name as host from organisation o left join organisation h on h.id = o.guest_of where o.id = $1', [first.link.organisationId])
  const inviter = first.link.createdBy ? await t.row<{ name: string }>('select name from person where id = $1', [first.link.createdBy]) : undefined
  const place = first.link.campaignId ? campaignIn(campaign, language).name : (organisation?.name ?? '')
  const ids = await postAll(
    house, t,
    letters.map(({ link, url, many }) => ({
      campaignId: campaign.id, channel: 'email', purpose: 'invitation', language, to: { address: link.email!, ...(link.label ? { name: link.label } : {}) },
      subject: say('talk.inviteSubject', { place }),
      text: say(link.point ? 'talk.invitePointText' : 'talk.inviteText', {
        inviter: inviter?.name ?? organisation?.host ?? organisation?.name ?? '', place, role: say(`person.role.${link.role ?? 'volunteer'}`), date: say.date(link.expiresAt, 'moment'), link: url, partner: organisation?.name ?? '',
      }),
      ...(many ? { dueAt: afterUndo(house.clock.now()) } : {}),
    })),
  )
  letters.forEach((one, place) => (one.outgoingId = ids[place]!))
}

/** Step `uninvited`: what has not left does not leave. */
export async function unmailInvitations(t: Transactor, campaignId: string, outgoingIds: string[]): Promise<void> {
  await dropQueued(t, campaignId, outgoingIds)
}

/** An invitation for all campaigns of an organisation is kept with the first of them: an outbox belongs to a campaign. */
async function campaignFor(t: Transactor, { campaignId, organisationId }: Link): Promise<Campaign | undefined> {
  const first = campaignId ?? (await t.row<{ id: string }>('select id from campaign where organisation_id = $1 order by created_at, id limit 1', [organisationId]))?.id
  return first ? campaignById(t, first) : undefined
}
