import { z } from 'zod'
import { isUuid, refuse, uuid7, type Deed, type DeedAt, type House, type Transactor } from '#core/index.ts'
import { campaignById, campaignIn, type Campaign } from '#campaign/index.ts'
import { noStatement } from '#desk/index.ts'
import { addressForReply } from '#post/index.ts'
import type { Language } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import { canMail } from '../accounts.ts'
import { afterUndo, post, unpost } from '../outbox.ts'
import { askingIn, readyText, readyTexts } from './ready.ts'
import { secretOf } from './secret.ts'
import { senderOfPost, type Sender } from './ways.ts'

const schema = z.object({
  post: z.string().refine(isUuid, 'is the id of a post of the statement'),
  ready: z.enum(readyTexts).optional(),
  text: z.string().trim().min(3, 'has at least 3 characters').max(2_000, 'has at most 2,000 characters').optional(),
  hours: z.number().int().min(1).max(30 * 24).default(72),
}).refine((input) => input.ready ?? input.text, { error: 'choose a ready text or write one', path: ['text'] })

type Input = z.output<typeof schema>

/** A question to whoever sent a post, in its language; the statement rests until they answer or the time is over. */
export const asksBack: Deed<Input> = {
  kind: 'ask',
  unseen: true,
  schema,
  leaves: 'asked',
  async effect(house, t, deed, input) {
    const { campaignId, statementId } = deed
    const [campaign, sender] = [(await campaignById(t, campaignId))!, await senderOfPost(t, campaignId, statementId, input.post)]
    if (!sender) throw noStatement()
    const address = await mailAddress(house, t, campaignId, sender)
    if (!address && !sender.receipt) throw cannotAsk(house, sender)
    const language = askingIn(sender.language, campaign)
    const text = input.text ?? readyText(language, input.ready!)
    const id = uuid7(deed.at)
    const outgoing = address ? await mail(house, t, { id, campaign, sender, address, language, text, deed }) : null
    await t.run(
      `insert into ask (campaign_id, id, statement_id, post_id, person_id, text, language, outgoing_id, receipt_key, asked_at, due_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [campaignId, id, statementId, sender.postId, deed.personId, text, language, outgoing, sender.receiptKey, deed.at, new Date(deed.at.getTime() + input.hours * 3_600_000)],
    )
    // Not the words: they would outlive the post in the history of the statement.
    return { ask: id, outgoing, ways: [...(outgoing ? ['mail'] : []), ...(sender.receipt ? ['receipt'] : [])] }
  },
  async undo(_house, t, deed, done) {
    if (done['outgoing']) await unpost(t, deed.campaignId, String(done['outgoing']))
    await t.run(`delete from ask where campaign_id = $1 and id = $2`, [deed.campaignId, done['ask']])
  },
}

async function mailAddress(house: House, t: Transactor, campaignId: string, sender: Sender): Promise<string | undefined> {
  if (!sender.mayWrite || !sender.reachable || !canMail(house)) return undefined
  return (await addressForReply(house, t, campaignId, sender.postId))?.email
}

interface Letter {
  id: string
  campaign: Campaign
  sender: Sender
  address: string
  language: Language
  text: string
  deed: DeedAt
}

/** Never their own words in it: others may read their mail. */
async function mail(house: House, t: Transactor, { id, campaign, sender, address, language, text, deed }: Letter): Promise<string> {
  const say = translate(language)
  const { name } = campaignIn(campaign, language)
  return post(house, t, {
    campaignId: campaign.id, channel: 'email', purpose: 'ask', language, to: { address }, dueAt: afterUndo(deed.at), ...(sender.authorId ? { authorId: sender.authorId } : {}),
    subject: say('talk.askSubject', { campaign: name }),
    text: say('talk.askText', { campaign: name, date: say.date(sender.saidAt, 'day'), question: text, link: `${house.origin}/${campaign.slug}/answer/${secretOf(house, campaign.id, id)}` }),
  })
}

function cannotAsk(house: House, sender: Sender) {
  if (!sender.reachable) return refuse('cannot-ask', 422, 'No address came with this, so nobody can be asked.', { mend: 'Choose somebody else who said it, or decide it as it stands.' })
  if (!sender.mayWrite) return refuse('may-not-ask', 422, 'Whoever sent this does not allow us to write to them.', { mend: 'Choose somebody else who said it, or decide it as it stands.' })
  if (!canMail(house)) return refuse('no-mail', 422, 'No mail server is set up, so nothing can be sent.', { mend: 'An owner sets it up on the screen Mail.' })
  return refuse('no-way-yet', 422, 'They gave an address that Clamor cannot write to yet: only e-mail goes out.', { mend: 'Call them, and note what they say.' })
}
