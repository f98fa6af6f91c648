export { judge } from './judge.ts'
export { linkToFirst, unlink } from './link.ts'
export { handsOf, linksOf, sourceOf, type Hands, type Linked, type Source } from './read.ts'
export { slice } from './slice.ts'
