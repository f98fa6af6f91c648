import { z } from 'zod'
import { isUuid, refuse, uuid7, type Deed, type DeedAt, type House, type Transactor } from '#core/index.ts'
import { campaignById, type Campaign } from '#campaign/index.ts'
import { noStatement } from '#desk/index.ts'
import { audit } from '#person/index.ts'
import { addressForReply, type Contact } from '#post/index.ts'
import { afterUndo, canMail, post, senderOfPost, unpost, type Sender } from '#talk/index.ts'
import { helperById, noHelper, type Helper } from './helper.ts'
import { letterOf, passable, placeOf, refOf, type Passed } from './letter.ts'

export const consentWays = ['in-person', 'call', 'message', 'receipt'] as const

const schema = z.object({
  helper: z.string().refine(isUuid, 'is the id of a helper'),
  post: z.string().refine(isUuid, 'is the id of a post of the statement'),
  passes: z.array(z.enum(passable)).min(1, 'choose at least one thing to pass on'),
  way: z.enum(['email', 'phone']),
  /** How and when the person agreed, and in which words of theirs. Left out, the deed is refused with what to do. */
  consent: z.object({ how: z.enum(consentWays), at: z.iso.datetime().transform((text) => new Date(text)), words: z.string().trim().min(3, 'has at least 3 characters').max(1_000, 'has at most 1,000 characters') }).optional(),
  /** Until when the helper is to have answered. */
  days: z.number().int().min(1).max(90).default(7),
})

export type Referring = z.output<typeof schema>

/** Hands a person's case to a helper, with that person's consent and no more of it than they agreed to. */
export const refers: Deed<Referring> = {
  kind: 'refer',
  schema,
  leaves: 'decided',
  async effect(house, t, deed, input) {
    const { campaignId, statementId, at } = deed
    const [campaign, helper, sender] = [(await campaignById(t, campaignId))!, await helperById(t, campaignId, input.helper), await senderOfPost(t, campaignId, statementId, input.post)]
    if (!sender) throw noStatement()
    if (!helper || helper.retired) throw noHelper()
    const consent = consentIn(input, sender, at)
    checkWay(house, input, helper)
    const id = uuid7(at)
    const dueAt = new Date(at.getTime() + input.days * 86_400_000)
    const contact = input.passes.includes('contact') ? await contactOf(house, t, deed, sender, id) : undefined
    const outgoing = input.way === 'email' ? await mail(house, t, { id, campaign, helper, sender, deed, contact, dueAt, passes: input.passes }) : null
    await t.run(
      `insert into referral (campaign_id, id, statement_id, post_id, helper_id, person_id, passes, way, consent_how, consent_at, consent_words, state, outgoing_id, offered_at, due_at, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [campaignId, id, statementId, sender.postId, helper.id, deed.personId, input.passes, input.way, consent.how, consent.at, consent.words,
        outgoing ? 'offered' : 'ready', outgoing, outgoing ? at : null, dueAt, at],
    )
    await t.run(`insert into referral_event (campaign_id, id, referral_id, kind, person_id, at) values ($1, $2, $3, $4, $5, $6)`, [campaignId, uuid7(at), id, outgoing ? 'offered' : 'ready', deed.personId, at])
    return { referral: id, outgoing, helper: helper.name }
  },
  async undo(_house, t, deed, done) {
    if (done['outgoing']) await unpost(t, deed.campaignId, String(done['outgoing']))
    await t.run(`delete from referral where campaign_id = $1 and id = $2`, [deed.campaignId, done['referral']])
  },
}

function consentIn(input: Referring, sender: Sender, now: Date): NonNullable<Referring['consent']> {
  if (sender.knows === 'heard' || sender.judged === 'heard') {
    throw refuse('hearsay', 422, 'Whoever sent this only heard of it: they cannot agree for the person whose case it is.', { mend: 'Ask back for the source (B), and refer what that person says themselves.' })
  }
  if (!input.consent) {
    throw refuse('consent-missing', 422, 'Without the consent of the person nothing of their case is handed to anybody.', { mend: 'Ask them first (B, "Whether we may refer"); then write down how, when and in which words they agreed.' })
  }
  if (input.consent.at > now) throw refuse('consent-later', 422, 'The consent lies in the future.', { mend: 'Write down when they agreed.' })
  if (input.passes.includes('contact') && !sender.reachable) throw refuse('no-contact', 422, 'No address came with this that could be passed on.', { mend: 'Leave the address out.' })
  return input.consent
}

function checkWay(house: House, { way }: Referring, helper: Helper): void {
  if (way === 'phone' && !helper.phone) throw refuse('helper-no-phone', 422, `${helper.name} has no telephone number here.`, { mend: 'Send it by e-mail, or ask a coordinator to add the number.' })
  if (way === 'email' && !helper.email) throw refuse('helper-no-email', 422, `${helper.name} has no e-mail address here.`, { mend: 'Hand it over by phone, or ask a coordinator to add the address.' })
  if (way === 'email' && !canMail(house)) throw refuse('no-mail', 422, 'No mail server is set up, so nothing can be sent.', { mend: 'Hand it over by phone.' })
}

/** Opened to be passed on: written into the audit log as a look, in this transaction. */
async function contactOf(house: House, t: Transactor, { campaignId, personId, at }: DeedAt, { postId }: Sender, referral: string): Promise<Contact> {
  await audit(t, { campaignId, at, personId, kind: 'contact.read', subject: postId, reason: 'referral', detail: { referral } })
  return (await addressForReply(house, t, campaignId, postId)) ?? {}
}

interface Sending {
  id: string
  campaign: Campaign
  helper: Helper
  sender: Sender
  deed: DeedAt
  contact: Contact | undefined
  dueAt: Date
  passes: Passed[]
}

async function mail(house: House, t: Transactor, { id, campaign, helper, sender, deed, contact, dueAt, passes }: Sending): Promise<string> {
  const place = await placeOf(t, campaign.id, deed.statementId, sender.postId)
  const letter = letterOf(campaign, helper, { ref: refOf(id), text: sender.text, place, ...(contact ? { contact } : {}), dueAt }, passes)
  return post(house, t, {
    campaignId: campaign.id, channel: 'email', purpose: 'referral', ...letter, to: { address: helper.email!, name: helper.name }, dueAt: afterUndo(deed.at),
    ...(sender.authorId ? { authorId: sender.authorId } : {}),
  })
}
