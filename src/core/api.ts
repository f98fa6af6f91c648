import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { sqlState } from './data/index.ts'
import type { House } from './house.ts'
import { isRefusal, refuse, type Refusal } from './refusal.ts'

/** Who acts: a person by session or by token. Roles and what they may do: `#person/index.ts`. */
export interface Actor {
  person: { id: string; name: string; email: string; languages: string[] }
  roles: HeldRole[]
  /** False: invited, not yet allowed to work; may read. */
  ready?: boolean
  /** The device that acts, where somebody is signed in. */
  session?: { id: string }
  /** Where a second factor is demanded that this person has not; undefined: in all campaigns of the organisation. */
  demands?: { organisationId: string; campaignId: string | undefined }[]
  /** Present when a token acts: it reaches one campaign, and no further than its scopes. */
  token?: { id: string; campaignId: string; scopes: Set<Scope> }
}

export interface HeldRole {
  /** Whom they come from: the organisation of the campaign, or a partner that takes part in it. */
  organisationId: string
  /** Undefined: all campaigns of the organisation. */
  campaignId: string | undefined
  role: Role
  /** The point person of a partner: looks after the people of their own organisation. */
  point?: boolean
  /** Came by a link for many and is not let in yet: by the practice, or by a coordinator. */
  waits?: 'practice' | 'person'
  /** The day of the last visit, as 2027-05-03. */
  seenOn?: string
}

export type Role = 'owner' | 'coordinator' | 'volunteer' | 'observer'
export type Scope = 'intake' | 'desk' | 'read'

/** Enough of a campaign to decide what an actor may do in it. */
export interface CampaignRef {
  id: string
  slug: string
  organisationId: string
}

export interface ApiContext {
  Variables: {
    house: House
    actor: Actor | undefined
    /** Set on every route under /api/campaigns/{slug}. */
    campaign: CampaignRef
    /** Address of whoever asks, for rate limits; never logged. */
    address: string
  }
}

export type Api = OpenAPIHono<ApiContext>

/** An API whose every error is `application/problem+json` with a stable code. */
export function newApi(): Api {
  const api = new OpenAPIHono<ApiContext>({
    defaultHook: (result, c) => {
      if (result.success) return
      const detail = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ')
      return problem(c, refuse('invalid', 400, detail))
    },
  })
  api.onError((error, c) => problem(c, asRefusal(error, c.var.house)))
  api.notFound((c) => problem(c, refuse('not-found', 404, 'There is nothing at this address.', { mend: 'See /api for what there is.' })))
  return api
}

/** The one place where an error becomes an answer. A bug is logged with a reference and shown as nothing but that reference. */
export function asRefusal(error: unknown, house: House | undefined): Refusal {
  if (isRefusal(error)) return error
  if (error instanceof Error && 'status' in error && error.status === 400) return refuse('invalid', 400, 'The body is not valid JSON.')
  // PostgreSQL keeps no NUL, in a text or in JSON: whatever field it came in, it is the sender's to mend.
  if (['22021', '22P05'].includes(sqlState(error) ?? '')) return refuse('invalid', 400, 'A text holds a NUL character.')
  const reference = Math.random().toString(36).slice(2, 8).toUpperCase()
  house?.log.error({ reference, error: error instanceof Error ? error.stack : String(error) }, 'a bug')
  return refuse('bug', 500, `Something in Clamor failed. Nothing was saved. Reference ${reference}.`, { mend: 'Try again; if it stays, tell the operator the reference.', extra: { reference } })
}

export function problem(c: Context, refusal: Refusal): Response {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (typeof refusal.extra['retryAfter'] === 'number') headers['retry-after'] = String(refusal.extra['retryAfter'])
  if (refusal.status === 401) headers['www-authenticate'] = 'Bearer'
  return new Response(JSON.stringify(refusal.problem), { status: refusal.status, headers })
}
