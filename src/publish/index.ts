export { ready, snapshotOf } from './ready.ts'
export { takeSnapshot, type Figures, type PublicIncident, type PublicQuestion, type Snapshot } from './snapshot.ts'
