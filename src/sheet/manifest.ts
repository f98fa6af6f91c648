interface Installed {
  name: string
  short: string
  /** The one page that opens, and where the installed page ends. */
  page: string
  language: string
  dir: 'ltr' | 'rtl'
}

/** The manifest of a page that can be put on a home screen and opens without a connection. */
export function manifestOf({ name, short, page, language, dir }: Installed): Response {
  const icons = [192, 512].map((size) => ({ src: `/icon-${size}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose: 'any maskable' }))
  const manifest = {
    id: page, name: name.slice(0, 60), short_name: short.slice(0, 20), start_url: page, scope: page, display: 'standalone', lang: language, dir,
    background_color: '#f2f4f3', theme_color: '#0a5462', icons,
  }
  return new Response(JSON.stringify(manifest), { headers: { 'content-type': 'application/manifest+json', 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' } })
}
