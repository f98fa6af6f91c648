import { createRoute, z } from '@hono/zod-openapi'
import { refuse, type Api } from '#core/index.ts'
import { allow, allowInOrganisation, answer, body, notSignedIn, onlyOrganisation, organisations, problems, roleIn, roles, slugParam } from '#person/index.ts'
import { issueAreasOf, setIssueAreas } from './area.ts'
import { campaignById, campaignsOf, changeCampaign, insertCampaign, precisions, type Campaign } from './campaign.ts'
import { defaultConsent } from './consent.ts'
import { setConsent } from './consent-change.ts'
import { institutionsOf, setInstitutions } from './institution.ts'
import { placeApi } from './place/api.ts'

const tags = ['campaigns']
const base = '/api/campaigns/{slug}'

const text = z.string().max(5_000)
const language = z.string().max(35)
const names = z.record(language, z.string().max(300)).openapi({ example: { en: 'Water', es: 'Agua' } })
const fields = z.object({
  name: z.string().max(200),
  goal: text,
  question: text,
  words: z.record(language, z.object({ name: text.optional(), question: text.optional(), goal: text.optional() })),
  hashtags: z.array(z.string().max(101)).max(50),
  languages: z.array(language).min(1).max(30),
  consent: z.record(z.string().refine((channel) => channel in defaultConsent, 'is not a channel'), z.object({ quote: z.boolean(), name: z.boolean(), passOn: z.boolean(), write: z.boolean() }).partial().strict()),
  precision: z.enum(precisions),
})
const campaign = fields.extend({ id: z.string(), slug: z.string(), role: z.enum(roles), createdAt: z.iso.datetime() }).openapi('Campaign')
const area = z.object({ id: z.string(), key: z.string(), position: z.number().int(), names, words: z.record(language, z.array(z.string())) }).openapi('IssueArea')
const institution = z.object({ id: z.string(), key: z.string(), names, issueAreas: z.array(z.string()).openapi({ description: 'Keys of issue areas.' }) }).openapi('Institution')

/** Campaigns and what belongs to them: issue areas, institutions, places. */
export function api(api: Api): void {
  campaigns(api)
  areasAndInstitutions(api)
  placeApi(api)
}

const consentReason = z.string().max(500).optional().openapi({ description: 'Why more is allowed than what is usual: only an owner may, and it stays in the audit log.' })

