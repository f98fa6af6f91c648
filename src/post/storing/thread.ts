/** Stores batches in a thread of its own (storing.ts): with connections of its own, and as another process would. */
import { parentPort, workerData } from 'node:worker_threads'
import { Database, Keys } from '#core/data/index.ts'
import { unpack } from '../items.ts'
import { storeItems, type Lane, type Timer } from '../store.ts'
import type { Answer, Batch, Begin, Done, May, Rest } from './message.ts'

const { url, secret } = workerData as Begin
/** One batch looks up and one writes, of two campaigns at once. */
const house = { db: new Database(url, { connections: 4, name: 'clamor storing' }), keys: new Keys(Buffer.from(secret)) }
const gates = new Map<number, Record<May['may'], Gate>>()

parentPort!.on('message', (message: Batch | May | Rest) => {
  if (message === 'rest') void house.db.end().finally(() => process.exit())
  else if ('may' in message) gates.get(message.batch)?.[message.may].open()
  else void store(message)
})
say('ready')

async function store({ batch, campaignId, items, arrivedAt }: Batch): Promise<void> {
  const [write, commit] = [new Gate(), new Gate()]
  gates.set(batch, { write, commit })
  const lane: Lane = { mayWrite: () => write.passed, written: () => say({ batch, written: true }), mayCommit: () => commit.passed }
  const spent: Record<string, number> = {}
  try {
    const { results, found, epoch } = await storeItems(house, { id: campaignId }, unpack(items), arrivedAt, { lane, timer: adding(spent) })
    const done: Done = {
      ids: results.map((one) => one.id),
      known: results.map((one) => one.known),
      languages: found.map((one) => one.language),
      authorIds: found.map((one) => one.authorId),
      links: found.map((one) => (one.links.length > 0 ? one.links : undefined)),
      epoch,
      spent,
    }
    say({ batch, done })
  } catch (error) {
    const { message, stack, code } = error as NodeJS.ErrnoException
    say({ batch, failed: { message, stack, code } })
  } finally {
    gates.delete(batch)
  }
}

function say(answer: Answer): void {
  parentPort!.postMessage(answer)
}

/** Is open from some moment on. */
class Gate {
  open = () => {}
  readonly passed = new Promise<void>((resolve) => (this.open = resolve))
}

function adding(spent: Record<string, number>): Timer {
  return (step, work) => {
    const start = performance.now()
    const add = () => void (spent[step] = (spent[step] ?? 0) + performance.now() - start)
    const result = work()
    if (result instanceof Promise) result.then(add, add)
    else add()
    return result
  }
}
