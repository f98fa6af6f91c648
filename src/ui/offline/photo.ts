/** The longer side of what is kept of a photograph; the server makes it no larger. */
const longest = 1_600

/**
 * A photograph as it is kept on the device: made anew from its pixels, so that where and when it was taken never leaves the telephone, and so
 * small that a weak connection carries it. What the browser cannot read is sent as it is; the server makes it anew in any case.
 */
export async function smallPhoto(file: File): Promise<{ type: string; content: ArrayBuffer }> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.82))
    if (blob) return { type: blob.type, content: await blob.arrayBuffer() }
  } catch {
    // Not a picture that this browser can draw.
  }
  return { type: file.type || 'application/octet-stream', content: await file.arrayBuffer() }
}