function campaigns(api: Api): void {
  api.openapi(
    createRoute({ method: 'get', path: '/api/campaigns', tags, summary: 'The campaigns you have a part in', responses: { 200: answer(z.object({ campaigns: z.array(campaign) }), 'By name.'), ...problems() } }),
    async (c) => {
      const { house, actor } = c.var
      if (!actor) throw notSignedIn()
      const all = await campaignsOf(house.db, actor)
      return c.json({ campaigns: all.map((one) => shown(one, roleIn(actor, one)!)) }, 200)
    },
  )
  const wish = fields.partial().extend({ consentReason, slug: z.string().max(100), name: z.string().max(200), organisation: z.string().max(200).optional().openapi({ description: 'Id, slug or name; default: the only one you are owner of.' }) }).strict()
  api.openapi(
    createRoute({ method: 'post', path: '/api/campaigns', tags, summary: 'Add a campaign to an organisation you are owner of; it begins with eight issue areas', request: body(wish), responses: { 201: answer(campaign, 'The campaign.'), ...problems(400, 404, 409) } }),
    async (c) => {
      const { house, actor } = c.var
      if (!actor) throw notSignedIn()
      const { consent, consentReason, ...given } = c.req.valid('json')
      const own = new Set(actor.roles.map((role) => role.organisationId))
      const there = (await organisations(house.db)).filter((one) => own.has(one.id))
      // A partner has no campaigns of its own here.
      if (there.length === 0) throw refuse('forbidden', 403, 'Only an owner of an organisation adds a campaign.')
      const organisation = onlyOrganisation(there, given.organisation)
      allowInOrganisation(actor, organisation.id, 'campaign.add')
      const added = await house.db.transact(async (t) => {
        const bare = await insertCampaign(t, organisation.id, { ...given, areas: 'starting' }, house.clock.now(), actor.person.id)
        return consent ? setConsent(house, t, actor, bare, consent, house.clock.now(), consentReason) : bare
      })
      return c.json(shown(added, roleIn(actor, added)!), 201)
    },
  )
  api.openapi(
    createRoute({ method: 'get', path: base, tags, summary: 'A campaign with its issue areas and institutions', request: { params: slugParam }, responses: { 200: answer(campaign.extend({ issueAreas: z.array(area), institutions: z.array(institution) }), 'The campaign.'), ...problems(404) } }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'campaign.read')
      const [whole, areas, institutions] = await Promise.all([campaignById(house.db, campaign.id), issueAreasOf(house.db, campaign.id), institutionsOf(house.db, campaign.id)])
      return c.json({ ...shown(whole!, roleIn(actor, campaign)!), issueAreas: areas, institutions: withKeys(institutions, areas) }, 200)
    },
  )
  api.openapi(
    createRoute({ method: 'patch', path: base, tags, summary: 'Change a campaign', request: { params: slugParam, ...body(fields.partial().extend({ consentReason }).strict()) }, responses: { 200: answer(campaign, 'The campaign.'), ...problems(400, 404, 422) } }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'campaign.manage')
      const { consent, consentReason, ...change } = c.req.valid('json')
      const changed = await house.db.transact(async (t) => {
        const before = Object.keys(change).length > 0 ? await changeCampaign(t, campaign.id, change, house.clock.now(), actor.person.id) : (await campaignById(t, campaign.id))!
        return consent ? setConsent(house, t, actor, before, consent, house.clock.now(), consentReason) : before
      })
      return c.json(shown(changed, roleIn(actor, campaign)!), 200)
    },
  )
}

function areasAndInstitutions(api: Api): void {
  const newArea = z.object({ key: z.string().max(61), names, words: z.record(language, z.array(z.string().max(100)).max(500)).optional() }).strict()
  api.openapi(
    createRoute({ method: 'put', path: `${base}/issue-areas`, tags, summary: 'The issue areas, in their order', request: { params: slugParam, ...body(z.object({ issueAreas: z.array(newArea).max(100) })) }, responses: { 200: answer(z.object({ issueAreas: z.array(area) }), 'As they are now.'), ...problems(400, 404, 409) } }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'campaign.manage')
      const given = c.req.valid('json').issueAreas
      return c.json({ issueAreas: await house.db.transact((t) => setIssueAreas(t, campaign.id, given, house.clock.now())) }, 200)
    },
  )
  const newInstitution = z.object({ key: z.string().max(61), names, issueAreas: z.array(z.string()).max(100) }).strict()
  api.openapi(
    createRoute({ method: 'put', path: `${base}/institutions`, tags, summary: 'The institutions that owe answers', request: { params: slugParam, ...body(z.object({ institutions: z.array(newInstitution).max(500) })) }, responses: { 200: answer(z.object({ institutions: z.array(institution) }), 'As they are now.'), ...problems(400, 404, 422) } }),
    async (c) => {
      const { house, actor, campaign } = c.var
      allow(actor, campaign, 'campaign.manage')
      const given = c.req.valid('json').institutions
      const institutions = await house.db.transact((t) => setInstitutions(t, campaign.id, given, house.clock.now()))
      return c.json({ institutions: withKeys(institutions, await issueAreasOf(house.db, campaign.id)) }, 200)
    },
  )
}

function shown(campaign: Campaign, role: (typeof roles)[number]) {
  const { organisationId: _, createdAt, ...rest } = campaign
  return { ...rest, role, createdAt: createdAt.toISOString() }
}

function withKeys(institutions: { id: string; key: string; names: Record<string, string>; issueAreaIds: string[] }[], areas: { id: string; key: string }[]) {
  const keys = new Map(areas.map((one) => [one.id, one.key]))
  return institutions.map(({ issueAreaIds, ...rest }) => ({ ...rest, issueAreas: issueAreaIds.map((id) => keys.get(id)!).sort() }))
}
