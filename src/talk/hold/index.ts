export { holdsNow, holdsOf, liftHold, setHold, type Hold } from './hold.ts'
