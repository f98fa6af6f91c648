import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { directionOf, type Language } from '#ui/languages.ts'
import { escaped } from '../escaped.ts'
import { blocksOf, type Block } from './text.ts'

/** One page without a script and without anything from elsewhere. */
export function documentHtml(text: string, language: Language): string {
  const blocks = blocksOf(text)
  const title = blocks.find((block) => block.kind === 'title')
  return `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title?.kind === 'title' ? escaped(title.text) : ''}</title>
<style>body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.55 system-ui,sans-serif}table{border-collapse:collapse;width:100%}th,td{padding:.35rem .5rem;border:1px solid #888;text-align:start;vertical-align:top}</style></head><body>${blocks.map(html).join('\n')}</body></html>`
}

function html(block: Block): string {
  if (block.kind === 'list') return `<ul>${block.points.map((point) => `<li>${escaped(point)}</li>`).join('')}</ul>`
  if (block.kind === 'table') {
    const cells = (row: string[], tag: string) => `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
    return `<table>${cells(block.head, 'th')}${block.rows.map((row) => cells(row, 'td')).join('')}</table>`
  }
  const tag = { title: 'h1', heading: 'h2', text: 'p' }[block.kind]
  return `<${tag}>${escaped(block.text)}</${tag}>`
}

/** As PDF/UA, set in a process of its own: Typst keeps much of what it sets, and this one is gone with it. */
export function documentPdf(text: string, language: Language): Promise<Uint8Array> {
  return new Promise((done, failed) => {
    const child = fork(fileURLToPath(new URL('./pdf-worker.ts', import.meta.url)), [], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000)
    child.on('message', (told: { pdf?: Uint8Array; problem?: string }) => (told.pdf ? done(told.pdf) : failed(new Error(told.problem))))
    child.on('error', failed)
    child.on('exit', (code) => {
      clearTimeout(timer)
      failed(new Error(`the document could not be set (${code})`))
    })
    child.send({ blocks: blocksOf(text), language, dir: directionOf(language) })
  })
}
