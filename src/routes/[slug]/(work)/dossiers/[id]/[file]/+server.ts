import { readFile } from 'node:fs/promises'
import { basename, extname, resolve, sep } from 'node:path'
import { institutionsOf } from '#campaign/index.ts'
import { refuse } from '#core/index.ts'
import { listDossiers } from '#deliver/index.ts'
import { entered } from '../../../entered.ts'
import { dossierFolder } from '../../making.ts'
import type { RequestHandler } from './$types'

const types: Record<string, string> = { '.pdf': 'application/pdf', '.html': 'text/html; charset=utf-8', '.csv': 'text/csv; charset=utf-8' }

/** A file of an edition: one that the edition lists, in the folder where this house keeps them, and never by a path from outside. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { house, campaign } = await entered(locals, params.slug, 'dossier.make')
  const dossier = (await listDossiers(house, campaign.id)).find((one) => one.id === params.id)
  const file = dossier?.files.find((one) => basename(one.path) === params.file)
  const path = file && resolve(file.path)
  const bytes = path?.startsWith(dossierFolder(house, campaign.id) + sep) ? await readFile(path).catch(() => undefined) : undefined
  if (!dossier || !bytes) throw refuse('not-found', 404, 'There is no such file.')
  const institution = (await institutionsOf(house.db, campaign.id)).find((one) => one.id === dossier.institutionId)
  // Made of keys, which are plain: safe in every file system and in this header.
  const name = params.file === 'SHA256SUMS' ? 'SHA256SUMS' : `${campaign.slug}-${institution?.key ?? 'institution'}-${dossier.edition}-${params.file}`
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': types[extname(params.file)] ?? 'text/plain; charset=utf-8', 'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
      'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  })
}
