export { mapAtom, mapCsv, mapGeoJson, questionsCsv, questionsJson } from './feeds.ts'
export { ready, snapshotOf } from './ready.ts'
export { takeSnapshot, type Figures, type ShownIncident, type ShownQuestion, type Snapshot } from './snapshot.ts'
