export { looksInShift, looksOfAll, spared, tooMuchGraphic, uncover, uncoveredFor, type LooksOf } from './look.ts'
export { graphicAmong, graphicSql, markedBySender, markGraphic, type GraphicMark } from './mark.ts'
export { changeGraphicSettings, graphicSettings, shiftHours, type GraphicSettings } from './settings.ts'
export { slice } from './slice.ts'
