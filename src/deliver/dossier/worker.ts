import type { Dossier } from './dossier.ts'
import { writeDossier } from './write.ts'

/** Typst keeps part of every document; past this the process is replaced by a fresh one (start: a quarter second). */
const fullBytes = 500_000_000

process.on('message', async ({ dossier, dir }: { dossier: Dossier; dir: string }) => {
  try {
    process.send!({ files: await writeDossier(dossier, dir), full: process.memoryUsage().rss > fullBytes })
  } catch (problem) {
    process.send!({ problem: problem instanceof Error ? problem.message : String(problem) })
  }
})
// The parent is gone, by whatever death: nothing is left to work for.
process.on('disconnect', () => process.exit())
