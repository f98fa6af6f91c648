export { emailOutlet, type MailConnection } from './outlet.ts'
