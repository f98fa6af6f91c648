export { readSmsUrl, type SmsConnection } from './connection.ts'
export { smsLength, type SmsLength } from './length.ts'
export { phoneIn } from './number.ts'
export { smsOutlet } from './outlet.ts'
