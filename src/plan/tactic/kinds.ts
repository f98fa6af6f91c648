export const lanes = ['online', 'offline'] as const
export type Lane = (typeof lanes)[number]

/** What a tactic can be, and where it mostly takes place; a person may say otherwise. */
export const tacticKinds = {
  burst: 'online',
  chat: 'online',
  coverage: 'online',
  question: 'online',
  petition: 'online',
  letters: 'online',
  'photo-wall': 'online',
  playlist: 'online',
  video: 'online',
  rally: 'offline',
  briefing: 'offline',
  'paper-notes': 'offline',
  radio: 'offline',
  press: 'offline',
  report: 'offline',
  lobbying: 'offline',
  litigation: 'offline',
  workshop: 'offline',
} as const satisfies Record<string, Lane>

export type TacticKind = keyof typeof tacticKinds
export const kindNames = Object.keys(tacticKinds) as [TacticKind, ...TacticKind[]]

export const tacticStates = ['planned', 'running', 'done', 'dropped'] as const
export type TacticState = (typeof tacticStates)[number]

/** `unclear`: it cannot be judged, which is an honest answer and needs a reason like the others. */
export const verdicts = ['met', 'mixed', 'missed', 'unclear'] as const
export type Verdict = (typeof verdicts)[number]
