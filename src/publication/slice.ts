import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { publishQuestion, unpublishQuestion } from './asked.ts'
import { tellChat } from './tell-chat.ts'

export const slice: Slice = { name: 'publication', api, steps: { chatAsked: publishQuestion, chatUnasked: unpublishQuestion, sent: tellChat } }
