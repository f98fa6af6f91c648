/**
 * Every format in every encoding, tables with every delimiter and line end: the same posts come out, and the original
 * bytes with them.
 */
import { describe, expect, test } from 'vitest'
import { encode, encodings, outcome } from './harness.ts'

const posts = [
  {
    id: '101',
    text: 'El puente cayó; nadie “responde”, 200 € de multa',
    author: 'José Núñez',
    date: '2026-03-14T09:30:00Z',
  },
  {
    id: '102',
    text: 'Line one\nline two, "quoted", and a | pipe\tand a tab',
    author: "L'Hôpital",
    date: '2026-03-15T10:00:00Z',
  },
  { id: '103', text: 'À côté de l’école: ça déborde…', author: 'Zoë', date: '2026-03-16T23:59:59Z' },
]
const texts = posts.map((post) => post.text)

const json = JSON.stringify
const x = (post: (typeof posts)[number]) => ({
  id: post.id,
  text: post.text,
  author_id: '9',
  created_at: post.date,
  lang: 'es',
  edit_history_tweet_ids: [post.id],
})
const legacy = (post: (typeof posts)[number]) => ({
  id: Number(post.id),
  id_str: post.id,
  full_text: post.text,
  created_at: 'Sat Mar 14 09:30:00 +0000 2026',
  user: { name: post.author, screen_name: 'a' },
})
const status = (post: (typeof posts)[number]) => ({
  id: post.id,
  uri: `https://a.example/${post.id}`,
  content: `<p>${post.text.replaceAll('"', '&quot;').replaceAll('\n', '<br/>').replaceAll('\t', '&#9;')}</p>`,
  created_at: post.date,
  account: { acct: 'a', display_name: post.author },
})

const jsonFiles: Record<string, { format: string; text: string }> = {
  'JSON lines': { format: 'jsonl', text: posts.map((post) => json(post)).join('\n') },
  'JSON list': { format: 'json', text: json(posts) },
  'JSON list, indented': { format: 'json', text: JSON.stringify(posts, null, 2) },
  'JSON object with posts': { format: 'json', text: JSON.stringify({ count: 3, posts }, null, 1) },
  'X pages, one a line': {
    format: 'x',
    text: [
      json({ data: posts.slice(0, 2).map(x), includes: { users: [{ id: '9', username: 'a' }] } }),
      json({ data: posts.slice(2).map(x) }),
    ].join('\n'),
  },
  'X page, indented': {
    format: 'x',
    text: JSON.stringify({ data: posts.map(x), includes: { users: [{ id: '9', username: 'a' }] } }, null, 2),
  },
  'X flattened by twarc': {
    format: 'x',
    text: posts.map((post) => json({ ...x(post), author: { id: '9', username: 'a', name: post.author } })).join('\n'),
  },
  'X v1.1 lines': { format: 'x', text: posts.map((post) => json(legacy(post))).join('\n') },
  'X archive': {
    format: 'x-archive',
    text: `window.YTD.tweets.part0 = ${JSON.stringify(
      posts.map((post) => ({ tweet: legacy(post) })),
      null,
      2,
    )}`,
  },
  'Mastodon list': { format: 'mastodon', text: json(posts.map(status)) },
  'Mastodon lines': { format: 'mastodon', text: posts.map((post) => json(status(post))).join('\n') },
}

describe.each(encodings)('%s', (encoding) => {
  test.each(Object.keys(jsonFiles))('%s', async (name) => {
    const { format, text } = jsonFiles[name]!
    for (const chunk of [1, 7, 65_536]) {
      const found = await outcome(encode(text, encoding), { chunk })
      expect(found.format).toBe(format)
      expect(found.encoding).toBe(encoding.replace(' with mark', ''))
      expect(found.rejects).toEqual([])
      expect(found.arrivals.map((arrival) => arrival.text)).toEqual(texts)
      expect(found.arrivals.map((arrival) => arrival.externalId)).toEqual(['101', '102', '103'])
    }
  })

  test.each([[','], [';'], ['\t'], ['|']])('table with %j', async (delimiter) => {
    for (const end of ['\n', '\r\n', '\r']) {
      const rows = [
        ['ID', 'Mensaje', 'Autor', 'Fecha'],
        ...posts.map((post) => [post.id, post.text, post.author, post.date]),
      ]
      const lines = rows.map((row) =>
        row.map((cell) => (/[",;|\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter),
      )
      for (const chunk of [1, 7, 65_536]) {
        const found = await outcome(encode(lines.join(end) + end, encoding), { chunk })
        expect(found.format).toBe('csv')
        expect(found.encoding).toBe(encoding.replace(' with mark', ''))
        expect(found.mapping).toMatchObject({
          delimiter,
          fields: { text: 'Mensaje', externalId: 'ID', 'author.name': 'Autor', postedAt: 'Fecha' },
          unused: [],
        })
        expect(found.rejects).toEqual([])
        expect(
          found.arrivals.map(({ externalId, text, author, postedAt }) => ({
            id: externalId,
            text,
            author: author!.name,
            date: postedAt!.toISOString().replace('.000', ''),
          })),
        ).toEqual(posts)
        const plainEncoding = encoding.replace(' with mark', '') as typeof encoding
        expect(found.arrivals.map((arrival) => Buffer.from(arrival.original))).toEqual(
          lines.slice(1).map((line) => encode(line, plainEncoding)),
        )
      }
    }
  })
})
