export { arrivalOf, faultsIn, longestText, readFields, ticketIn, type FieldFault, type Typed } from './form.ts'
