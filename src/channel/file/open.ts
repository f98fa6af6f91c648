/**
 * A file of posts as a stream of arrivals: source -> encoding -> shape -> splitter -> reader -> the contract's check.
 * Each step holds one chunk or one record, so a gigabyte takes the memory of a megabyte.
 */
import { channels, type ChannelName } from '../contract.ts'
import { refuse } from '#core/index.ts'
import { encodings, isSeparatorRow, headRows, isZip, readMap, recordBytes, RowSplitter, scriptOf, type Encoding, type Script } from '#core/table/index.ts'
import { formats, refuseBinary, shapeOf, type Format, type Shape } from './detect.ts'
import type { DayOrder } from './dates.ts'
import { ElementSplitter } from './elements.ts'
import { recordsOf, tableReader, type FileRecord, type Read } from './finish.ts'
import { LineSplitter } from './lines.ts'
import { jsonReader, pageBytes } from './records.ts'
import { openSheet, type SheetHead } from './sheet.ts'
import { openSource, type Progress, type Source } from './source.ts'
import { tableOf, type Mapping, type Table } from './table.ts'

export interface OpenOptions {
  /** Found out from the file when it is not given. */
  format?: Format
  /** Found out from the file when it is not given. */
  encoding?: Encoding
  /** `text=Message,postedAt=Date`, or the same as an object. For tables only. */
  map?: string | Record<string, string>
  /** The channel of records that name none. Without it: x for files of X, mastodon for Mastodon's, else file. */
  channel?: ChannelName
  /** How 03/04/2026 is read, when the guess is wrong. */
  dayOrder?: DayOrder
  /** Put before each id: two spreadsheets that both count from 1 are then different posts. */
  idPrefix?: string
  /**
   * Records already taken in an earlier run. They are read again, since ids depend on what came before, but not given
   * out.
   */
  skip?: number
  /** Of a workbook with several: its name, or its number from 1. Default: the first one. */
  sheet?: string
  onProgress?: Progress
}

export interface OpenFile {
  format: Format
  /** As far as it is known; a file that begins in plain ASCII may prove to be Windows-1252 while it is read. */
  readonly encoding: Encoding
  mapping?: Mapping
  /** Of a workbook. */
  head?: SheetHead
  records: AsyncIterable<FileRecord>
  /** Lets go of a file that is not read to its end. */
  close: () => Promise<void>
}

/**
 * Opens a file of posts. Throws a refusal when it is none; what is wrong with single records comes with the records.
 */
export async function openFile(source: Source, options: OpenOptions = {}): Promise<OpenFile> {
  check(options)
  let packed = false
  const opened = await openSource(source, (at) => packed || options.onProgress?.(at))
  try {
    if ((packed = isZip(opened.head))) return await openSheet(opened, options)
    const script = scriptOf(opened.head, options.encoding)
    refuseBinary(opened.head, script.encoding.startsWith('utf-16'))
    const head = await utf8Head(opened.head, script)
    const shape = shapeOf(head, opened.whole, options.format)
    const table = shape.split === 'rows' ? tableIn(head, opened.whole, shape, options) : undefined
    const reads = read(script.bytes(opened.chunks), shape, script, table)
    return {
      format: shape.format,
      get encoding() {
        return script.encoding
      },
      ...(table ? { mapping: table.mapping } : {}),
      records: recordsOf(reads, shape.format, script, options),
      close: opened.close,
    }
  } catch (error) {
    await opened.close()
    throw error
  }
}

function check(options: OpenOptions): void {
  if (options.format && !formats.includes(options.format)) {
    throw refuse('format-unknown', 422, `There is no format "${options.format}".`, {
      mend: `Formats are: ${formats.join(', ')}.`,
    })
  }
  if (options.encoding && !encodings.includes(options.encoding)) {
    throw refuse('encoding-unknown', 422, `There is no encoding "${options.encoding}".`, {
      mend: `Encodings are: ${encodings.join(', ')}.`,
    })
  }
  if (options.channel && !channels.includes(options.channel)) {
    throw refuse('channel-unknown', 422, `There is no channel "${options.channel}".`, {
      mend: `Channels are: ${channels.join(', ')}.`,
    })
  }
}

async function utf8Head(head: Buffer, script: Script): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of script.bytes(once(head))) parts.push(part)
  const bytes = Buffer.concat(parts)
  return script.encoding.startsWith('windows') ? Buffer.from(script.text(bytes)) : bytes
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value
}

function tableIn(head: Buffer, whole: boolean, shape: Shape, options: OpenOptions): Table {
  const rows = headRows(head, shape.delimiter, whole)
  if (isSeparatorRow(rows[0])) rows.shift()
  if (!rows.length)
    throw refuse('no-header', 422, 'The first line of the table cannot be read as a header.', {
      mend: 'The first line has to name the columns.',
    })
  const map = typeof options.map === 'string' ? readMap(options.map) : options.map
  return tableOf(rows, {
    delimiter: shape.delimiter,
    map,
    dayOrder: options.dayOrder,
    channel: options.channel,
    ushahidi: shape.format === 'ushahidi',
  })
}

/**
 * What is read out of each chunk, made only as it is asked for: records of a whole chunk at once would outlive the
 * young generation.
 */
async function* read(
  chunks: AsyncIterable<Buffer>,
  shape: Shape,
  script: Script,
  table: Table | undefined,
): AsyncGenerator<Iterable<Read>> {
  if (table) {
    const splitter = new RowSplitter(shape.delimiter)
    const reader = tableReader(table, script)
    for await (const chunk of chunks) yield each(splitter.push(chunk), (row) => reader(row, false))
    const rest = splitter.end()
    yield each(rest, (row) => reader(row, splitter.unfinished && row === rest.at(-1)))
    return
  }
  const reader = jsonReader(shape.format, script)
  if (shape.split === 'lines') {
    const splitter = new LineSplitter(shape.format === 'x' ? pageBytes : recordBytes)
    for await (const chunk of chunks) yield each(splitter.push(chunk), reader.line)
    yield each(splitter.end(), reader.line)
    return
  }
  const splitter = new ElementSplitter(recordBytes, shape.format === 'x-archive')
  for await (const chunk of chunks) yield each(splitter.push(chunk), reader.element)
  yield each(splitter.end(), reader.element)
  yield reader.end()
}

function* each<P>(pieces: P[], reader: (piece: P) => Read[]): Generator<Read> {
  for (const piece of pieces) yield* reader(piece)
}
