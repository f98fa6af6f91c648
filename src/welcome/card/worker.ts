import type { Card } from './card.ts'
import { setCards } from './set.ts'

process.on('message', (card: Card) => {
  try {
    process.send!({ pdf: setCards(card) })
  } catch (problem) {
    process.send!({ problem: problem instanceof Error ? problem.message : String(problem) })
  }
})
// The parent is gone, by whatever death: nothing is left to work for.
process.on('disconnect', () => process.exit())
