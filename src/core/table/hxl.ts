// hxlstandard.org/standard/1-1final/dictionary. A single "#flood" under the header is a post, not a row of tags.
const hxlTags =
  'access activity adm1 adm2 adm3 adm4 adm5 affected beneficiary capacity cause channel contact country crisis currency ' +
  'date delivery description event frequency geo group impact indicator inneed item loc meta modality need operations ' +
  'org output population reached region respondee sector service severity status subsector targeted value'
const isHxlTag = new RegExp(`^#(${hxlTags.replaceAll(' ', '|')})(\\s*\\+[a-z][a-z0-9_]*)*$`, 'i')

/** Whether a row holds HXL tags, one a column. */
export function isHxl(cells: string[]): boolean {
  const tags = cells.map((cell) => cell.trim()).filter(Boolean)
  return tags.length > 1 && tags.every((tag) => isHxlTag.test(tag))
}
