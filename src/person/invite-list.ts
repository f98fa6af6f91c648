import { refuse, type Actor, type CampaignRef, type House, type Role, type Transactor } from '#core/index.ts'
import { allowInvite, makeInvitations } from './invite.ts'
import type { LeftLine, ListedPerson, PeopleRead } from './read-people.ts'

export interface ListWish {
  role: Role
  hours?: number | undefined
  /** Id of the partner whose people they are. */
  partner?: string | undefined
  /** Links also for those of whom only a name is known: they are passed on by hand. */
  named?: boolean | undefined
}

export interface InvitedPerson {
  id: string
  name: string
  email: string | null
  link: string
}

/**
 * Invites everybody on a list, each with a link of their own. A list that is given again invites nobody twice: who is here, or has an
 * invitation that still opens, is told instead.
 */
export async function inviteListed(house: House, actor: Actor | undefined, campaign: CampaignRef, list: PeopleRead, wish: ListWish): Promise<{ made: InvitedPerson[]; left: LeftLine[]; batch: string | undefined }> {
  return house.db.transact(async (t) => {
    const organisationId = await allowInvite(t, actor, campaign, { role: wish.role, partner: wish.partner, cap: 1 })
    if (list.people.length === 0 && list.left.length === 0) throw refuse('list-empty', 422, 'There is nobody in this list.', { mend: 'Paste names and addresses, one person a line.' })
    // Who presses twice comes one after the other.
    await t.row('select 1 from organisation where id = $1 for update', [organisationId])
    const known = await knownOf(t, house.clock.now(), campaign, organisationId, list.people)
    const left = [...list.left]
    const wanted = list.people.filter((one) => {
      const reason = one.email === undefined && !wish.named ? 'no-address' : known.get(keyOf(one))
      if (reason) left.push({ line: one.line, text: one.text, reason })
      return !reason
    })
    const made = await makeInvitations(
      house, t, actor!, campaign, { organisationId, hours: wish.hours ?? 7 * 24, many: true },
      wanted.map((one) => ({ role: wish.role, email: one.email ?? null, usesLeft: 1, point: false, waitsFor: null, label: one.name || null })),
    )
    return {
      made: made.map(({ link, url }) => ({ id: link.id, name: link.label ?? '', email: link.email, link: url })),
      left: left.sort((a, b) => a.line - b.line), batch: made[0]?.link.batch ?? undefined,
    }
  })
}

/** Who of a list is here already, or has an invitation that still opens: by address, without one by name. */
async function knownOf(t: Transactor, at: Date, campaign: CampaignRef, organisationId: string, people: ListedPerson[]): Promise<Map<string, 'here' | 'invited'>> {
  const emails = people.flatMap((one) => one.email ?? [])
  const names = people.filter((one) => !one.email).map((one) => one.name)
  const invited = await t.rows<{ email: string | null; name: string | null }>(
    `select email, label as name from link where kind = 'invitation' and organisation_id = $1 and campaign_id = $2 and uses_left > 0 and expires_at > $3
       and (email = any($4) or (email is null and label = any($5)))`, [organisationId, campaign.id, at, emails, names])
  const here = await t.rows<{ email: string }>(
    `select distinct p.email from person p join role r on r.person_id = p.id
     where p.email = any($3) and (r.campaign_id = $1 or (r.campaign_id is null and r.organisation_id = $2))`, [campaign.id, campaign.organisationId, emails])
  return new Map([
    ...invited.map((one) => [keyOf({ email: one.email ?? undefined, name: one.name ?? '' }), 'invited'] as const),
    ...here.map((one) => [keyOf({ email: one.email, name: '' }), 'here'] as const),
  ])
}

function keyOf({ email, name }: { email: string | undefined; name: string }): string {
  return email ?? `name ${name}`
}
