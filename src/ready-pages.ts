import { campaignBySlug } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import { ready } from '#publish/index.ts'

/** Public pages that are the same for everybody who reads them in one language: drawn once per change, not per view. */
const readyRoutes = new Set(['/[slug]/(public)', '/[slug]/(public)/questions', '/[slug]/(public)/map', '/[slug]/(public)/map/[id]', '/[slug]/(public)/chat/[id]', '/[slug]/(public)/live/[id]', '/[slug]/(public)/press'])

interface Asked {
  method: string
  routeId: string | null
  slug: string | undefined
  /** Path and query of the address. */
  path: string
  /** Whatever else changes the page: language, theme, the wish to save data. */
  look: string
}

interface Page {
  status: number
  headers: [string, string][]
  body: Uint8Array
}

/** The page as ready bytes, drawn by `draw` when nobody has drawn it since the last change; undefined for every other page. */
export async function readyPage(house: House, asked: Asked, draw: () => Promise<Response>): Promise<Response | undefined> {
  if (asked.method !== 'GET' || !asked.slug || !asked.routeId || !readyRoutes.has(asked.routeId) || asked.path.length > 200) return undefined
  const campaign = await campaignBySlug(house.db, asked.slug)
  if (!campaign) return undefined
  const page = await ready(house, campaign, `page ${asked.look} ${asked.path}`, async (): Promise<Page> => {
    const drawn = await draw()
    const headers = [...drawn.headers].filter(([name]) => name !== 'set-cookie')
    return { status: drawn.status, headers, body: new Uint8Array(await drawn.arrayBuffer()) }
  })
  return new Response(page.body.slice(), { status: page.status, headers: [...page.headers, ['vary', 'cookie, accept-language, save-data']] })
}
