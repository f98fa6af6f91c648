import { open, type FileHandle } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { refuse, type House } from '#core/index.ts'

interface Rejected {
  line: number
  reject: { code: string; detail: string }
  original: Uint8Array
}

/**
 * Where records go that cannot be read: JSON lines with line number, reason and the record, for its owner's eyes only. Made with
 * the first of them; a second run of the same import writes it anew.
 */
export class RejectFile {
  path: string | null = null
  #file: FileHandle | undefined
  readonly #places: string[]

  constructor(house: Pick<House, 'dataDir'>, source: string | undefined, chosen: string | undefined) {
    const name = `${source ? basename(source) : 'import'}.rejects.jsonl`
    this.#places = chosen ? [chosen] : [...(source ? [`${source}.rejects.jsonl`] : []), join(house.dataDir, name)]
  }

  async write(records: Rejected[], encoding: string): Promise<void> {
    if (records.length === 0) return
    this.#file ??= await this.#open()
    // As people read it; what does not fit the encoding shows as a question mark in a diamond.
    const text = new TextDecoder(encoding)
    const lines = records.map(({ line, reject, original }) => JSON.stringify({ line, ...reject, record: text.decode(original) }))
    await this.#file.write(`${lines.join('\n')}\n`)
  }

  async end(): Promise<void> {
    await this.#file?.close()
  }

  async #open(): Promise<FileHandle> {
    let failed: NodeJS.ErrnoException | undefined
    for (const place of this.#places) {
      try {
        const file = await open(place, 'w', 0o600)
        this.path = place
        return file
      } catch (error) {
        failed = error as NodeJS.ErrnoException
      }
    }
    throw refuse('reject-file', 422, `The reject file ${this.#places[0]} cannot be written (${failed?.code}).`, { mend: 'Choose another with --rejects FILE.' })
  }
}
