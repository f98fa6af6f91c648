/** For tests: workbooks as they come from elsewhere, good and bad. */
import { deflateRawSync, crc32 } from 'node:zlib'

export interface Part {
  name: string
  text: string | Buffer
  /** What the directory says instead of the truth. */
  claims?: number
  stored?: boolean
}

/** A ZIP archive as spreadsheet programs write it. */
export function zipped(parts: Part[]): Buffer {
  const bodies: Buffer[] = []
  const lines: Buffer[] = []
  let at = 0
  for (const { name, text, claims, stored } of parts) {
    const bytes = Buffer.from(text)
    const packed = stored ? bytes : deflateRawSync(bytes)
    const label = Buffer.from(name)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(stored ? 0 : 8, 8)
    head.writeUInt32LE(crc32(bytes), 14)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(claims ?? bytes.length, 22)
    head.writeUInt16LE(label.length, 26)
    const line = Buffer.alloc(46)
    line.writeUInt32LE(0x02014b50, 0)
    head.copy(line, 6, 4, 30)
    line.writeUInt32LE(at, 42)
    bodies.push(head, label, packed)
    lines.push(line, label)
    at += 30 + label.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(lines.reduce((sum, one) => sum + one.length, 0), 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, ...lines, end])
}

const sheetXml = (rows: string) => `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`

export interface BookParts {
  /** Rows of each sheet as XML, by name. */
  sheets: Record<string, string>
  hidden?: string[]
  strings?: string[]
  epoch1904?: boolean
  more?: Part[]
}

/** The parts of a workbook; the second style (`s="1"`) is a date. */
export function bookParts({ sheets, hidden = [], strings = [], epoch1904 = false, more = [] }: BookParts): Part[] {
  const names = Object.keys(sheets)
  const ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return [
    { name: '[Content_Types].xml', text: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>' },
    { name: 'xl/workbook.xml', text: `<workbook ${ns}><workbookPr${epoch1904 ? ' date1904="1"' : ''}/><sheets>${names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}"${hidden.includes(name) ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', text: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${type}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}<Relationship Id="s" Type="${type}/styles" Target="styles.xml"/><Relationship Id="t" Type="${type}/sharedStrings" Target="sharedStrings.xml"/></Relationships>` },
    { name: 'xl/styles.xml', text: `<styleSheet ${ns}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>` },
    { name: 'xl/sharedStrings.xml', text: `<sst ${ns}>${strings.map((text) => `<si><t xml:space="preserve">${text}</t></si>`).join('')}</sst>` },
    ...names.map((name, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, text: sheetXml(sheets[name]!) })),
    ...more,
  ]
}

export const book = (parts: BookParts): Buffer => zipped(bookParts(parts))

/** A row of inline texts. */
export const textRow = (line: number, cells: string[]): string =>
  `<row r="${line}">${cells.map((text, at) => `<c r="${String.fromCharCode(65 + at)}${line}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`).join('')}</row>`
