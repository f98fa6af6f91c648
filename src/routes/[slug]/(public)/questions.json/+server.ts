import { questionsJson } from '#publish/index.ts'
import { publicFile } from '../public-file.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = (event) => publicFile(event, 'application/json', questionsJson)
