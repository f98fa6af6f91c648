import { error } from '@sveltejs/kit'
import { readyFile } from '../../../public-file.ts'
import { shownChat } from '../../chat.ts'
import type { RequestHandler } from './$types'

/** The transcript as data: what is on the page, whole. */
export const GET: RequestHandler = (event) => readyFile(event, 'application/json; charset=utf-8', async () => {
  const { shown } = await shownChat(event)
  if (shown.chat.state !== 'published') error(404)
  const { madeAt: _, ...transcript } = shown
  return JSON.stringify(transcript)
})
