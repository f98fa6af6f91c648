/** A line on stderr that is redrawn, on a terminal only; nothing elsewhere. */
export function progressBar(what: string): { show(done: number, of: number): void; end(): void } {
  if (!process.stderr.isTTY) return { show: () => {}, end: () => {} }
  let drawnAt = 0
  return {
    show(done, of) {
      const now = performance.now()
      if (now - drawnAt < 100 && done < of) return
      drawnAt = now
      const width = 30
      const filled = of > 0 ? Math.round((done / of) * width) : 0
      process.stderr.write(`\r${what} ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done.toLocaleString('en')} of ${of.toLocaleString('en')}`)
    },
    end() {
      process.stderr.write('\r\u001b[K')
    },
  }
}
