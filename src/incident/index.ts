export { behindIncidents, type Behind } from './behind.ts'
export { addIncident, editIncident, incidentById, listIncidents, noIncident, verifications, type Incident, type IncidentEdit, type Verification } from './incident.ts'
export { slice } from './slice.ts'
