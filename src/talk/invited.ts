import type { House, Transactor } from '#core/index.ts'
import { campaignById, campaignIn, type Campaign } from '#campaign/index.ts'
import type { Link } from '#person/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import { canMail } from './accounts.ts'
import { post } from './outbox.ts'

/** Step `invited`: the link goes to whom it is meant for, in the language of the campaign, when mail is set up. */
export async function mailInvitation(house: House, t: Transactor, invitation: Link, url: string): Promise<void> {
  if (!invitation.email || !canMail(house)) return
  const campaign = await campaignFor(t, invitation)
  if (!campaign) return
  const language = campaign.languages.find(isLanguage) ?? 'en'
  const say = translate(language)
  const organisation = await t.row<{ name: string }>('select name from organisation where id = $1', [invitation.organisationId])
  const inviter = invitation.createdBy ? await t.row<{ name: string }>('select name from person where id = $1', [invitation.createdBy]) : undefined
  const place = invitation.campaignId ? campaignIn(campaign, language).name : (organisation?.name ?? '')
  await post(house, t, {
    campaignId: campaign.id, channel: 'email', purpose: 'invitation', language, to: { address: invitation.email },
    subject: say('talk.inviteSubject', { place }),
    text: say('talk.inviteText', {
      inviter: inviter?.name ?? organisation?.name ?? '', place, role: say(`person.role.${invitation.role ?? 'volunteer'}`), date: say.date(invitation.expiresAt, 'moment'), link: url,
    }),
  })
}

/** An invitation for all campaigns of an organisation is kept with the first of them: an outbox belongs to a campaign. */
async function campaignFor(t: Transactor, { campaignId, organisationId }: Link): Promise<Campaign | undefined> {
  const first = campaignId ?? (await t.row<{ id: string }>('select id from campaign where organisation_id = $1 order by created_at, id limit 1', [organisationId]))?.id
  return first ? campaignById(t, first) : undefined
}
