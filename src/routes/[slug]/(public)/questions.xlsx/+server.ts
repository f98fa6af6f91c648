import { tableTypes } from '#core/table/index.ts'
import { questionsWorkbook } from '#publish/index.ts'
import { publicFile } from '../public-file.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = (event) => publicFile(event, tableTypes.xlsx, questionsWorkbook)
