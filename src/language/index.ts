export { exportCsv, exportJson, importWords, standingOf, type Standing, type Taken } from './catalogue.ts'
export { addedOf, addLanguage, changeLanguage, freshLanguages, languageCalled, ownLanguage, removeLanguage, type NewLanguage, type Spoken } from './language.ts'
export { slice } from './slice.ts'
