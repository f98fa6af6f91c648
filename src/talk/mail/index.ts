export { checkRecords, makeDkimKey, type MailRecords } from './records.ts'
export { clearAddress, returnedFrom, type ReturnedMail } from './returned.ts'
export { mailState, removeMail, securities, setMail, type MailState } from './setting.ts'
export { lastTestLetter, sendTestLetter, type TestLetter } from './test-letter.ts'
