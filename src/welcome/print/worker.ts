import { setCards } from '../card/set.ts'
import { setPoster } from '../poster/set.ts'
import type { Print } from './press.ts'
import { NoLetters } from './typeset.ts'

process.on('message', (print: Print) => {
  try {
    process.send!({ pdf: 'card' in print ? setCards(print.card) : setPoster(print.poster) })
  } catch (problem) {
    process.send!({ problem: problem instanceof Error ? problem.message : String(problem), noLetters: problem instanceof NoLetters })
  }
})
// The parent is gone, by whatever death: nothing is left to work for.
process.on('disconnect', () => process.exit())
