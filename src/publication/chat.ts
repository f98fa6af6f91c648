import { isUuid, notify, refuse, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { chatById, noChat } from '#chat/index.ts'
import { allow, audit } from '#person/index.ts'
import { ownAccounts, type OwnAccount } from '#talk/index.ts'
import { isNetwork, type Network } from '#variant/index.ts'
import { staleVersion } from './publication.ts'

/** Where the questions of a chat go out when they are asked. */
export interface ChatWays {
  parts: { network: Network; account: Pick<OwnAccount, 'id' | 'handle' | 'state'> | null; accountGone: boolean }[]
  chosenBy: string | null
  chosenById: string | null
  /** Who let them go, for the chat as a whole; null: nothing goes out by itself. */
  approvedBy: string | null
  approvedById: string | null
  approvedAt: Date | null
  version: number
}

interface Row {
  parts: { network: string; account: string | null }[]
  chosenBy: string
  chosenById: string
  approvedBy: string | null
  approvedById: string | null
  approvedAt: Date | null
  version: number
}

export async function waysOfChat(reader: Reader, campaignId: string, chatId: string): Promise<ChatWays> {
  const row = await reader.row<Row>(
    `select w.parts, c.name as "chosenBy", w.chosen_by as "chosenById", a.name as "approvedBy", w.approved_by as "approvedById", w.approved_at as "approvedAt", w.version
     from publication_chat w join person c on c.id = w.chosen_by left join person a on a.id = w.approved_by where w.campaign_id = $1 and w.chat_id = $2`, [campaignId, chatId])
  if (!row) return { parts: [], chosenBy: null, chosenById: null, approvedBy: null, approvedById: null, approvedAt: null, version: 0 }
  const accounts = new Map((await ownAccounts(reader, campaignId)).map((one) => [one.id, one]))
  return {
    ...row,
    parts: row.parts.flatMap(({ network, account }) => {
      if (!isNetwork(network)) return []
      const own = account ? accounts.get(account) : undefined
      return [{ network, account: own ? { id: own.id, handle: own.handle, state: own.state } : null, accountGone: account !== null && !own }]
    }),
  }
}

/** Chooses them; whoever changes the choice takes back that it was let go. */
export async function chooseForChat(house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string, version: number, parts: { network: string; account?: string | null | undefined }[]): Promise<ChatWays> {
  allow(actor, campaign, 'publication.write')
  return changing(house, campaign, chatId, version, async (t, at) => {
    const accounts = new Map((await ownAccounts(t, campaign.id)).map((one) => [one.id, one]))
    const chosen = parts.map(({ network, account }) => {
      if (!isNetwork(network)) throw refuse('network-wrong', 422, `"${String(network).slice(0, 20)}" is not a network here.`)
      if (account && accounts.get(account)?.channel !== network) throw refuse('account-wrong', 422, 'This account is not connected here.', { mend: 'Choose another, or let a person post it.' })
      return { network, account: account || null }
    })
    if (chosen.length > 20 || new Set(chosen.map((part) => `${part.network} ${part.account}`)).size < chosen.length) throw refuse('part-twice', 422, 'A network stands there twice by the same account.')
    await t.run(
      `insert into publication_chat (campaign_id, chat_id, parts, chosen_by, chosen_at) values ($1, $2, $3, $4, $5)
       on conflict (campaign_id, chat_id) do update set parts = excluded.parts, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at, approved_by = null, approved_at = null, version = publication_chat.version + 1`,
      [campaign.id, chatId, JSON.stringify(chosen), actor.person.id, at],
    )
  })
}

/** Lets the questions of the chat go, all of them beforehand: somebody else than who chose where they go. */
export async function approveForChat(house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string, version: number): Promise<ChatWays> {
  allow(actor, campaign, 'publication.approve')
  return changing(house, campaign, chatId, version, async (t, at, before) => {
    if (before.parts.length === 0) throw refuse('no-network-chosen', 422, 'Nobody has chosen where the questions go.')
    if (before.chosenById === actor.person.id) throw refuse('chose-yourself', 409, 'You chose this: somebody else lets it go.', { mend: 'Ask another coordinator to look at it.' })
    await t.run('update publication_chat set approved_by = $3, approved_at = $4, version = version + 1 where campaign_id = $1 and chat_id = $2', [campaign.id, chatId, actor.person.id, at])
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'publication.chat.approved', subject: chatId })
  })
}

/** From now on a question goes out by a person's hand only. */
export async function takeBackForChat(house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string): Promise<ChatWays> {
  allow(actor, campaign, 'publication.write')
  return changing(house, campaign, chatId, undefined, async (t, at) => {
    await t.run('update publication_chat set approved_by = null, approved_at = null, version = version + 1 where campaign_id = $1 and chat_id = $2', [campaign.id, chatId])
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'publication.chat.taken-back', subject: chatId })
  })
}

/** Under the lock of the chat: a question that is asked meanwhile comes before or after. */
async function changing(house: House, campaign: CampaignRef, chatId: string, version: number | undefined, work: (t: Transactor, at: Date, before: ChatWays) => Promise<void>): Promise<ChatWays> {
  return house.db.transact(async (t) => {
    if (!isUuid(chatId) || !(await chatById(t, campaign.id, chatId))) throw noChat()
    await t.row('select 1 from chat where campaign_id = $1 and id = $2 for update', [campaign.id, chatId])
    const before = await waysOfChat(t, campaign.id, chatId)
    if (version !== undefined && before.version !== version) throw staleVersion(before.version)
    await work(t, house.clock.now(), before)
    await notify(t, campaign.id, { kind: 'chat', chat: chatId })
    return waysOfChat(t, campaign.id, chatId)
  })
}
