import { execFile } from 'node:child_process'
import { closeSync, openSync, readSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readArrival, type Arrival } from '#channel/index.ts'
import { examplePosts } from '../../demo/posts/index.ts'
import { randomPosts } from './random-posts.ts'

/** example: what a campaign is like, four in five are copies. random: the worst case, three in five say something new. */
export type Kind = 'example' | 'random'

/** What is asked of the bench: `example`, unless told otherwise. */
export function kindOf(given: string | undefined): Kind {
  if (given !== undefined && given !== 'example' && given !== 'random') throw new RangeError(`--kind is example or random, not ${given}`)
  return given ?? 'example'
}

/** JSON lines as `POST /api/campaigns/{slug}/posts` takes them. The same count and seed give the same. */
export function* benchLines(kind: Kind, count: number, seed: number): Generator<string> {
  for (const item of kind === 'random' ? randomPosts(count, seed) : examplePosts({ posts: count, seed })) yield JSON.stringify(item)
}

const writer = fileURLToPath(new URL('./write-posts.ts', import.meta.url))

/** Posts that were written to a file before the clock starts: making them is no part of intake, reading and checking them is. */
export class PostFile {
  readonly #file: number
  #rest = Buffer.alloc(0)

  private constructor(path: string) {
    this.#file = openSync(path, 'r')
  }

  static async write(path: string, kind: Kind, count: number, seed: number): Promise<PostFile> {
    await promisify(execFile)(process.execPath, [writer, path, kind, String(count), String(seed)])
    return new PostFile(path)
  }

  /** The next posts, as the API reads them from a body. */
  next(count: number): Arrival[] {
    const arrivals: Arrival[] = []
    for (let at = 0; arrivals.length < count; ) {
      const end = this.#rest.indexOf(10, at)
      if (end >= 0) {
        arrivals.push(arrivalOf(this.#rest.subarray(at, end)))
        at = end + 1
      } else {
        const more = Buffer.allocUnsafe(1 << 20)
        const bytes = readSync(this.#file, more)
        if (bytes === 0) break
        this.#rest = Buffer.concat([this.#rest.subarray(at), more.subarray(0, bytes)])
        at = 0
      }
      if (arrivals.length === count) this.#rest = this.#rest.subarray(at)
    }
    return arrivals
  }

  close(): void {
    closeSync(this.#file)
  }
}

function arrivalOf(line: Buffer): Arrival {
  // A copy: the line is part of a megabyte that it would keep alive.
  const read = readArrival(JSON.parse(line.toString()), Buffer.from(line))
  if ('reject' in read) throw new Error(`a post of the bench is not good: ${read.reject.detail}`)
  return read.arrival
}
