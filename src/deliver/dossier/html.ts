import type { Translate } from '#ui/words.ts'
import { outline, type Chart } from './chart.ts'
import type { Dossier } from './dossier.ts'
import { sheetOf, type Sheet, type SheetQuestion, type Voice } from './sheet.ts'
import { speechOf } from './speech.ts'
import { look } from './look.ts'

/**
 * The dossier as one file of HTML: no script, no request to anybody, readable on a screen (light and dark), by a screen
 * reader and on paper. It is written as well-formed XML too, so that an institution's software can take it apart.
 */
export function writeHtml(dossier: Dossier, sourcesHash = ''): string {
  const sheet = sheetOf(dossier)
  const { t } = speechOf(dossier)
  const rtl = sheet.dir === 'rtl'
  return `<!DOCTYPE html>
<html lang="${sheet.language}" dir="${sheet.dir}" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<title>${escaped(sheet.title)}</title>
<style>${look}</style>
</head>
<body>
${cover(sheet, t, rtl)}
<main>
${sheet.areas.length === 0 ? `<p>${escaped(t('dossier.nothingAsked'))}</p>` : ''}
${sheet.areas.map((area, i) => `<section id="area-${i + 1}" aria-labelledby="area-${i + 1}-name">
<h2 id="area-${i + 1}-name"${side(area.name)}>${escaped(area.name.text)}</h2>
<p class="small">${escaped(area.count)}</p>
${area.questions.map((q) => question(q, t, rtl)).join('\n')}
</section>`).join('\n')}
${sheet.loudest.length > 0 ? loudest(sheet, t) : ''}
<section id="gathered"><h2>${escaped(t('dossier.gathered'))}</h2>
${sheet.gathered.map((p) => `<p>${escaped(p)}</p>`).join('\n')}
</section>
<section id="sources"><h2>${escaped(t('dossier.sources'))}</h2>
<p>${escaped(sheet.sources)}</p>
${sourcesHash && `<p class="small">${escaped(t('dossier.sourcesCheck'))}<br/><code dir="ltr">${escaped(sourcesHash)}</code></p>`}
</section>
</main>
<footer><p>${escaped(sheet.institution.text)} <span>${escaped(sheet.madeOn)}</span> ${
  sourcesHash && `<span>${escaped(t('dossier.sourcesFoot', { hash: '' }).trim())} <bdi dir="ltr">${escaped(sourcesHash.slice(0, 8))}</bdi></span>`
}</p></footer>
</body>
</html>
`
}

function cover(sheet: Sheet, t: Translate, rtl: boolean): string {
  const [before, url, after] = sheet.closing
  const entry = (target: string, name: string, count = '') =>
    `<li><a href="#${target}">${name}</a>${count && ` <span class="small">${escaped(count)}</span>`}</li>`
  return `<header>
<p class="campaign"${side(sheet.campaign)}>${escaped(sheet.campaign.text)}</p>
<h1><span>${escaped(sheet.ask)}</span> <bdi>${escaped(sheet.institution.text)}</bdi></h1>
<p class="intro">${escaped(sheet.intro)}</p>
${sheet.campaignAsked
    ? `<p class="small">${escaped(t('dossier.campaignAsked'))}</p>\n<p class="voice"${side(sheet.campaignAsked)}>${escaped(sheet.campaignAsked.text)}</p>`
    : ''}
<dl class="figures">${sheet.figures.map((f) => `<div><dt>${escaped(f.label)}</dt><dd>${escaped(f.value)}</dd></div>`).join('')}</dl>
${sheet.chart ? bars(sheet.chart, 640, 48, rtl) : ''}
<nav aria-labelledby="contents"><h2 id="contents">${escaped(t('dossier.contents'))}</h2>
<ol>
${sheet.areas.map((a, i) => entry(`area-${i + 1}`, `<bdi>${escaped(a.name.text)}</bdi>`, a.count)).join('\n')}
${sheet.loudest.length > 0 ? entry('loudest', escaped(t('dossier.loudest'))) : ''}
${entry('gathered', escaped(t('dossier.gathered')))}
${entry('sources', escaped(t('dossier.sources')))}
</ol></nav>
<p class="small">${escaped(before)}<bdi dir="ltr">${escaped(url)}</bdi>${escaped(after)}</p>
</header>`
}

function question(q: SheetQuestion, t: Translate, rtl: boolean): string {
  const id = q.anchor
  return `<article id="${id}" aria-labelledby="${id}-wording">
<p class="number"><bdi dir="ltr">${escaped(q.number)}</bdi></p>
<h3 id="${id}-wording"${side(q.wording)}>${escaped(q.wording.text)}</h3>
<div class="facts"><dl>${q.facts.map((f) => `<dt>${escaped(f.label)}</dt><dd>${escaped(f.value)}</dd>`).join('')}</dl>
${q.chart ? bars(q.chart, 200, 48, rtl) : ''}</div>
${q.examples.length > 0 ? `<h4>${escaped(t('dossier.inTheirWords'))}</h4>` : ''}
${q.examples.map((e) => `<figure class="said"><blockquote${side(e.voice)}>${lines(e.voice.text)}</blockquote>
<figcaption class="small">${escaped(e.meta)}</figcaption></figure>`).join('\n')}
${q.notQuoted && `<p class="small">${escaped(q.notQuoted)}</p>`}
${q.answer
    ? `<div class="answer"><p><strong>${escaped(q.answer.head)}</strong></p><blockquote${side(q.answer.voice)}>${lines(q.answer.voice.text)}</blockquote></div>`
    : `<div class="room"><p><strong>${escaped(q.room)}</strong></p><p class="small"><span>${escaped(t('dossier.nameAndOffice'))}</span><span>${escaped(t('dossier.date'))}</span></p></div>`}
</article>`
}

function loudest(sheet: Sheet, t: Translate): string {
  return `<section id="loudest"><h2>${escaped(t('dossier.loudest'))}</h2>
<p class="small">${escaped(t('dossier.loudestText'))}</p>
<table><thead><tr>${[t('dossier.reference'), t('dossier.question'), t('dossier.askedBy')].map((h) => `<th scope="col">${escaped(h)}</th>`).join('')}</tr></thead>
<tbody>${sheet.loudest.map((q) => `<tr><td><a href="#${q.anchor}"><bdi dir="ltr">${escaped(q.number)}</bdi></a></td><td class="voice"${side(q.wording)}>${escaped(q.wording.text)}</td><td>${escaped(q.people)}</td></tr>`).join('\n')}</tbody></table>
</section>`
}

function bars(chart: Chart, width: number, height: number, rtl: boolean): string {
  const points = outline(chart, width, height, rtl).map((p) => p.join(',')).join(' ')
  return `<figure class="bars"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(chart.text)}" preserveAspectRatio="none"><polygon points="${points}"/></svg>
<figcaption class="small" aria-hidden="true"><span>${escaped(chart.from)}</span><span>${escaped(chart.unit)}</span><span>${escaped(chart.to)}</span></figcaption></figure>`
}

function side(voice: Voice): string {
  return ` dir="${voice.dir}"${voice.lang ? ` lang="${voice.lang}"` : ''}`
}

function lines(text: string): string {
  return escaped(text).replaceAll('\n', '<br/>')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign]!)
}
