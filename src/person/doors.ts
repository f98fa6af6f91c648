import type { MiddlewareHandler } from 'hono'
import { refuse, type ApiContext } from '#core/index.ts'
import { actorOf } from './actor.ts'
import { allow } from './may.ts'
import { campaignRefBySlug } from './reach.ts'

/**
 * Who asks, for every route under /api. A change asked for with a session cookie must come from our own pages; a token is
 * nothing that a browser sends by itself.
 */
export const withActor: MiddlewareHandler<ApiContext> = async (c, next) => {
  const house = c.var.house
  const bearer = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const actor = await actorOf(house, { bearer, cookie: c.req.header('cookie') })
  if (actor && !actor.token && !['GET', 'HEAD'].includes(c.req.method)) checkOrigin(c.req.header('origin'), c.req.header('sec-fetch-site'), house.origin)
  c.set('actor', actor)
  return next()
}

/** The campaign of /api/campaigns/{slug}: refuses unless the actor has a part in it, in the same words as when there is none. */
export const withCampaign: MiddlewareHandler<ApiContext> = async (c, next) => {
  const slug = c.req.param('slug') ?? ''
  const campaign = await campaignRefBySlug(c.var.house.db, slug)
  allow(c.var.actor, campaign, 'campaign.read')
  c.set('campaign', { id: campaign!.id, slug: campaign!.slug, organisationId: campaign!.organisationId })
  return next()
}

function checkOrigin(origin: string | undefined, site: string | undefined, own: string): void {
  const foreign = origin !== undefined ? origin !== own : site !== undefined && site !== 'same-origin' && site !== 'none'
  if (foreign) throw refuse('foreign-origin', 403, 'This was asked for by a page of another site.')
}
