import { createRoute, z } from '@hono/zod-openapi'
import { refuse, type Api } from '#core/index.ts'
import { freshLanguages } from './language.ts'

/** What a browser needs to speak an added language; it says nothing that a page in it does not show. */
export function api(api: Api): void {
  api.openapi(
    createRoute({
      method: 'get', path: '/api/languages/{tag}/{version}', tags: ['language'], summary: 'The words of a language that an organisation added',
      request: { params: z.object({ tag: z.string(), version: z.string() }) },
      responses: {
        200: { description: 'ICU texts by key; of an older version, those of now', content: { 'application/json': { schema: z.record(z.string(), z.string()) } } },
        404: { description: 'No such language.' },
      },
    }),
    async (c) => {
      const { tag, version } = c.req.valid('param')
      const found = (await freshLanguages(c.var.house)).find((one) => one.tag === tag)
      if (!found) throw refuse('not-found', 404, 'There is no such language.')
      c.header('cache-control', String(found.version) === version ? 'public, max-age=31536000, immutable' : 'no-store')
      return c.json(Object.fromEntries(Object.entries(found.words).filter(([key]) => !/^(about|dossier)\./.test(key))), 200)
    },
  )
}
