/**
 * What a workbook may be. The libraries hold a whole sheet in memory, as XML and as cells, so what is read and written is bounded, and
 * both happen in a thread of its own with a heap of its own. CSV is streamed and has no such bounds.
 */
export const sheetBounds = {
  /** Of the file, packed. */
  bytes: 24 * 1024 ** 2,
  /** Of the parts that are read, unpacked: what the directory says, and what really comes out. */
  unpacked: 96 * 1024 ** 2,
  /** Files in the archive. */
  entries: 5_000,
  rows: 200_000,
  columns: 500,
  seconds: 120,
  /** Heap of the thread. */
  megabytes: 640,
  /** Written: a file of this size opens on an old laptop. */
  rowsOut: 100_000,
  cellsOut: 1_500_000,
}
