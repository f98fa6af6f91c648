export { readMail, type MailFault } from './read.ts'
export { withoutQuoted } from './quoted.ts'
export { emailOutlet, type MailConnection } from './outlet.ts'
export { greet, type Greeting } from './greet.ts'
