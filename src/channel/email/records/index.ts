export { asking, type Ask } from './ask.ts'
export { checkDkim, dkimRecord, newDkimKey, type Dkim, type DkimResult } from './dkim.ts'
export { checkDmarc, type Dmarc, type DmarcResult } from './dmarc.ts'
export { checkSpf, type Spf, type SpfResult } from './spf.ts'
