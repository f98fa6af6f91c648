import { areasGeoJsonOf } from '#publish/index.ts'
import { publicFile } from '../public-file.ts'
import type { RequestHandler } from './$types'

/** Outlines of the campaign's districts with counts, for whoever draws a map of their own. */
export const GET: RequestHandler = (event) => publicFile(event, 'application/geo+json', areasGeoJsonOf)
