export { checklistOf, findOut, override, type Checklist, type NewFinding, type PointRow } from './checklist.ts'
export type { EventRow } from './event.ts'
export { attach, detach, evidenceKinds, evidencePhoto, type Evidence, type EvidenceKind, type NewEvidence } from './evidence.ts'
export {
  addIncident, changeIncident, courses, editIncident, incidentById, incidentOrders, listIncidents, noIncident, standsFor,
  type Course, type Incident, type IncidentEdit, type IncidentOrder,
} from './incident.ts'
export { joinIncidents, splitIncident, undoMove, type Move } from './move.ts'
export { kilometresTo, ongoingIncidents, type OngoingIncident } from './ongoing.ts'
export { noteOn } from './note.ts'
export { points, standings, verifications, type Point, type Standing, type Verification } from './rule.ts'
export { slice } from './slice.ts'
export { settleGrown } from './settle.ts'
export { incidentColumns } from './table.ts'
export type { Subject } from './subject.ts'
export { wholeIncident, type Support, type TimelineRow, type WholeIncident } from './whole.ts'
