import type { Outcome, Way } from './send.ts'
import { kept, type Lane, type Thing } from './store.ts'

/** What holds for all notes of a sheet unless a note says otherwise. */
export interface SheetHead {
  id: string
  collector: string
  place: string
  day: string
}

export interface NoteData {
  text: string
  place?: string
  day?: string
  language?: string
  knows?: string
  area?: string
  /** The name of the file, of a photograph. */
  photo?: string
}

export const sheetKey = (id: string) => `sheet/${id}`

const mostAtOnce = 100

/** Notes go in hundreds, each photograph by itself; the server knows all of them by the ids that were made here. */
export const sheetWay: Way = {
  async pack(things, lane) {
    const [first] = things
    const head = (await kept<SheetHead>(sheetKey(first!.group))) ?? { id: first!.group, collector: '', place: '', day: '' }
    if (first!.bytes) return { things: [first!], request: photoRequest(first!, head, lane) }
    const together = things.filter((thing) => thing.group === first!.group && !thing.bytes).slice(0, mostAtOnce)
    const notes = together.map((thing: Thing<NoteData>) => filled({ id: thing.id, ...thing.data }))
    return { things: together, request: requestOf(lane, lane.address, 'POST', JSON.stringify({ sheet: filled({ ...head }), notes }), 'application/json') }
  },
  read(things, body: Outcome | { known: boolean }) {
    if ('known' in body && things[0]?.bytes) return { sent: things.map(({ id }) => ({ id })), refused: [] }
    const { sent = [], refused = [] } = body as { sent?: { id: string; language?: string | null }[]; refused?: Outcome['refused'] }
    return { sent: sent.map(({ id, language }) => ({ id, answer: { language: language ?? null } })), refused }
  },
}

function photoRequest(thing: Thing<any>, head: SheetHead, lane: Lane): Request {
  const { id, ...about } = filled({ ...head })
  const query = new URLSearchParams({ sheet: id as string, ...(about as Record<string, string>) })
  return requestOf(lane, `${lane.address}/photos/${thing.id}?${query}`, 'PUT', thing.bytes!.content, thing.bytes!.type)
}

function requestOf(lane: Lane, address: string, method: string, body: BodyInit, type: string): Request {
  return new Request(address, {
    method, body, headers: { 'content-type': type, accept: 'application/json', ...(lane.bearer ? { authorization: `Bearer ${lane.bearer}` } : {}) },
    credentials: lane.bearer ? 'omit' : 'same-origin', redirect: 'error',
  })
}

/** What was left empty is not said at all. */
function filled(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''))
}
