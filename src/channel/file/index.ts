export type { FileRecord } from './finish.ts'
export { openFile, type OpenFile, type OpenOptions } from './open.ts'
export { readMap } from '#core/table/index.ts'
export { formats, type Format } from './detect.ts'
export { encodings, type Encoding } from '#core/table/index.ts'
export { decodeX, textOf } from './html.ts'
export {
  contactColumns,
  geoJson,
  jsonLines,
  postColumns,
  postFeatures,
  postLines,
  postObject,
  postTable,
  type Feature,
  type PostOut,
} from './write.ts'
export type { Mapping } from './table.ts'
export { sheetHead, type SheetHead } from './sheet.ts'
