import type { ExamplePost, LabelledPost } from './post.ts'
import { stream } from './stream.ts'

export type { Channel, ExamplePost, Kind, LabelledPost } from './post.ts'

export interface Asked {
  /** How many, 1 to 5,000,000; 40,000 unless said. */
  posts?: number
  seed?: number
}

/**
 * The posts of the example campaign, oldest first. The same number and seed give the same bytes; memory does not grow
 * with the number.
 */
export function* examplePosts(asked: Asked = {}): Generator<ExamplePost> {
  for (const { post } of examplePostsWithTruth(asked)) yield post
}

/** The same posts, each with the saying it says: for judging how well they fold, never for folding them. */
export function examplePostsWithTruth({ posts = 40_000, seed = 1 }: Asked = {}): Generator<LabelledPost> {
  if (!Number.isInteger(posts) || posts < 1 || posts > 5_000_000) throw new RangeError('The example has 1 to 5,000,000 posts')
  return stream(posts, seed)
}
