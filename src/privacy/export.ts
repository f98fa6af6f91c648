import { campaignIn, consentNames, type Campaign } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import type { Translate } from '#ui/words.ts'
import { escaped } from './escaped.ts'
import { holdingsOf, ownPhotos, type HeldPost } from './holdings.ts'
import { reasonWords, whatWords } from './look-words.ts'
import type { Owner } from './owner.ts'

/** Everything that is held about somebody, for a program: nothing is left out, bytes are as they came. */
export async function exportJson(house: House, campaign: Campaign, owner: Owner): Promise<string> {
  const holdings = await holdingsOf(house, campaign, owner)
  const photos = await ownPhotos(house, campaign.id, holdings)
  const posts = holdings.posts.map(({ original, photo, ...post }) => {
    const bytes = photos.get(post.id)
    return { ...post, original: original && carried(original), photo: photo && { ...photo, ...(bytes ? { type: bytes.type, base64: bytes.bytes.toString('base64') } : {}) } }
  })
  return JSON.stringify({ format: 'clamor-own-data', version: 1, campaign: { slug: campaign.slug, name: campaign.name }, madeAt: house.clock.now(), ...holdings, posts }, null, 2)
}

/** As text where it is text, else in base64. */
function carried(bytes: Uint8Array): { text: string } | { base64: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') }
  }
}

/** The same for people: one page without a script and without anything from elsewhere. */
export async function exportHtml(house: House, campaign: Campaign, owner: Owner, t: Translate): Promise<string> {
  const holdings = await holdingsOf(house, campaign, owner)
  const photos = await ownPhotos(house, campaign.id, holdings)
  const title = `${t('privacy.yoursTitle')} · ${campaignIn(campaign, t.tag, t.language).name}`
  const posts = holdings.posts.map((post) => {
    const photo = photos.get(post.id)
    const picture = photo ? `<img alt="${escaped(post.photo?.alt ?? t('privacy.field.photo'))}" src="data:${photo.type};base64,${photo.bytes.toString('base64')}">` : ''
    const rows = factsOf(t, post).map(([name, values]) => `<dt>${escaped(name)}</dt>${values.map((value) => `<dd dir="auto">${escaped(value)}</dd>`).join('')}`).join('')
    const original = post.original ? `<details><summary>${escaped(t('privacy.field.original'))}</summary><pre dir="auto">${escaped(Buffer.from(post.original).toString('utf8'))}</pre></details>` : ''
    return `<article><h2>${escaped(t('privacy.cameOn', { channel: t(`post.channel.${post.channel as 'form'}`), moment: t.date(post.arrivedAt, 'moment') }))}</h2><blockquote dir="auto">${escaped(post.text)}</blockquote>${picture}<dl>${rows}</dl>${original}</article>`
  })
  const lists = [
    [t('privacy.signatures'), holdings.signatures.map((one) => `${one.actionKey}, ${t('privacy.signedOn', { date: t.date(one.signedAt, 'date') })}`)],
    [t('privacy.pledges'), holdings.pledges.map((one) => `${one.burst}, ${t('privacy.pledgedOn', { date: t.date(one.pledgedAt, 'date') })}`)],
  ] as const
  const others = lists.filter(([, lines]) => lines.length > 0).map(([name, lines]) => `<h2>${escaped(name)}</h2><ul>${lines.map((line) => `<li dir="auto">${escaped(line)}</li>`).join('')}</ul>`)
  return `<!doctype html><html lang="${t.tag}" dir="${t.dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}blockquote{margin:0;padding-inline-start:1rem;border-inline-start:3px solid #888;white-space:pre-wrap}pre{white-space:pre-wrap;overflow-wrap:anywhere}dt{font-weight:600}dd{margin:0 0 .5rem}img{max-width:100%}article{margin-block:2rem}</style></head>
<body><h1>${escaped(title)}</h1><p>${escaped(t.date(house.clock.now(), 'moment'))}</p><p>${escaped(t('privacy.held', { count: holdings.posts.length }))}</p>${posts.join('')}${others.join('')}</body></html>`
}

/** What is held with a post, each with its name. The screen and the file say the same. */
export function factsOf(t: Translate, post: HeldPost): [string, string[]][] {
  const { contact, byline, place } = post
  const facts: [string, string | string[] | undefined][] = [
    [t('privacy.field.place'), place ? [place.name, place.lat === null ? null : `${place.lat}, ${place.lon}`, place.precision ? t('privacy.placeShown', { precision: t(`incident.precision.${place.precision as 'exact'}`) }) : null].filter(Boolean).join(' · ') : undefined],
    [t('privacy.field.knows'), post.knows ? t(`post.knows.${post.knows as 'saw'}`) : undefined],
    [t('privacy.field.judged'), post.judged ? t(`post.knows.${post.judged as 'saw'}`) : undefined],
    [t('privacy.field.name'), byline ? [byline.name, byline.handle].filter(Boolean).join(' · ') : undefined],
    [t('privacy.field.contact'), contact ? [contact.email, contact.phone, contact.handle].filter(Boolean).join(' · ') : undefined],
    [t('privacy.field.consent'), post.withdrawnAt ? undefined : t.list(consentNames.map((name) => t(`post.consent.${name}.${post.consent[name] ? 'yes' : 'no'}`)))],
    [t('privacy.field.photo'), post.photo ? t(post.photo.shown && post.photo.allowed ? 'privacy.field.photo.shown' : 'privacy.field.photo.kept') : undefined],
    [t('privacy.field.gone'), post.goneAt ? t.date(post.goneAt, 'moment') : undefined],
    [t('privacy.field.asked'), post.asked.map((one) => one.text)],
    [t('privacy.field.referral'), post.referrals.map((one) => `${one.helper} (${t(`referral.kind.${one.kind as 'other'}`)})`)],
    [t('privacy.field.original'), post.original ? t('privacy.field.bytes', { count: post.original.length }) : undefined],
    [t('privacy.looks'), post.looks.length > 0 ? looksOf(t, post.looks) : t('privacy.looksNone')],
  ]
  return facts.map(([name, value]): [string, string[]] => [name, typeof value === 'string' ? [value] : (value ?? [])]).filter(([, values]) => values.some(Boolean))
}

/** Looks at the same for the same reason are one line, with when it was last. */
function looksOf(t: Translate, looks: HeldPost['looks']): string[] {
  const same = Map.groupBy(looks, (look) => `${look.kind} ${look.reason ?? ''}`)
  return [...same.values()].map((some) => {
    const { at, kind, reason } = some[0]!
    return t('privacy.lookLine', { count: some.length, moment: t.date(at, 'moment'), what: whatWords(t, kind), reason: reasonWords(t, reason) })
  })
}
