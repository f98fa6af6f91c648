export { addIncident, editIncident, incidentById, listIncidents, noIncident, verifications, type Incident, type Verification } from './incident.ts'
export { slice } from './slice.ts'
