/*
 * What waits on this device until it is sent, each thing once. It lies in IndexedDB, so that it outlives a crash of the browser; the page and
 * the service worker read the same. A thing's id is made here, when it is begun, and is what the server knows it again by.
 */

/** open: being worked on; waiting: to be sent when its time has come; sent: safe; refused: the server said why not. */
export type ThingState = 'open' | 'waiting' | 'sent' | 'refused'

export interface Thing<Data = Record<string, unknown>> {
  id: string
  /** Whose it is and where it goes, such as `sheet/water-now/<person>`; nobody sends what another person left on a shared device. */
  lane: string
  /** What it belongs to within its lane, such as one paper sheet. */
  group: string
  order: number
  data: Data
  /** Bytes that travel by themselves. Not a Blob: some browsers lose those at a crash. */
  bytes?: { type: string; content: ArrayBuffer }
  state: ThingState
  /** Not sent before: the time in which one may take it back. Milliseconds since 1970. */
  due: number
  /** Why it was refused; `code` has words in the messages. `holder`: who has it instead. */
  reason?: { code: string; detail: string; holder?: string }
  /** What the server said about it. */
  answer?: Record<string, unknown>
}

/** How a lane reaches the server; also read by the service worker, which knows nothing else of the page. */
export interface Lane {
  name: string
  /** Which of the known ways of sending (ways.ts). */
  way: string
  /** Where to. */
  address: string
  /** Whatever opens it beside a cookie. */
  bearer?: string
  /** Words go when they were sent: a collector's telephone may be looked through. */
  forget?: boolean
}

const name = 'clamor-offline'
let opened: Promise<IDBDatabase> | undefined

function database(): Promise<IDBDatabase> {
  return (opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('thing', { keyPath: 'id' }).createIndex('lane', 'lane')
      request.result.createObjectStore('kept')
    }
    request.onsuccess = () => {
      // Another tab with a newer program wants to change the stores.
      request.result.onversionchange = () => (request.result.close(), (opened = undefined))
      resolve(request.result)
    }
    request.onerror = () => (reject(request.error!), (opened = undefined))
  }))
}

/** One transaction; resolves when it is on the disk, not only in memory of the browser. */
async function within<T>(store: 'thing' | 'kept', mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T> | void): Promise<T> {
  const db = await database()
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode, { durability: 'strict' })
    const request = work(transaction.objectStore(store))
    transaction.oncomplete = () => resolve((request ? request.result : undefined) as T)
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('the browser keeps nothing'))
  })
}

export async function putThings(things: Thing<any>[]): Promise<void> {
  if (things.length > 0) await within('thing', 'readwrite', (store) => things.forEach((thing) => store.put(thing)))
}

export async function removeThings(ids: string[]): Promise<void> {
  if (ids.length > 0) await within('thing', 'readwrite', (store) => ids.forEach((id) => store.delete(id)))
}

/** All of a lane, in their order. */
export async function thingsOf(lane: string): Promise<Thing<any>[]> {
  const things = await within('thing', 'readonly', (store) => store.index('lane').getAll(lane) as IDBRequest<Thing<any>[]>)
  return things.sort((a, b) => a.order - b.order)
}

/** Changes things as they stand now; those that are gone meanwhile stay gone. */
export async function changeThings(ids: string[], change: (thing: Thing<any>) => Thing<any> | undefined): Promise<void> {
  await within('thing', 'readwrite', (store) => {
    for (const id of ids) {
      const request = store.get(id) as IDBRequest<Thing<any> | undefined>
      request.onsuccess = () => {
        const changed = request.result && change(request.result)
        if (changed) store.put(changed)
      }
    }
  })
}

/** Small things beside: the head of a sheet, a lane. */
export function keep(key: string, value: unknown): Promise<unknown> {
  return within('kept', 'readwrite', (store) => store.put(value, key))
}

export function kept<T>(key: string): Promise<T | undefined> {
  return within('kept', 'readonly', (store) => store.get(key) as IDBRequest<T | undefined>)
}

export function letGo(key: string): Promise<undefined> {
  return within('kept', 'readwrite', (store) => store.delete(key))
}

/** Everything of the lanes with this beginning, but for those of one person. */
export async function removeLane(beginning: string, but?: string): Promise<void> {
  await within('thing', 'readwrite', (store) => {
    const request = store.index('lane').openCursor(IDBKeyRange.bound(beginning, `${beginning}\uffff`))
    request.onsuccess = () => {
      const found = request.result
      if (!found) return
      if (!but || !(found.value as Thing).lane.endsWith(`/${but}`)) found.delete()
      found.continue()
    }
  })
}

/** Every small thing with one of these beginnings, but for those of one person. */
export async function letGoAll(beginnings: string[], but?: string): Promise<void> {
  await within('kept', 'readwrite', (store) => {
    for (const beginning of beginnings) {
      const request = store.getAllKeys(IDBKeyRange.bound(beginning, `${beginning}\uffff`))
      request.onsuccess = () => request.result.filter((key) => !but || !String(key).endsWith(`/${but}`)).forEach((key) => store.delete(key))
    }
  })
}

export async function lanesKept(): Promise<Lane[]> {
  return within('kept', 'readonly', (store) => store.getAll(IDBKeyRange.bound('lane/', 'lane/\uffff')) as IDBRequest<Lane[]>)
}

/** How many things of other lanes with this beginning wait here: somebody else's, on a shared device. */
export async function waitingOfOthers(beginning: string, lane: string): Promise<number> {
  const things = await within('thing', 'readonly', (store) => store.index('lane').getAll(IDBKeyRange.bound(beginning, `${beginning}\uffff`)) as IDBRequest<Thing[]>)
  return things.filter((thing) => thing.lane !== lane && (thing.state === 'waiting' || thing.state === 'open')).length
}
