/** A page to print, for whoever asked alone. */
export function pdfAnswer(pdf: Uint8Array, name: string): Response {
  return new Response(pdf.slice(), { headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${name}.pdf"`, 'cache-control': 'private, no-store' } })
}
