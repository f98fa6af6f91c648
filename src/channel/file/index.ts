export { openFile, type FileRecord, type OpenFile, type OpenOptions } from './open.ts'
export { readMap } from './columns.ts'
export { formats, type Format } from './detect.ts'
export { encodings, type Encoding } from './encoding.ts'
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
