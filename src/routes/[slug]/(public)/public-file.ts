import { error, type RequestEvent } from '@sveltejs/kit'
import { createHash } from 'node:crypto'
import { campaignBySlug, type Campaign } from '#campaign/index.ts'
import { ready, snapshotOf, type Snapshot } from '#publish/index.ts'

/**
 * A file beside a public page, as ready bytes: made once per change. Whoever keeps a copy asks each time whether it is still good,
 * so that what was withdrawn is gone there too.
 */
export async function publicFile(event: RequestEvent, type: string, write: (snapshot: Snapshot, origin: string) => string | Buffer | Promise<Buffer>): Promise<Response> {
  const { house } = event.locals
  return readyFile(event, type, async (campaign) => write(await snapshotOf(house, campaign), house.origin))
}

/** The same for what is made of anything else than the snapshot. */
export async function readyFile({ locals, params, request, url }: RequestEvent, type: string, write: (campaign: Campaign) => Promise<string | Buffer>): Promise<Response> {
  const { house } = locals
  const campaign = await campaignBySlug(house.db, params['slug'] ?? '')
  if (!campaign) error(404)
  const file = await ready(house, campaign, `file ${url.pathname}`, async () => {
    const made = await write(campaign)
    const body = typeof made === 'string' ? Buffer.from(made) : made
    return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
  })
  const headers = { 'content-type': type, 'cache-control': 'public, no-cache', etag: file.etag, 'access-control-allow-origin': '*' }
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(file.body), { headers })
}
