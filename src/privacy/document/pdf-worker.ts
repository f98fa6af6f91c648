import { readFileSync } from 'node:fs'
import { breakable, fonts, settable, typst } from '#deliver/dossier/index.ts'
import type { Block } from './text.ts'

/** Sets one document and ends. */
process.on('message', ({ blocks, language, dir }: { blocks: Block[]; language: string; dir: string }) => {
  try {
    const compiler = typst().NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts() }] })
    const title = blocks.find((block) => block.kind === 'title')
    const data = JSON.stringify({ blocks: blocks.map(printed), language, dir, title: title?.kind === 'title' ? print(title.text) : '' })
    const compiled = compiler.compile({ mainFileContent: readFileSync(new URL('./document.typ', import.meta.url), 'utf8'), inputs: { data } })
    if (compiled.hasError() || !compiled.result) throw new Error(JSON.stringify(compiler.fetchDiagnostics(compiled.takeError()!)).slice(0, 1_000))
    process.send!({ pdf: compiler.pdf(compiled.result, { pdfStandard: 'ua-1' }) }, () => process.exit())
  } catch (problem) {
    process.send!({ problem: problem instanceof Error ? problem.message : String(problem) }, () => process.exit())
  }
})
process.on('disconnect', () => process.exit())

function printed(block: Block): Block {
  if (block.kind === 'list') return { ...block, points: block.points.map(print) }
  if (block.kind === 'table') return { ...block, head: block.head.map(print), rows: block.rows.map((row) => row.map(print)) }
  return { ...block, text: print(block.text) }
}

function print(text: string): string {
  return breakable(settable(text).text)
}
