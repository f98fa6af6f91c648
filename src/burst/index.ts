export {
  burstIn, burstLimits, burstOf, burstsOf, burstStates, changeBurst, makeBurst, noBurst, openStop, stateAt,
  type Burst, type BurstChange, type BurstState, type NewBurst, type Stop,
} from './burst.ts'
export { calendarOf, type CalendarEntry } from './calendar.ts'
export { eraseIn, keptDays } from './erase.ts'
export { figuresOf, paceNeeded, type Figures } from './figures.ts'
export { confirmMail, endMail, mailStateOf, reminderMinutes, remindersBegin, remindIn, type MailState } from './mail.ts'
export { networksFor, noteOpened, ownPage, ownTexts, pledgeOf, shownText, type OwnPage, type OwnText, type Pledge, type Proof, type Tap } from './page.ts'
export { changePledge, leaveBurst, pausePledge, pledge, type NewPledge } from './pledge.ts'
export { postAddress, proveTap, type PostAddress } from './prove.ts'
export { isPulse, pulse } from './pulse.ts'
export { pledgeOfSecret, secretOf } from './secret.ts'
export { slice } from './slice.ts'
export { caps, momentsOf, mostEach, ownOrder, ramps, type Ramp, type Spread } from './spread.ts'
export { liftStop, longestReason, stopBurst } from './stop.ts'
export { tap } from './tap.ts'
export { cityOf, commonZones, countryOf } from './zone.ts'
export { zoneChoices } from './zone-choices.ts'
