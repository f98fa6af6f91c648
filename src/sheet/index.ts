export {
  collectorLimits, collectorOfSecret, endOf, enterAsCollector, listCollectors, makeCollectors, renewCollector, revokeAllCollectors, revokeCollector,
  type Collector, type Ended, type MadeCollector, type NewCollectors,
} from './collector.ts'
export { manifestOf } from './manifest.ts'
export { noteIdsOf } from './note-ids.ts'
export { dropWallPhotos, mostPhotos, readSheetPhoto } from './photo.ts'
export { qrOf, type QrCode } from './qr.ts'
export { collectedBy, listSheets, type SheetRow } from './read.ts'
export { slice } from './slice.ts'
export { takeSheet, type TakenSheet } from './take.ts'
