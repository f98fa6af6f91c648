import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { institutionsOf } from '#campaign/index.ts'
import { isUuid, refuse } from '#core/index.ts'
import { dossierFile, listDossiers } from '#deliver/index.ts'
import { entered } from '../../../entered.ts'
import type { RequestHandler } from './$types'

const types: Record<string, string> = {
  'dossier.pdf': 'application/pdf', 'dossier.html': 'text/html; charset=utf-8', 'questions.csv': 'text/csv; charset=utf-8', 'sources.csv': 'text/csv; charset=utf-8', SHA256SUMS: 'text/plain; charset=utf-8',
}

/** A file of a dossier, for those who may make one. Always to be kept, never shown within the house: it holds people's words. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { house, campaign } = await entered(locals, params.slug, 'dossier.make')
  const type = types[params.file]
  const path = type && isUuid(params.id) ? await dossierFile(house, campaign.id, params.id, params.file) : undefined
  const size = path ? await stat(path).then((found) => found.size, () => undefined) : undefined
  if (!path || !type || size === undefined) throw refuse('not-found', 404, 'There is no such file.')
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, {
    headers: { 'content-type': type, 'content-length': String(size), 'content-disposition': `attachment; filename="${await nameOf()}"`, 'cache-control': 'private, no-store' },
  })

  /** Says of what it is, once it lies among other downloads; made of keys, which are plain in every file system. Checksums name the files as they are in the folder. */
  async function nameOf(): Promise<string> {
    if (params.file === 'SHA256SUMS') return params.file
    const dossier = (await listDossiers(house, campaign.id)).find((one) => one.id === params.id)
    const institution = (await institutionsOf(house.db, campaign.id)).find((one) => one.id === dossier?.institutionId)
    return `${campaign.slug}-${institution?.key ?? 'institution'}-${dossier?.edition ?? 0}-${params.file}`
  }
}
