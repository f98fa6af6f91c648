export { joinByHand } from './join.ts'
export { partStatement, type ByWhom, type Refolded, type Which } from './part.ts'
export { standingRefold, type Refold } from './record.ts'
export { undoRefold } from './undo.ts'
