export { callArrival, callFaults, longestCall, readCallNotes, type CallFault, type CallNotes } from './call.ts'
