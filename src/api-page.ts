import type { Api } from '#core/index.ts'

interface Operation {
  tags?: string[]
  summary?: string
  description?: string
  parameters?: { name: string; in: string; required?: boolean; description?: string }[]
  responses?: Record<string, { description?: string }>
}

/** The OpenAPI document as a page that a person reads; no script, no third party. */
export function readableApi(api: Api): string {
  const document = api.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Clamor', version: '' } })
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const groups = [...Map.groupBy(operations, (one) => one.operation.tags?.[0] ?? 'other')]
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Clamor: the API</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#141a1b;background:#fff}
h2{margin-top:2.5rem}article{border-top:1px solid #d3dad8;padding:.75rem 0}code{font-size:.95em;overflow-wrap:anywhere}
dt{float:left;clear:left;min-width:9rem}dd{margin:0 0 .25rem 10rem}article{overflow-wrap:anywhere}
@media(max-width:40rem){dt{float:none;min-width:0}dd{margin-left:1rem}}
@media(prefers-color-scheme:dark){body{background:#151b1d;color:#e8eeed}article{border-color:#2d383a}a{color:#7fcdd4}}</style>
<h1>The API of Clamor</h1>
<p>Bearer token (<code>clamor token add</code>) or the session of a signed-in person. Errors are <code>application/problem+json</code> with a stable <code>code</code>.
Lists page by <code>?after=</code> and <code>?limit=</code>. The same as a document for programs: <a href="/api/openapi.json">/api/openapi.json</a>.</p>
${groups.map(([tag, members]) => `<h2>${escape(tag)}</h2>${members.map(article).join('')}`).join('')}
</html>`
}

function article({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query')
  const list = (rows: [string, string][]) => (rows.length ? `<dl>${rows.map(([term, text]) => `<dt><code>${escape(term)}</code></dt><dd>${escape(text)}&nbsp;</dd>`).join('')}</dl>` : '')
  return `<article><p><code>${method} ${escape(path)}</code><br>${escape(operation.summary ?? '')}</p>
${list(query.map((parameter) => [parameter.name, parameter.description ?? '']))}
${list(Object.entries(operation.responses ?? {}).map(([status, response]) => [status, response.description ?? '']))}</article>`
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
