export { xOutlet, type XConnection } from './outlet.ts'
export { signed } from './signature.ts'
