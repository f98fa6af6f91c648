import { questionsCsv } from '#publish/index.ts'
import { publicFile } from '../public-file.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = (event) => publicFile(event, 'text/csv; charset=utf-8', questionsCsv)
