import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { bareHashtag } from '#campaign/index.ts'
import { refuse, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { takeUpload, uploadById, type Upload } from '#intake/index.ts'
import { allow } from '#person/index.ts'
import { ownAccounts, saidUnderTag } from '#talk/index.ts'
import { lineOf } from '../text.ts'

/** Pages of forty: with a moment for each they are read within what a person waits for. */
const mostPages = 25

/**
 * Brings in what was said so far under a hashtag, as far as the server of our Mastodon account knows it: an import like that of a file, so that what is
 * there already is known, and what comes in stands in the list of imports. Answers when it is in.
 */
export async function bringSaid(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: { tag: string; account: string }): Promise<Upload> {
  allow(actor, campaign, 'import')
  const tag = bareHashtag(lineOf(wish.tag, 101))
  if (!/^[\p{L}\p{N}\p{M}_]+$/u.test(tag)) throw refuse('hashtag-wrong', 422, `"${tag.slice(0, 60)}" is not a hashtag.`)
  const account = (await ownAccounts(house.db, campaign.id)).find((one) => one.id === wish.account)
  const pages = saidUnderTag(house, campaign.id, wish.account, tag, mostPages)
  // The first is asked for before anything is kept: a server that does not answer leaves no trace.
  const first = await pages.next()
  if (first.done) throw refuse('nothing-said', 422, 'That server knows nothing under this hashtag.', { mend: 'Another server may; or bring a file.' })
  const lines = async function* () {
    yield linesOf(first.value)
    for await (const page of pages) yield linesOf(page)
  }
  const { id, done } = await takeUpload(house, campaign, actor.person.id, `#${tag}, ${new URL(account!.server).host}`, Readable.toWeb(Readable.from(lines())) as WebStream<Uint8Array> as ReadableStream<Uint8Array>, { format: 'mastodon' })
  await done
  return uploadById(house.db, campaign.id, id)
}

function linesOf(statuses: unknown[]): Uint8Array {
  return Buffer.from(statuses.map((status) => `${JSON.stringify(status)}\n`).join(''))
}
